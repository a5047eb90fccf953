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
        var tried: [FailedTry] = []
        var isSafeDefault = false
        var isCached = false
        /// That a second target was asked beside the choice; nil where none was.
        var hedged: Hedged?
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
        /// Whose it is, for samples of what goes wrong; nil where nobody's.
        var origin: CallOrigin?
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
                    await attempt(model, question, turn, desk, began, ask)
                }
            outcome.hedged = ending.hedged ?? outcome.hedged
            switch ending.result {
            case .success(let answer):
                outcome.tried += [ending.alsoFailed].compactMap(\.self)
                outcome.result = .success((ending.model, answer))
            case .failure(let failure):
                outcome.tried += [ending.failed, ending.alsoFailed].compactMap(\.self)
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
    ) async -> Ending {
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
            let refusal = Failure(.breakerOpen, "The breaker of \(model) lets no call through.")
            return Ending(model, .failure(refusal))
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
        let ended = desk.now
        settle(model, route, ticket, result, at: ended)
        let pieces = began.pieces
        if var record = record(of: result, model, route, pieces, took: ended - start, at: ended) {
            record.origin = question.origin
            telemetry.record(record, at: ended)
        }
        if let estimate { settle(model, estimate, result, pieces, at: desk.now) }
        var ending = Ending(model, result)
        (ending.pieces, ending.took) = (pieces, desk.now - start)
        return ending
    }

    private func settle(
        _ model: String,
        _ estimate: Quota.Estimate,
        _ result: Result<ModelPool.Answer, Failure>,
        _ pieces: Int,
        at now: Instant
    ) {
        let answer: ModelPool.Answer
        switch result {
        case .success(let given): answer = given
        case .failure(let failure) where failure.mayCost(after: pieces):
            // What it used stays unknown, and counts as the estimate.
            return switchboard.settle(model, estimate, tokens: nil, cost: .unknown, at: now)
        case .failure:
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
        at ended: Instant
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
            let objective = switchboard.extras(of: route).objective ?? limit
            switchboard.reward(route, model, first > objective ? 0.5 : 1)
        case .failure(let failure):
            let report = CallReport(.failed(failure.kind, retryAfter: failure.retryAfter))
            switchboard.end(model, report, ticket, at: ended)
            // A caller who left says nothing about the model.
            guard failure.kind != .cancelled else { return }
            if failure.kind.countsAgainstTarget { switchboard.reward(route, model, 0) }
        }
    }

    /// What meters see of a call; nil for one that was cancelled, which says nothing of the model.
    private func record(
        of result: Result<ModelPool.Answer, Failure>,
        _ model: String,
        _ route: String,
        _ pieces: Int,
        took: Duration,
        at ended: Instant
    ) -> CallRecord? {
        switch result {
        case .success(let answer):
            var record = CallRecord(model: model, route: route, took: answer.took)
            record.firstToken = answer.firstToken
            record.served = answer.served
            record.tokensIn = answer.tokensIn
            record.tokensOut = answer.tokensOut
            record.cost = cost(of: model, answer, at: ended)
            return record
        case .failure(let failure) where failure.kind == .cancelled: return nil
        case .failure(let failure):
            var record = CallRecord(model: model, route: route, took: took, failure: failure.kind)
            if failure.mayCost(after: pieces) { record.cost = unknownCost(of: model) }
            return record
        }
    }

    /// What a call cost that may be billed and was never answered; nothing where the model runs in
    /// this process.
    func unknownCost(of model: String) -> Cost {
        pool.cards[model]?.kind.isLocal == true ? .nothing : .unknown
    }

    private func cost(of model: String, _ answer: ModelPool.Answer, at now: Instant) -> Cost {
        pool.cards[model]?.cost(tokensIn: answer.tokensIn, tokensOut: answer.tokensOut, at: now)
            ?? .unknown
    }

    /// Asks to be tried again when the first breaker in the way may be: sooner would be in vain.
    private static func noTarget(_ decision: RouteDecision, at now: Instant) -> Failure {
        Failure(
            decision.obstacle,
            decision.sentences.joined(separator: " "),
            retryAfter: decision.retryAt.map { $0 - now }
        )
    }
}

extension Failure {
    /// Whether the call may be billed: content had come, or it was cut off after it was sent.
    fileprivate func mayCost(after pieces: Int) -> Bool { pieces > 0 || kind.mayCost }
}
