package import Orchestration

/// Tells in sentences what changes, for screen readers and logs: what a screen shows by place and
/// colour, this says by words.
package struct Herald: Sendable {
    private var last: Snapshot?

    package init() {}

    /// The sentences that lead from the snapshot before to this one; of the first, how things stand.
    package mutating func take(_ snapshot: Snapshot) -> [String] {
        defer { last = snapshot }
        guard let last else { return opening(snapshot) }
        return totals(last, snapshot) + alerts(last, snapshot)
            + states(last.models, snapshot.models, "Model") { ($0.name, $0.state, $0.reason) }
            + states(last.sources, snapshot.sources, "Source") { ($0.name, $0.state, $0.reason) }
            + states(last.workflows, snapshot.workflows, "Workflow") {
                ($0.name, $0.isPaused ? .paused : .ok, "")
            } + overrides(last, snapshot) + runs(last, snapshot)
    }

    private func opening(_ snapshot: Snapshot) -> [String] {
        let environment = snapshot.environment
        var lines = [
            "Podium, \(environment.name) \(environment.project). "
                + "\(snapshot.totals.running) runs run, \(snapshot.totals.failed) have failed."
        ]
        if !environment.simulated.isEmpty {
            lines.append("Simulated: \(environment.simulated).")
        }
        let open = snapshot.alerts.filter { $0.state.needsHuman }
        lines.append(open.isEmpty ? "No alerts." : "\(open.count) alerts need somebody.")
        return lines + open.map(sentence)
    }

    private func totals(_ old: Snapshot, _ new: Snapshot) -> [String] {
        var lines: [String] = []
        if old.totals.failed != new.totals.failed {
            lines.append("\(new.totals.failed) runs have failed, before \(old.totals.failed).")
        }
        if old.environment.trouble != new.environment.trouble {
            let trouble = new.environment.trouble
            lines.append(trouble.isEmpty ? "The journal is well again." : "Trouble: \(trouble).")
        }
        return lines
    }

    private func alerts(_ old: Snapshot, _ new: Snapshot) -> [String] {
        let before = Dictionary(
            old.alerts.map { ($0.id, $0.state) },
            uniquingKeysWith: { a, _ in a }
        )
        let now = Set(new.alerts.map(\.id))
        let gone = old.alerts.filter { !now.contains($0.id) && $0.state != .resolved }
        return new.alerts.filter { before[$0.id] != $0.state }.map(sentence)
            + gone.map { "Alert \($0.object) is over." }
    }

    private func sentence(_ alert: AlertRow) -> String {
        let owner = alert.owner.isEmpty ? "" : ", by \(alert.owner)"
        return
            "Alert \(alert.severity.rawValue) \(alert.state.rawValue): \(alert.object), "
            + "\(alert.summary)\(owner)."
    }

    private func overrides(_ old: Snapshot, _ new: Snapshot) -> [String] {
        let before = Dictionary(old.routes.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
        return new.routes.compactMap { route in
            guard let was = before[route.name] else { return nil }
            if was.killed != route.killed {
                return route.killed.isEmpty
                    ? "Route \(route.name) is on again."
                    : "Route \(route.name) is off: \(route.killed)."
            }
            if was.isPaused != route.isPaused {
                return "Route \(route.name) \(route.isPaused ? "is paused" : "goes on")."
            }
            guard was.override != route.override else { return nil }
            return route.override.isEmpty
                ? "Route \(route.name) is with its policy again."
                : "Route \(route.name): \(route.override)."
        }
    }

    /// Runs that came to need eyes, or need them for another reason.
    private func runs(_ old: Snapshot, _ new: Snapshot) -> [String] {
        let before = Dictionary(
            old.watched.map { ($0.id, $0.state) },
            uniquingKeysWith: { a, _ in a }
        )
        return new.watched.filter { run in
            [.fail, .retry, .paused].contains(run.state) && before[run.id] != run.state
        }.map { run in
            let at = run.step.isEmpty ? "" : " at \(run.step)"
            let why = run.reason.isEmpty ? "" : ": \(run.reason)"
            return "Run \(run.id.text) of \(run.workflow) \(run.state.rawValue)\(at)\(why)."
        }
    }

    private func states<Row>(
        _ old: [Row],
        _ new: [Row],
        _ kind: String,
        _ parts: (Row) -> (name: String, state: StateWord, reason: String)
    ) -> [String] {
        let before = Dictionary(old.map { (parts($0).name, parts($0).state) }) { a, _ in a }
        return new.map(parts).compactMap { row in
            guard let was = before[row.name], was != row.state else { return nil }
            let why = row.reason.isEmpty ? "" : ": \(row.reason)"
            return "\(kind) \(row.name) is \(row.state.rawValue), was \(was.rawValue)\(why)."
        }
    }
}

extension ListText {
    /// Each row as a sentence: the first column, then every other by its name.
    package var sentences: [String] {
        guard !rows.isEmpty else { return ["No \(name)."] }
        return rows.map { row in
            let pairs = zip(columns, row).dropFirst().filter { $0.1 != "-" && !$0.1.isEmpty }
            let rest = pairs.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
            let sentence = "\(row.first ?? ""): \(rest)"
            return sentence.hasSuffix(".") ? sentence : sentence + "."
        }
    }
}
