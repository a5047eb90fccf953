internal import Orchestration

extension Engine {
    /// Divides a route's calls among its targets, or gives the choice back to its policy.
    func split(_ route: String, _ shares: [String: Int], _ order: Control.Order) -> Effect {
        let now = time.now()
        let result = switchboard.with { state in
            Result { () throws(SplitError) -> [String: Int] in
                try state.table.split(
                    route,
                    shares,
                    by: order.actor,
                    reason: order.reason,
                    at: now
                )
            }
        }
        do throws(SplitError) {
            let before = try result.get()
            let split = switchboard.with { $0.table.splits[route] }
            outgoing.batch.records.append(
                .state(kind: "split", id: route, value: split?.value.jsonBytes)
            )
            return .done(
                "\(Split.words(before)) -> \(Split.words(shares))",
                undo: .split(route: route, shares: before)
            )
        } catch {
            return .refused(error.explanation)
        }
    }

    /// What a split would do, and what an operator should know before it.
    func effects(splitting route: String, _ shares: [String: Int]) -> [String] {
        var effects = ["New attempts on \(route) are divided: \(Split.words(shares))."]
        if shares.isEmpty { effects = ["New attempts on \(route) go where its policy says."] }
        if let override = switchboard.override(of: route, at: time.now()) {
            effects.append("Only once the override to \(override.target) has ended.")
        }
        for (model, share) in shares.sorted(by: { $0.key < $1.key }) where share > 0 {
            guard let row = figures.models.first(where: { $0.name == model }),
                row.state == .cool || row.state == .warn
            else { continue }
            effects.append("\(model) is \(row.state.rawValue) now: \(row.reason).")
        }
        return effects
    }

    /// Takes up how operators had divided calls.
    func restoreSplits() async throws {
        for (_, bytes) in try await journal.states(of: "split") {
            guard let value = try? Value(json: bytes), let split = Split(value: value) else {
                continue
            }
            switchboard.with { $0.table.restore(split) }
        }
    }
}
