extension RerouteForecast {
    /// The forecast in sentences, the most important first; `fate` is that of the open runs.
    package func sentences(_ fate: OpenRuns) -> [String] {
        let goal = target.map { "gone to \($0)" } ?? goals
        var found = ["\(calls) calls in the last \(minutes) min would have \(goal)."]
        if !obstacle.isEmpty { found.append("Now in the way: \(obstacle).") }
        found += [
            line("Failed", errorShare) { $0.percent },
            line("p95", p95) { "\($0.fixed(2)) s" },
            line("First token p95", firstToken95) { "\($0.fixed(2)) s" },
            line("Cost", cost) { $0.fixed(4) },
        ].compactMap(\.self)
        if !quota.isEmpty { found.append("A limit would be passed: \(quota).") }
        if let tooLong, tooLong > 0 {
            found.append("\(tooLong.percent) of the prompts are longer than it takes.")
        }
        found.append("\(fate.words(openRuns))\(users); attempts under way end where they are.")
        found.append(sureness.words(evidence))
        return found
    }

    /// Where they would have gone where it is not one target that is named.
    private var goals: String {
        let takers = shares.filter { $0.then > 0 }
        guard takers.count > 1 else { return "gone to whom the policy chooses" }
        return "been divided: "
            + takers.map { "\($0.model) \($0.then.percent)" }.joined(separator: ", ")
    }

    private var users: String {
        workflows.isEmpty ? "" : ", of \(workflows.joined(separator: ", "))"
    }

    private func line(_ name: String, _ change: Change, _ text: (Double) -> String) -> String? {
        guard change.now != nil || change.then != nil else { return nil }
        return "\(name): \(change.now.map(text) ?? "unknown") -> "
            + "\(change.then.map(text) ?? "unknown")."
    }
}

extension RerouteForecast.Sureness {
    fileprivate func words(_ calls: Int) -> String {
        switch self {
        case .good: "Sure: the target answered \(calls) calls in that time."
        case .fair: "Fairly sure: the target answered \(calls) calls in that time."
        case .weak: "Not sure: the target answered only \(calls) calls in that time."
        case .none: "Nothing is known of the target: it was not called in that time."
        }
    }
}
