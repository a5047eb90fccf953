internal import Journal
internal import Orchestration

/// What became of canaries: verdicts are of one version of a model on one route, and an operator has
/// the last word.
extension Engine {
    private static let verdictKind = "canary"
    private static let sinceKind = "canary-since"

    /// Names the trial of a canary's present version on a route: another version is another trial.
    func trial(of canary: String, on route: String) -> String {
        let version = project.models.first { $0.name == canary }?.version ?? ""
        return "\(route)/\(canary)@\(version)"
    }

    /// How the analysis of a canary's present version began, noted at the first look at it.
    func beginning(of canary: String, on route: Route, at now: Instant) -> CanaryBeginning {
        if let began = canariesSince[trial(of: canary, on: route.name)] { return began }
        return begin(canary, on: route, at: now)
    }

    /// Begins the analysis of a canary anew.
    @discardableResult
    private func begin(_ canary: String, on route: Route, at now: Instant) -> CanaryBeginning {
        let (mine, others) = figures(of: canary, on: route, from: now, at: now)
        let began = CanaryBeginning(at: now, mine: mine, others: others)
        let id = trial(of: canary, on: route.name)
        canariesSince[id] = began
        outgoing.batch.records.append(
            .state(kind: Self.sinceKind, id: id, value: began.value.jsonBytes)
        )
        return began
    }

    /// What happened to a canary, and to those it is held against, since the hour of a moment.
    func figures(of canary: String, on route: Route, from: Instant, at now: Instant)
        -> (mine: MetricSlice, others: MetricSlice)
    {
        telemetry.figures { ledger in
            func slice(_ model: String) -> MetricSlice {
                ledger.slice(of: .target(route: route.name, model: model), from: from, at: now)
            }
            var others = MetricSlice()
            for target in route.targets where target.role == .full {
                others.merge(slice(target.model))
            }
            return (slice(canary), others)
        }
    }

    /// Writes down whether a canary is out, and why.
    func keepVerdict(of canary: String, on route: String) {
        let why = switchboard.verdict(on: Health.Canary(route, canary))
        outgoing.batch.records.append(
            .state(
                kind: Self.verdictKind,
                id: trial(of: canary, on: route),
                value: why.map { Array($0.utf8) }
            )
        )
    }

    /// Whether an operator gave a target a share of the route's calls: it is no canary then.
    func isShared(_ model: String, on route: Route, at now: Instant) -> Bool {
        switchboard.split(of: route.name, at: now)?.shares[model] != nil
    }

    /// Takes up what is known of trials; those of other versions, and those that a journal of before
    /// named without one, are over.
    func restoreCanaries() async throws {
        let present = Set(
            project.routes.flatMap { route in
                route.targets.map { trial(of: $0.model, on: route.name) }
            }
        )
        for (id, why) in try await journal.states(of: Self.verdictKind) {
            guard present.contains(id), let canary = Health.Canary(trial: id) else {
                outgoing.batch.records.append(.state(kind: Self.verdictKind, id: id, value: nil))
                continue
            }
            _ = switchboard.fail(canary, because: String(decoding: why, as: UTF8.self))
        }
        for (id, bytes) in try await journal.states(of: Self.sinceKind) {
            guard present.contains(id) else {
                outgoing.batch.records.append(.state(kind: Self.sinceKind, id: id, value: nil))
                continue
            }
            canariesSince[id] = (try? Value(json: bytes)).flatMap(CanaryBeginning.init)
        }
    }
}

