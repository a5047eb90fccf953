internal import Journal
internal import Orchestration

extension Engine {
    /// How often outliers are looked for and canaries judged.
    static let sweepPeriod = Duration.seconds(10)

    /// Sets outliers aside and takes canaries out that are worse than the others.
    func sweepTargets(at now: Instant) {
        if options.listens {
            for (model, why) in switchboard.listen(at: now) {
                tellRouting(model, "taken out, silent: \(why)", at: now)
            }
        }
        guard now - swept >= Self.sweepPeriod else { return }
        swept = now
        for model in switchboard.sweep(at: now) {
            tellRouting(model, "set aside: it fails much more often than its peers", at: now)
        }
        for (route, outcome) in analyses(at: now) {
            guard case .failed(let why) = outcome.verdict else { continue }
            let canary = Health.Canary(route, outcome.model)
            guard switchboard.fail(canary, because: why) else { continue }
            outgoing.batch.records.append(
                .state(kind: "canary", id: "\(route)/\(outcome.model)", value: Array(why.utf8))
            )
            tellRouting(route, "canary \(outcome.model) taken out: \(why)", at: now)
        }
    }

    /// Looks which targets are out of rotation.
    func noteCooldowns(at now: Instant) {
        for (model, standing) in switchboard.standings(at: now) {
            cooldowns.look(model, standing, at: now)
        }
    }

    /// What every canary's analysis says over the last hour.
    private func analyses(at now: Instant)
        -> [(route: String, (model: String, verdict: CanaryAnalysis.Outcome))]
    {
        project.routes.flatMap { route in
            route.targets.compactMap { target in
                guard case .canary = target.role else { return nil }
                return (route.name, (target.model, analysis(of: target.model, on: route, at: now)))
            }
        }
    }

    /// What the analysis of one canary says.
    func analysis(of canary: String, on route: Route, at now: Instant) -> CanaryAnalysis.Outcome {
        telemetry.figures { ledger in
            func slice(_ model: String) -> MetricSlice {
                ledger.slice(of: .target(route: route.name, model: model), over: .hour, at: now)
            }
            var baseline = MetricSlice()
            for target in route.targets where target.role == .full {
                baseline.merge(slice(target.model))
            }
            return CanaryAnalysis.judge(slice(canary), against: baseline)
        }
    }

    /// A line in the tail about who is called and why.
    func tellRouting(_ object: String, _ text: String, at now: Instant) {
        tail.append(EventLine(at: now, word: "ROUT", object: object, text: text))
    }

    /// Takes up which canaries had failed and what was spent today.
    func restoreRouting() async throws {
        for (id, why) in try await journal.states(of: "canary") {
            let parts = id.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            _ = switchboard.fail(
                Health.Canary(parts[0], parts[1]),
                because: String(decoding: why, as: UTF8.self)
            )
        }
        let now = time.now()
        let midnight = Instant(
            milliseconds: now.milliseconds - now.milliseconds % 86_400_000
        )
        let spent = telemetry.figures { ledger in
            project.models.map {
                ($0.name, ledger.slice(of: .model($0.name), from: midnight, at: now).costMicros)
            }
        }
        switchboard.restore(
            spent: Dictionary(spent, uniquingKeysWith: { first, _ in first }),
            at: now
        )
    }
}

extension Switchboard {
    /// Takes a canary out; false where it was out already.
    func fail(_ canary: Health.Canary, because why: String) -> Bool {
        with { state in
            guard state.health.failedCanaries[canary] == nil else { return false }
            state.health.judge(canary, failed: why)
            return true
        }
    }
}
