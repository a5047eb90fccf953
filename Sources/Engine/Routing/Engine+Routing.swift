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
        for route in project.routes {
            for target in route.targets { judge(target, on: route, at: now) }
        }
    }

    /// Looks which targets are out of rotation.
    func noteCooldowns(at now: Instant) {
        for (model, standing) in switchboard.standings(at: now) {
            cooldowns.look(model, standing, at: now)
        }
    }

    /// Takes a canary out that has failed, unless an operator gave it shares; where that is only a dry
    /// run, says so once.
    private func judge(_ target: Route.Target, on route: Route, at now: Instant) {
        guard case .canary = target.role, !isShared(target.model, on: route, at: now),
            case .failed(let why) = analysis(of: target.model, on: route, at: now)
        else { return }
        switch target.consequence {
        case .dryRun:
            guard wouldBeOut.insert("\(route.name)/\(target.model)").inserted else { return }
            tellRouting(route.name, "canary \(target.model) would be taken out: \(why)", at: now)
        case .takesOut:
            guard switchboard.fail(Health.Canary(route.name, target.model), because: why) else {
                return
            }
            keepVerdict(of: target.model, on: route.name)
            tellRouting(route.name, "canary \(target.model) taken out: \(why)", at: now)
        }
    }

    /// What the analysis of one canary says.
    func analysis(of canary: String, on route: Route, at now: Instant) -> CanaryAnalysis.Outcome {
        let began = beginning(of: canary, on: route, at: now)
        let from = CanaryAnalysis.beginning(of: began.at, at: now)
        var (mine, others) = figures(of: canary, on: route, from: from, at: now)
        if from == began.at {
            (mine, others) = (mine.since(began.mine), others.since(began.others))
        }
        return CanaryAnalysis.judge(mine, against: others)
    }

    /// Takes up which canaries had failed and what was spent today.
    func restoreRouting() async throws {
        try await restoreCanaries()
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
