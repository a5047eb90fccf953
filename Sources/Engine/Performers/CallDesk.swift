internal import Inference
internal import Journal
internal import Orchestration

/// Makes one call through a route: chooses, asks, falls back, and keeps the reasons.
///
/// Every call is measured and told to the breaker, whether its step still wants the answer or not.
struct CallDesk: Sendable {
    let pool: ModelPool
    let switchboard: Switchboard
    let telemetry: Telemetry
    var tracer: Tracer?

    /// What came of a call, with the record that lets `why` be asked later.
    struct Outcome: Sendable {
        var result: Result<(model: String, answer: ModelPool.Answer), Failure>
        var decision: RouteDecision
        var tried: [(model: String, failure: Failure)] = []
        var isSafeDefault = false
        var isCached = false
        /// Why it went no further after a failure; nil where it did not fail or had nobody to ask.
        var stopped: FallbackStep.StopReason?
    }

    /// Asks one model; notes in `began` that content has come, and passes on where in a trace it is.
    typealias Ask =
        @Sendable (_ model: String, _ began: Beginning, _ trace: TraceContext?)
        async throws(Failure) -> ModelPool.Answer

    /// What is asked of a route.
    struct Question: Sendable {
        let call: RoutedCall
        /// The whole question as text, for the cache.
        let text: String
        /// 1 for the first attempt of the step.
        let attempt: Int
        /// The step's attempt in its run's trace; nil where nothing is traced.
        var trace: TraceContext?
    }

    func call(_ question: Question, at desk: any Desk, ask: @escaping Ask) async -> Outcome {
        let call = question.call
        let decision = switchboard.choose(call, at: desk.now)
        if let news = switchboard.change(in: decision) {
            await desk.tell(
                EventLine(at: decision.at, word: "ROUT", object: call.route, text: news)
            )
        }
        let extras = switchboard.extras(of: call.route)
        let key = ResponseCache.Key(route: call.route, question: question.text)
        if let age = extras.caches, decision.chosen != nil,
            let kept = switchboard.cached(key, within: age, at: desk.now)
        {
            return Outcome(cached: kept, decision)
        }
        for shadow in decision.shadows {
            // Nobody waits for a copy: it is measured, and its answer is thrown away.
            Task { _ = await attempt(shadow, question, .copy, desk, Beginning(), ask) }
        }
        let outcome = await work(decision, question, extras, desk, ask)
        if extras.caches != nil, case .success(let (model, answer)) = outcome.result {
            let entry = ResponseCache.Entry(model: model, answer: answer.value, at: desk.now)
            switchboard.keep(entry, for: key)
        }
        return outcome.withSafeDefault(switchboard.safeDefault(of: call.route))
    }

    /// Asks the choice, then its fallbacks while rules and budgets allow.
    private func work(
        _ decision: RouteDecision,
        _ question: Question,
        _ extras: RouteExtras,
        _ desk: any Desk,
        _ ask: @escaping Ask
    ) async -> Outcome {
        var outcome = Outcome(
            result: .failure(Self.noTarget(decision, at: desk.now)),
            decision: decision
        )
        var next = decision.chosen
        var turn = question.attempt > 1 ? CallTurn.repeated : .first
        while let model = next {
            next = nil
            let began = Beginning()
            let ending =
                if turn == .first, let hedge = extras.hedges,
                    let other = decision.fallbacks.first,
                    let delay = hedgeDelay(decision.route, model, at: desk.now)
                {
                    await hedged(model, other, hedge, delay, question, desk, began, ask)
                } else {
                    Ending(model, await attempt(model, question, turn, desk, began, ask))
                }
            switch ending.result {
            case .success(let answer): outcome.result = .success((ending.model, answer))
            case .failure(let failure):
                outcome.tried.append((ending.model, failure))
                if let other = ending.alsoFailed { outcome.tried.append(other) }
                outcome.result = .failure(failure)
                switch switchboard.fallback(
                    from: decision,
                    after: failure.kind,
                    tried: outcome.tried.map(\.model),
                    progress: began.hasContent ? .streaming : .beforeFirstToken,
                    tenant: question.call.tenant,
                    at: desk.now
                ) {
                case .move(let other): (next, turn) = (other, .moved)
                case .stop(let why): outcome.stopped = why
                }
            }
        }
        return outcome
    }

