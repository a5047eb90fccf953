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

    /// Takes a canary out that has failed; where that is only a dry run, says so once.
    private func judge(_ target: Route.Target, on route: Route, at now: Instant) {
        guard case .canary = target.role,
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
            let id = "\(route.name)/\(target.model)"
            outgoing.batch.records.append(.state(kind: "canary", id: id, value: Array(why.utf8)))
            tellRouting(route.name, "canary \(target.model) taken out: \(why)", at: now)
        }
    }

    /// When a canary's analysis began, noted for the first look at its version.
    private func beginning(of canary: String, on route: Route, at now: Instant) -> Instant {
        let version = project.models.first { $0.name == canary }?.version ?? ""
        let id = "\(route.name)/\(canary)@\(version)"
        if let since = canariesSince[id] {
            return CanaryAnalysis.beginning(of: since, at: now)
        }
        canariesSince[id] = now
        let value = Value(milliseconds: now).jsonBytes
        outgoing.batch.records.append(.state(kind: Self.canarySinceKind, id: id, value: value))
        return now
    }

    private static let canarySinceKind = "canary-since"

    /// What the analysis of one canary says.
    func analysis(of canary: String, on route: Route, at now: Instant) -> CanaryAnalysis.Outcome {
        let from = beginning(of: canary, on: route, at: now)
        return telemetry.figures { ledger in
            func slice(_ model: String) -> MetricSlice {
                ledger.slice(of: .target(route: route.name, model: model), from: from, at: now)
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
        for (id, bytes) in try await journal.states(of: Self.canarySinceKind) {
            canariesSince[id] = (try? Value(json: bytes))?.moment
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
