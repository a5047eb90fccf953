internal import Inference
internal import Orchestration

/// Judges of answers: asked like any route, after the answer has gone its way.
extension StepPerformer {
    /// Tokens a judge's answer is expected to have before any was measured.
    private static let scoreTokens = 10

    /// What a judge is to be asked about an answer; nil where nobody judges the model, or not this
    /// call.
    func inquiry(
        into answer: Value,
        to question: @autoclosure () -> String,
        _ outcome: CallDesk.Outcome,
        _ lease: Lease
    ) -> Inquiry? {
        guard case .success(let (model, _)) = outcome.result, !outcome.isCached,
            !outcome.isSafeDefault, !lease.isUndoing, let rule = pool.cards[model]?.judge,
            rule.takes(lease.callText)
        else { return nil }
        return Inquiry(
            rule,
            of: model,
            question: question(),
            answer: answer,
            outcome,
            lease,
            trace: tracer?.attempt(lease).part("judge")
        )
    }

    package func judge(_ inquiry: Inquiry, _ desk: any Desk) async -> Finding {
        let request = ChatRequest(judging: inquiry.text, to: inquiry.question, by: inquiry.rule.ask)
        var asked = RoutedCall(
            route: inquiry.rule.route,
            tokensIn: ModelPool.tokens(of: request),
            tokensOut: Self.scoreTokens,
            context: inquiry.context(at: desk.now)
        )
        asked.tenant = inquiry.tenant
        asked.ages = await ages(for: inquiry.rule.route, desk)
        let pool = pool
        let question = CallDesk.Question(
            call: asked,
            text: "\(inquiry.rule.ask) \(inquiry.input.json)",
            attempt: 1,
            origin: CallOrigin(
                run: inquiry.run,
                workflow: inquiry.workflow,
                step: inquiry.step,
                trace: inquiry.trace
            ),
            trace: inquiry.trace
        )
        let outcome = await calls.call(question, at: desk) {
            (model, began, trace) async throws(Failure) in
            try await pool.judge(model, request, inquiry.input, began, trace)
        }
        guard case .success(let (judge, answer)) = outcome.result, !outcome.isSafeDefault else {
            return .unanswered
        }
        guard let score = Judgement.score(in: answer.value) else { return .bad(by: judge) }
        return .scored(Judgement(score, version: inquiry.rule.version, model: judge))
    }
}

extension Lease {
    /// The name of the call, with the place of the list's element: the same for ever, unlike the key
    /// of its effect.
    fileprivate var callText: String {
        "\(run.text)/\(step)" + (item.map { "/\($0)" } ?? "") + "#\(key.attempt)"
    }
}

extension Inquiry {
    /// What the rules of the judge's route see of the call.
    fileprivate func context(at now: Instant) -> [String: Value] {
        let pairs = labels.map { (Value.string($0.key), Value.string($0.value)) }
        return [
            "input": input, "facts": input,
            "labels": .map(Dictionary(uniqueKeysWithValues: pairs)),
            "call": [
                "workflow": .string(workflow), "step": .string(step), "subject": "",
                "tokens": .null, "at": Value(now),
            ],
        ]
    }
}