    func attempt(
        _ model: String,
        _ question: Question,
        _ turn: CallTurn,
        _ desk: any Desk,
        _ began: Beginning,
        _ ask: Ask
    ) async -> Result<ModelPool.Answer, Failure> {
        let route = question.call.route
        let estimate = switchboard.estimate(question.call, of: model, at: desk.now)
        guard
            let ticket = switchboard.begin(
                model,
                route: route,
                as: turn,
                estimate: estimate,
                at: desk.now
            )
        else {
            return .failure(Failure(.breakerOpen, "The breaker of \(model) lets no call through."))
        }
        let switchboard = switchboard
        began.whenFirst { switchboard.spoke(model, ticket, at: desk.now) }
        let start = desk.now
        let result: Result<ModelPool.Answer, Failure>
        let trace = question.trace?.part("\(model)/\(turn)")
        do throws(Failure) { result = .success(try await ask(model, began, trace)) } catch {
            result = .failure(error)
        }
        if let trace, let parent = question.trace {
            tracer?.ended(
                pool.cards[model],
                trace,
                in: parent,
                route: route,
                result,
                from: start,
                until: desk.now
            )
        }
        settle(model, route, ticket, result, began: start, ended: desk.now)
        if let estimate { settle(model, estimate, result, at: desk.now) }
        return result
    }

    private func settle(
        _ model: String,
        _ estimate: Quota.Estimate,
        _ result: Result<ModelPool.Answer, Failure>,
        at now: Instant
    ) {
        guard case .success(let answer) = result else {
            // A call that failed is taken to have cost nothing: nobody bills a refusal.
            return switchboard.settle(model, estimate, tokens: 0, cost: .nothing, at: now)
        }
        let known = [answer.tokensIn, answer.tokensOut].compactMap(\.self)
        switchboard.settle(
            model,
            estimate,
            tokens: known.count == 2 ? known.reduce(0, +) : nil,
            cost: cost(of: model, answer, at: now),
            at: now
        )
    }

    private func settle(
        _ model: String,
        _ route: String,
        _ ticket: Breaker.Ticket,
        _ result: Result<ModelPool.Answer, Failure>,
        began: Instant,
        ended: Instant
    ) {
        switch result {
        case .success(let answer):
            let limit = pool.cards[model]?.clocks.firstToken ?? .seconds(10)
            let first = answer.firstToken ?? answer.took
            let report = CallReport(
                first > limit ? .answeredLate : .answered,
                firstToken: first,
                total: answer.took,
                tokensOut: answer.tokensOut
            )
            switchboard.end(model, report, ticket, at: ended)
            switchboard.reward(route, model, first > limit ? 0.5 : 1)
            var record = CallRecord(model: model, route: route, took: answer.took)
            record.firstToken = answer.firstToken
            record.served = answer.served
            record.tokensIn = answer.tokensIn
            record.tokensOut = answer.tokensOut
            record.cost = cost(of: model, answer, at: ended)
            telemetry.record(record, at: ended)
        case .failure(let failure):
            let report = CallReport(.failed(failure.kind, retryAfter: failure.retryAfter))
            switchboard.end(model, report, ticket, at: ended)
            // A caller who left says nothing about the model.
            guard failure.kind != .cancelled else { return }
            if failure.kind.countsAgainstTarget { switchboard.reward(route, model, 0) }
            telemetry.record(
                CallRecord(model: model, route: route, took: ended - began, failure: failure.kind),
                at: ended
            )
        }
    }

    private func cost(of model: String, _ answer: ModelPool.Answer, at now: Instant) -> Cost {
        pool.cards[model]?.cost(tokensIn: answer.tokensIn, tokensOut: answer.tokensOut, at: now)
            ?? .unknown
    }

    /// Asks to be tried again when the first breaker in the way may be: sooner would be in vain.
    private static func noTarget(_ decision: RouteDecision, at now: Instant) -> Failure {
        Failure(
            decision.isStale ? .staleInput : .breakerOpen,
            decision.sentences.joined(separator: " "),
            retryAfter: decision.retryAt.map { $0 - now }
        )
    }
}
