internal import Orchestration

/// What an operator should know before failed steps are tried again.
extension Engine {
    /// The routes of those steps that have nobody to call now: the steps would fail again.
    func outages(retrying id: RunID, _ step: String?) async -> [String] {
        guard await load(id), let state = runs[id]?.state else { return [] }
        defer { unload(id) }
        let steps = state.plan.workflow.steps
        let places = Set(state.retryable.map(state.stepIndex(of:)))
        let routes = Set(
            steps.indices.filter { places.contains($0) && [nil, steps[$0].name].contains(step) }
                .map { steps[$0].action.route }
        )
        let now = time.now()
        return project.routes.filter { routes.contains($0.name) }
            .compactMap { switchboard.row(of: $0, figures.models, at: now).outage($0.policy) }
    }
}

extension RouteRow {
    /// That no call can be answered now, and why; nil while one can.
    fileprivate func outage(_ policy: Route.Policy) -> String? {
        let asked = targets.enumerated().filter { place, target in
            if let overriddenTo { return target.model == overriddenTo }
            // A pinned route has the first of its full targets, and its canaries.
            return target.role != "shadow" && (policy != .pinned || place == 0 || target.role != "")
        }.map(\.element)
        let reasons = asked.compactMap { target -> String? in
            if !target.killed.isEmpty { return "\(target.model) is switched off" }
            return target.state == .cool ? "\(target.model) COOL, \(target.breaker)" : nil
        }
        guard !asked.isEmpty, reasons.count == asked.count else { return nil }
        let why = reasons.joined(separator: "; ")
        return "It would fail again now: \(name) has no target (\(why))."
    }
}
