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

    /// What came of a call, with the record that lets `why` be asked later.
    struct Outcome: Sendable {
        var result: Result<(model: String, answer: ModelPool.Answer), Failure>
        var decision: RouteDecision
        var tried: [(model: String, failure: Failure)] = []
        var isSafeDefault = false
    }

    typealias Ask = @Sendable (_ model: String) async throws(Failure) -> ModelPool.Answer

    func call(
        _ route: String,
        context: [String: Value],
        tokensIn: Int? = nil,
        at desk: any Desk,
        ask: Ask
    ) async -> Outcome {
        let call = RoutedCall(route: route, tokensIn: tokensIn, context: context)
        let decision = switchboard.choose(call, at: desk.now)
        var outcome = Outcome(
            result: .failure(Self.noTarget(decision, at: desk.now)),
            decision: decision
        )
        var next = decision.chosen
        while let model = next {
            next = nil
            let result = await attempt(model, route, desk, ask)
            switch result {
            case .success(let answer): outcome.result = .success((model, answer))
            case .failure(let failure):
                outcome.tried.append((model, failure))
                outcome.result = .failure(failure)
                let step = switchboard.fallback(
                    from: decision,
                    after: failure.kind,
                    tried: outcome.tried.map(\.model),
                    at: desk.now
                )
                if case .move(let other) = step { next = other }
            }
        }
        return outcome.withSafeDefault(switchboard.safeDefault(of: route))
    }

    private func attempt(_ model: String, _ route: String, _ desk: any Desk, _ ask: Ask) async
        -> Result<ModelPool.Answer, Failure>
    {
        guard let ticket = switchboard.begin(model, route: route, at: desk.now) else {
            return .failure(Failure(.breakerOpen, "The breaker of \(model) lets no call through."))
        }
        let began = desk.now
        let result: Result<ModelPool.Answer, Failure>
        do throws(Failure) { result = .success(try await ask(model)) } catch {
            result = .failure(error)
        }
        settle(model, route, ticket, result, began: began, ended: desk.now)
        return result
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
            var record = CallRecord(model: model, route: route, took: answer.took)
            record.firstToken = answer.firstToken
            record.tokensIn = answer.tokensIn
            record.tokensOut = answer.tokensOut
            telemetry.record(record, at: ended)
        case .failure(let failure):
            let report = CallReport(.failed(failure.kind, retryAfter: failure.retryAfter))
            switchboard.end(model, report, ticket, at: ended)
            // A caller who left says nothing about the model.
            guard failure.kind != .cancelled else { return }
            telemetry.record(
                CallRecord(model: model, route: route, took: ended - began, failure: failure.kind),
                at: ended
            )
        }
    }

    /// Asks to be tried again when the first breaker in the way may be: sooner would be in vain.
    private static func noTarget(_ decision: RouteDecision, at now: Instant) -> Failure {
        Failure(
            .breakerOpen,
            decision.sentences.joined(separator: " "),
            retryAfter: decision.retryAt.map { $0 - now }
        )
    }
}

extension CallDesk.Outcome {
    /// The route's safe answer in place of a failure.
    fileprivate func withSafeDefault(_ value: Value?) -> Self {
        guard case .failure = result, let value else { return self }
        var copy = self
        copy.isSafeDefault = true
        copy.result = .success(("safe default", ModelPool.Answer(value: value, took: .zero)))
        return copy
    }

    /// What is kept beside the attempt.
    func record(for lease: Lease) -> Record {
        var fields: [Value: Value] = [
            "decision": .list(decision.sentences.map(Value.string)),
            "tried": .list(
                tried.map {
                    .string("\($0.model): \($0.failure.kind.rawValue), \($0.failure.message)")
                }
            ),
        ]
        if case .success(let (model, answer)) = result {
            fields["target"] = .string(model)
            fields["served"] = answer.served.map(Value.string) ?? .null
            fields["took_ms"] = .double(answer.took.inSeconds * 1000)
            fields["first_token_ms"] =
                answer.firstToken.map { .double($0.inSeconds * 1000) } ?? .null
            fields["tokens_in"] = answer.tokensIn.map { .int(Int64($0)) } ?? .null
            fields["tokens_out"] = answer.tokensOut.map { .int(Int64($0)) } ?? .null
        } else if let last = tried.last {
            fields["target"] = .string(last.model)
        }
        return .choice(run: lease.run, key: lease.key, bytes: Value.map(fields).jsonBytes)
    }
}
