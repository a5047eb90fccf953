internal import Orchestration

extension Lease {
    /// Whose run it is among those the project serves; empty for nobody's.
    var tenant: String { labels[KillScope.tenantLabel] ?? "" }

    /// What the rules of a route's targets see of its call: `labels` and `call` beside what it asks.
    ///
    /// `tokens` are those of the prompt; nil where it has none.
    func context(
        _ question: [String: Value],
        tokens: Int? = nil,
        at now: Instant
    ) -> [String: Value] {
        var context = question
        let pairs = labels.map { (Value.string($0.key), Value.string($0.value)) }
        context["labels"] = .map(Dictionary(uniqueKeysWithValues: pairs))
        context["call"] = [
            "workflow": .string(workflow), "step": .string(step), "subject": .string(subject),
            "tokens": tokens.map { .int(Int64($0)) } ?? .null, "at": Value(now),
        ]
        return context
    }
}
