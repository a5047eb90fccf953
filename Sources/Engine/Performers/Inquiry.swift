package import Orchestration

/// What a judge is to be asked about one answer of a model.
package struct Inquiry: Sendable {
    package let rule: JudgeRule
    /// Who answered.
    package let model: String
    /// What it was asked and what it answered.
    package let question: String
    package let answer: Value
    let run: RunID
    let key: StepKey
    let workflow: String
    let step: String
    let tenant: String
    let labels: [String: String]
    /// What is journaled of the call: what comes of this is kept beside it.
    let choice: [Value: Value]
    let trace: TraceContext?

    /// Longer questions and answers, in characters, are cut for the judge.
    private static let textMax = 16_000

    init(
        _ rule: JudgeRule,
        of model: String,
        question: String,
        answer: Value,
        _ outcome: CallDesk.Outcome,
        _ lease: Lease,
        trace: TraceContext?
    ) {
        self.rule = rule
        self.model = model
        self.question = String(question.prefix(Self.textMax))
        self.answer = answer.text.map { .string(String($0.prefix(Self.textMax))) } ?? answer
        (run, key, workflow, step) = (lease.run, lease.key, lease.workflow, lease.step)
        (tenant, labels) = (lease.tenant, lease.labels)
        choice = outcome.fields
        self.trace = trace
    }

    /// The name of the call, or of the step whose item made it.
    var call: CallName { CallName(run: run, step: step, attempt: key.attempt) }

    /// What a judge that takes fields is given.
    var input: Value {
        ["question": .string(question), "answer": answer, "model": .string(model)]
    }

    /// The answer as a text.
    var text: String { answer.text ?? answer.json }
}

/// What came of asking a judge.
package enum Finding: Hashable, Sendable {
    case scored(Judgement)
    /// It answered, and no score.
    case bad(by: String)
    /// Its route gave nothing: no target, a limit, a failure.
    case unanswered
}
