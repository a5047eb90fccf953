internal import Orchestration

/// Orders that are given one after the other, and starts of schedules that have passed.
extension Console {
    /// Makes starts of a schedule that have passed, or cancels the runs such starts have made.
    mutating func backfill() -> [Effect] {
        guard let row = workflowHere, let schedule = row.schedule else { return [] }
        func day(_ instant: Instant) -> String { String(Figures.stamp(instant).prefix(10)) }
        let blanks = [
            Blank(
                .from,
                "from",
                initial: day(now - .seconds(7 * 86_400)),
                hint: "a date, or an instant such as 2026-04-01T02:00:00Z"
            ),
            Blank(.until, "before", initial: day(now), hint: "a date, or an instant"),
        ]
        return ask(
            .backfill,
            title: "Backfill \(row.name)  (\(row.trigger))",
            button: "Go",
            seen: [.workflow(row.name)],
            choices: [
                .init(
                    "start what was not started, one date after the other",
                    [.backfill(workflow: row.name, at: .epoch)],
                    blanks: blanks,
                    schedule: schedule
                ),
                .init(
                    "cancel what such starts have left open",
                    [.cancelBackfill(workflow: row.name, at: .epoch)],
                    blanks: blanks,
                    schedule: schedule
                ),
            ]
        )
    }

    /// What can be done with the orders that wait to be given.
    mutating func showOrders() {
        let options = batches.filter { !$0.waiting.isEmpty }.flatMap { batch -> [Picker.Option] in
            let serial = batch.open.min() ?? 0
            let progress = "\(Figures.count(batch.done.count)) of \(Figures.count(batch.count))"
            return [
                .init(
                    id: "turn \(serial)",
                    title: batch.isPaused ? "go on: \(batch.title)" : "pause: \(batch.title)",
                    note: progress
                ),
                .init(
                    id: "stop \(serial)",
                    title: "stop: \(batch.title)",
                    note: "\(Figures.count(batch.waiting.count)) less"
                ),
            ]
        }
        mode = .picking(
            Picker(.orders, for: focus, title: "Orders under way", options: options, opened: now)
        )
    }

    /// Pauses a batch, lets it go on, or gives no more of it.
    mutating func steer(_ choice: String) -> [Effect] {
        mode = .browsing
        let words = choice.split(separator: " ")
        guard words.count == 2, let serial = Int(words[1]),
            let at = batches.firstIndex(where: { $0.open.contains(serial) })
        else {
            say("these orders have been given meanwhile")
            return []
        }
        if words[0] == "stop" { return stop(at) }
        batches[at].isPaused.toggle()
        let isPaused = batches[at].isPaused
        say("\(batches[at].title): \(isPaused ? "paused" : "goes on")", .done)
        let underWay = batches[at].open.count - batches[at].waiting.count
        // Those under way bring the next with their receipts.
        guard !isPaused, underWay == 0, !batches[at].waiting.isEmpty else { return [] }
        return [.perform(batches[at].waiting.removeFirst())]
    }

    private mutating func stop(_ at: Int) -> [Effect] {
        let left = batches[at].waiting
        batches[at].open.subtract(left.map(\.serial))
        batches[at].waiting = []
        say(
            "\(batches[at].title): stopped, \(left.count) of \(batches[at].count) were not given",
            .done
        )
        if batches[at].open.isEmpty { finished = batches.remove(at: at) }
        return []
    }
}
