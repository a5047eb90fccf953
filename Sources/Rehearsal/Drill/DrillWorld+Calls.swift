internal import Orchestration

/// Calls of a drill's routes: chosen and settled by the product's own core.
extension DrillWorld {
    mutating func placeCalls(until end: Instant) {
        for (index, route) in project.routes.enumerated() {
            while nextCalls[index] < end {
                let at = nextCalls[index]
                finish(until: at)
                call(route.name, at: at)
                nextCalls[index] = at + gap(pace.callsPerSecond)
            }
        }
    }

    private mutating func call(_ route: String, at moment: Instant) {
        let decision = table.choose(
            for: RoutedCall(route: route, tokensIn: 60, tokensOut: 30),
            given: health,
            at: moment,
            random: &random
        )
        guard let model = decision.chosen else { return }
        ask(model, decision, tried: [], at: moment)
    }

    private mutating func ask(
        _ model: String,
        _ decision: RouteDecision,
        tried: [String],
        at moment: Instant
    ) {
        guard let card = table.cards[model],
            let ticket = health.update(model, { $0.begin(at: moment) }) ?? nil
        else { return }
        health.depositRetry(model, at: moment)
        if !wasOpen.isEmpty, !wasOpen.contains(model) {
            noteMove(decision.route, to: model, moment)
        }
        let first = Duration.milliseconds(Int64((0.7 + 0.6 * random.unit()) * 180))
        let isBroken = fault?.kind.target == .provider && fault?.name == model
        let factor = isBroken && fault?.kind == .slow ? 12.0 : 1
        let took = card.kind.isLocal ? .milliseconds(1) : (first + .milliseconds(400)) * factor
        var report = CallReport(
            first * factor > card.clocks.firstToken ? .answeredLate : .answered,
            firstToken: card.kind.isLocal ? took : first * factor,
            total: took,
            tokensOut: card.kind.isLocal ? nil : 30
        )
        var sample = MetricSample(.answered, took: took, firstToken: report.firstToken)
        var ending = took
        var failure: FailureKind?
        if isBroken, let (kind, after) = fault?.kind.ending(of: card, &random) {
            report = CallReport(.failed(kind))
            sample = MetricSample(.failed(kind), took: after)
            (ending, failure) = (after, kind)
        } else if card.kind.isLocal {
            addScore(to: model)
            addInput(to: model)
        }
        if isBroken, fault?.kind == .stalls {
            health.update(model) { $0.spoke(ticket, at: moment) }
        }
        underWay.append(
            Ending(
                at: moment + ending,
                route: decision.route,
                model: model,
                ticket: ticket,
                report: report,
                sample: sample,
                failure: failure,
                decision: decision,
                tried: tried + [model]
            )
        )
    }

    private mutating func addScore(to model: String) {
        let isDrifting = fault?.kind == .scoreDrift && fault?.name == model
        // For two normal distributions d standard deviations apart the PSI is d squared.
        scores[model]?.add(Self.score(isDrifting ? 0.5477 : 0, &random))
        if isDrifting { faultRows += 1 }
    }

    private mutating func addInput(to model: String) {
        guard let inputs = inputs[model] else { return }
        let isShifted = fault?.kind == .featureDrift && fault?.name == model
        features[model]?.add(inputs.row(isShifted: isShifted, &random))
        if isShifted { faultRows += 1 }
        freshRows[model, default: 0] += 1
        // Figures are worked out when the monitor looks: oftener would cost more than all else here.
        guard freshRows[model, default: 0] >= FeatureMonitor.stride else { return }
        freshRows[model] = 0
        featureRows[model] = features[model]?.rows
    }

    /// Ends the calls that are over by then, in their order.
    mutating func finish(until end: Instant) {
        while let index = underWay.indices.min(by: { underWay[$0].at < underWay[$1].at }),
            underWay[index].at <= end
        {
            settle(underWay.remove(at: index))
        }
    }

    private mutating func settle(_ ending: Ending) {
        var random = random
        let opened = health.update(ending.model) { health -> Bool in
            let before = health.breaker.state
            health.end(ending.report, ending.ticket, at: ending.at, random: &random)
            return !before.isOpen && health.breaker.state.isOpen
        }
        self.random = random
        ledger.record(
            ending.sample,
            of: [
                .model(ending.model), .route(ending.route),
                .target(route: ending.route, model: ending.model),
            ],
            at: ending.at
        )
        if opened == true { noteOpening(ending.model, at: ending.at) }
        guard let failure = ending.failure else { return }
        let step = table.fallback(
            from: ending.decision,
            after: failure,
            tried: ending.tried,
            given: health,
            at: ending.at
        )
        guard case .move(let other) = step, health.withdrawRetry(other, at: ending.at) else {
            return
        }
        ask(other, ending.decision, tried: ending.tried, at: ending.at)
    }

    private mutating func noteMove(_ route: String, to model: String, _ moment: Instant) {
        let targets = table.routes[route]?.targets.map(\.model) ?? []
        guard let left = wasOpen.first(where: targets.contains) else { return }
        wasOpen.remove(left)
        moments.append(Moment(at: moment, what: .moved(route: route, to: model)))
    }
}

extension Breaker.State {
    /// Whether calls are refused for a while.
    fileprivate var isOpen: Bool {
        if case .open = self { true } else { false }
    }
}
