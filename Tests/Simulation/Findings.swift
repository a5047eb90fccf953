import Journal
import Orchestration

@testable import Engine

extension SimulatedWorld {
    /// What is not as it must be, one sentence each.
    func findings() throws -> [String] {
        nonisolated(unsafe) let world = self
        return try schedule.run { try await world.examined() }
    }

    private func examined() async throws -> [String] {
        try await journal.check()
        let rows = try await journal.runs(newest(1000)).rows
        var histories: [History] = []
        var newest: [History] = []
        for row in rows {
            if let history = try await journal.history(of: row.id) { histories.append(history) }
            if let part = try await journal.newestHistory(of: row.id) { newest.append(part) }
        }
        rollOvers = histories.reduce(0) { $0 + $1.facts.count(where: \.carries) }
        let live = await engine.states
        let running = await engine.queue.running
        return try await lost() + doubled(histories) + restless(histories)
            + unlike(histories, live) + unlike(newest, live) + crowded(live)
            + lives.flatMap(\.mishaps.excesses)
            + (running == 0 ? [] : ["\(running) slots were never given back"])
    }

    /// Events that were acknowledged and are not in the journal.
    private func lost() async throws -> [String] {
        var findings: [String] = []
        for (id, admissions) in answers.all {
            let type = id.hasPrefix("order") ? "order" : "payment"
            let known = try await journal.accepted([EventName(type: type, id: id)])
            for admission in admissions {
                switch admission {
                case .started(let run):
                    if try await journal.history(of: run) == nil {
                        findings.append("\(id) was said to start \(run.text), which is not there")
                    }
                    fallthrough
                // A retry of an acknowledged id may race with its first coming.
                case .signalled, .noted, .duplicate, .held:
                    if known.isEmpty { findings.append("\(id) was acknowledged and is lost") }
                case .lost: findings.append("\(id) was turned away while nobody stopped")
                case .deadLetter:
                    if !id.hasPrefix("bad") { findings.append("\(id) became a dead letter") }
                }
            }
        }
        let bad = answers.all.filter { $0.key.hasPrefix("bad") }.reduce(0) { $0 + $1.value.count }
        if try await journal.deadLetterCount() < bad { findings.append("a dead letter is lost") }
        return findings
    }

    /// Events with two runs, and customers who were told twice.
    private func doubled(_ histories: [History]) -> [String] {
        let inputs = histories.compactMap { history -> Payload? in
            guard case .opened(let opening)? = history.facts.first?.fact, opening.parent == nil
            else { return nil }
            return opening.input
        }
        let twice = Dictionary(grouping: inputs, by: { $0 }).filter { $0.value.count > 1 }
        return twice.map { _ in "an event has two runs" }
            + customers.arrivals.filter { $0.value > 1 }.map {
                "\($0.key) arrived \($0.value) times"
            }
    }

    /// Runs that neither ended nor wait for a reason with a name.
    private func restless(_ histories: [History]) -> [String] {
        histories.compactMap { history in
            let row = history.row
            // Held is a reason only behind a run that an operator has paused.
            let isHeld =
                row.state == .held
                && histories.contains { $0.row.subject == row.subject && $0.row.state == .paused }
            let rests = row.closed != nil || row.state == .paused || isHeld
            let last = history.facts.suffix(4).map { "\($0.at.text) \($0.fact)" }
            return rests ? nil : "\(row.id.text) is \(row.state.rawValue) at \(row.step): \(last)"
        }
    }

    /// Runs whose history does not tell what was lived.
    private func unlike(_ histories: [History], _ live: [RunID: RunState]) -> [String] {
        histories.compactMap { history in
            guard let state = replayed(history) else { return "\(history.run.text) has no opening" }
            if state.word != history.row.state { return "\(history.run.text) is listed wrongly" }
            guard let lived = live[history.run] else {
                return state.isOpen ? "\(history.run.text) is open and forgotten" : nil
            }
            return lived == state ? nil : "\(history.run.text) was lived otherwise"
        }
    }

    private func replayed(_ history: History) -> RunState? {
        guard let plan = shape.plans[history.row.workflow] else { return nil }
        return RunState(replaying: history.facts, plan: plan)
    }

    /// Subjects with two runs that are not held.
    private func crowded(_ live: [RunID: RunState]) -> [String] {
        let active = live.values.filter {
            $0.isOpen && !$0.isWaitingForElder && !$0.opening.subject.isEmpty
        }
        let crowds = Dictionary(grouping: active) {
            "\($0.opening.workflow) of \($0.opening.subject)"
        }.filter {
            $0.value.count > 1
        }
        return crowds.keys.sorted().map { "\($0) has two runs at once" }
    }
}

extension Stamped {
    /// Whether a history goes on here.
    fileprivate var carries: Bool {
        guard case .opened(let opening) = fact else { return false }
        return opening.carried != nil
    }
}
