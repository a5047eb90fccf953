internal import Orchestration

extension Console {
    /// Leaves; asks before, where the engine ends with the console and runs are open.
    mutating func quit() -> [Effect] {
        let totals = snapshot?.totals
        let open =
            totals.map {
                Self.sum([$0.running, $0.waiting, $0.retrying, $0.paused])
            } ?? 0
        guard ownsEngine, open > 0 else { return [.quit] }
        let runs = open == 1 ? "1 open run waits" : "\(Figures.count(open)) open runs wait"
        mode = .picking(
            Picker(
                .quit,
                for: focus,
                title: "The engine ends with this",
                options: [
                    .init(id: "back", title: "back", note: "nothing changes"),
                    .init(id: "quit", title: "quit", note: "\(runs)"),
                ],
                opened: now
            )
        )
        say("\(runs) until the next start; podium serve keeps an engine going without a console")
        return []
    }
}
