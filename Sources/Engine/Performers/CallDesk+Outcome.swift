internal import Journal
internal import Orchestration

extension CallDesk.Outcome {
    /// An answer that was given before to exactly this question.
    init(cached entry: ResponseCache.Entry, _ decision: RouteDecision) {
        self.init(
            result: .success((entry.model, ModelPool.Answer(value: entry.answer, took: .zero))),
            decision: decision
        )
        isCached = true
    }

    /// The route's safe answer in place of a failure.
    func withSafeDefault(_ value: Value?) -> Self {
        guard case .failure = result, let value else { return self }
        var copy = self
        copy.isSafeDefault = true
        copy.result = .success(("safe default", ModelPool.Answer(value: value, took: .zero)))
        return copy
    }

    /// What is kept beside the attempt.
    func record(for lease: Lease) -> Record { record(of: lease.run, lease.key) }

    /// The same, of an attempt by its names.
    func record(of run: RunID, _ key: StepKey) -> Record {
        .choice(run: run, key: key, bytes: Value.map(fields).jsonBytes)
    }

    /// What is kept beside the attempt, by name.
    var fields: [Value: Value] {
        var fields: [Value: Value] = [
            "choice": decision.value, "began_ms": .int(decision.at.milliseconds),
            "cached": .bool(isCached),
            "safe_default": .bool(isSafeDefault), "stopped": .string(stopped?.words ?? ""),
            "decision": .list(decision.sentences.map(Value.string)),
            "hedged": .string(hedged?.words ?? ""),
            "tried": .list(tried.map { .string($0.words) }),
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
            fields["failed"] = .string(last.words)
        }
        return fields
    }
}
