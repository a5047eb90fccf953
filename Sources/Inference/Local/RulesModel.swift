package import Orchestration

/// Candidates with conditions and scores; the one with the highest score is the answer.
package struct RulesModel: Hashable, Sendable {
    private let rules: [ModelCard.Rule]

    /// A model of these candidates; of equal scores the earlier one wins.
    package init(_ rules: [ModelCard.Rule]) { self.rules = rules }

    /// The winner's output with `action`, `score` and what else was `considered`.
    ///
    /// - Parameter input: A map; its entries are the names that the expressions see, and `input`
    ///   is the whole map.
    /// - Returns: The winner's `output`, plus `action` (its name), `score`, and `considered`: a
    ///   list of `{action, score}` of every candidate, best first.
    /// - Throws: `badInput` for what is no map or has no candidate; `expression` where a condition
    ///   or score cannot be evaluated, is no boolean or no finite number.
    package func predict(_ input: Value) throws(Failure) -> Value {
        let names = try names(in: input)
        var candidates: [Candidate] = []
        for (order, rule) in rules.enumerated() where try applies(rule, names) {
            let score = try score(rule, names)
            candidates.append(Candidate(rule: rule, score: score, order: order))
        }
        candidates.sort(by: Candidate.isBetter)
        guard let best = candidates.first else {
            throw Failure(
                .badInput,
                "None of the \(rules.count) rules applies; add one without when."
            )
        }
        return best.answer(considered: candidates)
    }

    private func names(in input: Value) throws(Failure) -> [String: Value] {
        guard case .map(let entries) = input else {
            throw Failure(.badInput, "The rules need a map, not \(input.briefly).")
        }
        var names: [String: Value] = ["input": input]
        for case (.string(let name), let value) in entries { names[name] = value }
        return names
    }

    private func applies(
        _ rule: ModelCard.Rule,
        _ names: [String: Value]
    ) throws(Failure) -> Bool {
        guard let when = rule.when else { return true }
        let answer = try evaluate(when, of: rule, names)
        guard case .bool(let applies) = answer else {
            throw Failure(
                .expression,
                "Rule \(rule.name): `when` gives \(answer.briefly), not true or false."
            )
        }
        return applies
    }

    private func score(
        _ rule: ModelCard.Rule,
        _ names: [String: Value]
    ) throws(Failure) -> Double {
        let answer = try evaluate(rule.score, of: rule, names)
        guard let score = answer.number, score.isFinite else {
            throw Failure(
                .expression,
                "Rule \(rule.name): the score is \(answer.briefly), no finite number."
            )
        }
        return score
    }

    private func evaluate(
        _ expression: Expression,
        of rule: ModelCard.Rule,
        _ names: [String: Value]
    ) throws(Failure) -> Value {
        do {
            return try expression.evaluate(with: names)
        } catch {
            throw Failure(.expression, "Rule \(rule.name): \(error.message)")
        }
    }
}

/// A rule that applies, with what it scored.
private struct Candidate {
    let rule: ModelCard.Rule
    let score: Double
    let order: Int

    static func isBetter(_ a: Candidate, _ b: Candidate) -> Bool {
        a.score != b.score ? a.score > b.score : a.order < b.order
    }

    private var summary: Value { ["action": .string(rule.name), "score": .double(score)] }

    func answer(considered: [Candidate]) -> Value {
        var answer: [Value: Value] = [:]
        if case .map(let output) = rule.output { answer = output }
        answer["action"] = .string(rule.name)
        answer["score"] = .double(score)
        answer["considered"] = .list(considered.map(\.summary))
        return .map(answer)
    }
}
