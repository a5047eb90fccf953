/// What a judge said of one answer.
package struct Judgement: Hashable, Sendable, Codable {
    /// From 0, the worst, to 1.
    package let score: Double
    /// The judge's own version: figures of two versions are not comparable.
    package let version: String
    /// The model that judged.
    package let model: String

    package init(_ score: Double, version: String, model: String) {
        self.score = score
        self.version = version
        self.model = model
    }

    /// The verdict a person would have given who thought the same.
    package var verdict: Rating.Verdict { score >= 0.5 ? .good : .bad }

    /// The score in what a judge answered: a number from 0 to 1, or a JSON object with such a
    /// `score`; nil for anything else, which is a bad answer and never 0.
    package static func score(in answer: Value) -> Double? {
        switch answer {
        case .string(let text):
            guard let value = try? Value(json: Array(text.utf8)), value.text == nil else {
                return nil
            }
            return score(in: value)
        case .map: return answer["score"].flatMap(share)
        case .int, .uint, .double: return share(answer)
        case .null, .bool, .bytes, .list, .timestamp, .duration, .type: return nil
        }
    }

    private static func share(_ value: Value) -> Double? {
        value.number.flatMap { (0...1).contains($0) ? $0 : nil }
    }
}

extension Judgement {
    /// As it is journaled.
    package var value: Value {
        ["score": .double(score), "version": .string(version), "model": .string(model)]
    }

    /// Read back; nil where this is none.
    package init?(value: Value) {
        guard let score = value["score"].flatMap(Self.share), let version = value["version"]?.text
        else { return nil }
        self.init(score, version: version, model: value["model"]?.text ?? "")
    }

    /// For example `0.80 by critic, version rubric-3`.
    package var words: String { "\(score.fixed(2)) by \(model), version \(version)" }
}
