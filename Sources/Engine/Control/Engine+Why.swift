internal import Journal
package import Orchestration

extension Engine {
    /// Why attempts of a run were routed as they were, oldest first.
    package func why(_ id: RunID, step: String?) async throws -> [WhyReport] {
        guard let history = try await journal.history(of: id),
            case .opened(let opening)? = history.facts.first?.fact,
            let plan = pinned[Pin(opening.workflow, opening.version)]
        else { return [] }
        let choices = try await journal.choices(of: id).sorted { one, other in
            (one.key.attempt, one.key.step) < (other.key.attempt, other.key.step)
        }
        let rated = await ratings(ofRun: id)
        let reports: [WhyReport] = choices.compactMap { key, bytes in
            guard plan.workflow.steps.indices.contains(key.step),
                let record = try? Value(json: bytes)
            else { return nil }
            let name = plan.workflow.steps[key.step].name
            guard step == nil || step == name else { return nil }
            var report = WhyReport(run: id, step: name, attempt: key.attempt, record: record)
            let call = CallName(run: id, step: name, attempt: key.attempt)
            report.rating = rated.first { $0.call == call }
            return report
        }
        // What a journal kept in words only has no moment: its attempt tells its place.
        return reports.enumerated().sorted { one, other in
            (one.element.at ?? .epoch, one.offset) < (other.element.at ?? .epoch, other.offset)
        }.map(\.element)
    }

    /// What an override would have meant for the last minutes of recorded traffic.
    package func forecast(route: String, target: String?, minutes: Int) throws(OverrideError)
        -> RerouteForecast
    {
        let basis = basis(of: route, minutes, obstacle: target.map { obstacle(to: $0) } ?? "")
        return try switchboard.forecast(route, to: target, from: basis, at: time.now())
    }

    /// What dividing a route's calls would have meant for the last minutes of recorded traffic.
    package func forecast(route: String, shares: [String: Int], minutes: Int) throws(SplitError)
        -> RerouteForecast
    {
        let obstacles = shares.filter { $0.value > 0 }.keys.sorted().compactMap { model in
            let why = obstacle(to: model)
            return why.isEmpty ? nil : "\(model): \(why)"
        }
        let basis = basis(of: route, minutes, obstacle: obstacles.joined(separator: "; "))
        return try switchboard.forecast(route, divided: shares, from: basis, at: time.now())
    }

    private func basis(of route: String, _ minutes: Int, obstacle: String) -> ForecastBasis {
        ForecastBasis(
            ledger: telemetry.figures { $0 },
            minutes: minutes,
            openRuns: openRuns(on: route),
            workflows: Dependents(project).workflowsOfRoute[route] ?? [],
            obstacle: obstacle
        )
    }

    private func obstacle(to model: String) -> String {
        switch switchboard.breaker(of: model) {
        case .open?: "its breaker is open"
        case .forcedOpen?: "its breaker was forced open"
        case .halfOpen?: "its breaker is half open"
        case .closed?, .disabled?, .metricsOnly?, nil: ""
        }
    }
}

extension Switchboard {
    /// Forecasts an override.
    func forecast(
        _ route: String,
        to target: String?,
        from basis: ForecastBasis,
        at now: Instant
    ) throws(OverrideError) -> RerouteForecast {
        let result = with { state in
            Result { () throws(OverrideError) -> RerouteForecast in
                try state.table.forecast(route: route, to: target, from: basis, at: now)
            }
        }
        return try result.get()
    }

    /// Forecasts shares.
    func forecast(
        _ route: String,
        divided shares: [String: Int],
        from basis: ForecastBasis,
        at now: Instant
    ) throws(SplitError) -> RerouteForecast {
        let result = with { state in
            Result { () throws(SplitError) -> RerouteForecast in
                try state.table.forecast(route: route, divided: shares, from: basis, at: now)
            }
        }
        return try result.get()
    }
}