extension Engine {
    /// Does what an operator orders about a canary.
    func order(
        _ what: CanaryOrder,
        _ model: String,
        on name: String,
        _ order: Control.Order
    ) -> Effect {
        let now = time.now()
        if let why = obstacle(to: what, model, on: name, at: now) { return .refused(why) }
        let canary = Health.Canary(name, model)
        switch what {
        case .again:
            switchboard.pass(canary)
            keepVerdict(of: model, on: name)
            if let route = project.routes.first(where: { $0.name == name }) {
                begin(model, on: route, at: now)
            }
            wouldBeOut.remove("\(name)/\(model)")
            tellRouting(name, "canary \(model) is tried again, by \(order.actor)", at: now)
            return .done(
                "canary \(model) takes calls again",
                undo: .canary(route: name, model: model, .out)
            )
        case .out:
            _ = switchboard.fail(canary, because: "taken out by \(order.actor): \(order.reason)")
            keepVerdict(of: model, on: name)
            tellRouting(name, "canary \(model) taken out by \(order.actor)", at: now)
            return .done(
                "canary \(model) takes no more calls",
                undo: .canary(route: name, model: model, .again)
            )
        case .promote: return split(name, promotion(of: model, on: name), .keep, order)
        }
    }

    /// All of the calls for the canary; the others stay its fallbacks.
    private func promotion(of model: String, on name: String) -> [String: Int] {
        let full =
            project.routes.first { $0.name == name }?.targets
            .filter { $0.role == .full }.map { ($0.model, 0) } ?? []
        return Dictionary(full + [(model, 100)], uniquingKeysWith: { $1 })
    }

    /// Why an order about a canary cannot be carried out; nil where it can.
    func obstacle(
        to what: CanaryOrder,
        _ model: String,
        on name: String,
        at now: Instant
    ) -> String? {
        guard let route = project.routes.first(where: { $0.name == name }) else {
            let known = project.routes.map(\.name).sorted().joined(separator: ", ")
            return "There is no route `\(name)`. Routes: \(known)."
        }
        let canaries = route.targets.filter { if case .canary = $0.role { true } else { false } }
        guard canaries.contains(where: { $0.model == model }) else {
            let known = canaries.map(\.model).joined(separator: ", ")
            return known.isEmpty
                ? "Route `\(name)` has no canary."
                : "`\(model)` is no canary of route `\(name)`. Its canaries: \(known)."
        }
        let verdict = switchboard.verdict(on: Health.Canary(name, model))
        switch what {
        case .again: return verdict == nil ? "`\(model)` is not out on `\(name)`." : nil
        case .out:
            return verdict.map { "`\(model)` is out on `\(name)` already: \($0)." }
        case .promote:
            if isShared(model, on: route, at: now) {
                return "An operator has given `\(model)` its share of `\(name)` already."
            }
            if let verdict {
                return "`\(model)` is out on `\(name)`: \(verdict). Try it again first."
            }
            let outcome = analysis(of: model, on: route, at: now)
            if case .successful = outcome { return nil }
            return "Its analysis is not successful: \(outcome.words)."
        }
    }

    /// What an order about a canary would do, in sentences.
    func effects(of what: CanaryOrder, _ model: String, on name: String) -> [String] {
        switch what {
        case .again: ["\(model) takes its share of \(name) again; its analysis begins anew."]
        case .out: ["\(model) takes no more calls on \(name) until it is tried again."]
        case .promote:
            effects(splitting: name, promotion(of: model, on: name), .keep)
                + ["The other targets stay its fallbacks; undo makes it a canary again."]
        }
    }
}

extension Health.Canary {
    /// The canary that a trial's name is of; nil where it is no such name.
    fileprivate init?(trial: String) {
        guard let at = trial.lastIndex(of: "@") else { return nil }
        let parts = trial[..<at].split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        self.init(parts[0], parts[1])
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

    /// Lets a canary take calls again.
    fileprivate func pass(_ canary: Health.Canary) {
        with { $0.health.judge(canary, failed: nil) }
    }

    /// Why a canary is out; nil where it is not.
    fileprivate func verdict(on canary: Health.Canary) -> String? {
        with { $0.health.failedCanaries[canary] }
    }

    /// How operators divide a route's calls now; nil where they do not.
    fileprivate func split(of route: String, at now: Instant) -> Split? {
        with { $0.table.split(of: route, at: now) }
    }
}
