/// What a person, or a customer's system, thought of one answer of a model.
package struct Rating: Hashable, Sendable, Codable {
    package enum Verdict: String, Hashable, Sendable, Codable, CaseIterable { case good, bad }

    /// Whole: with its step and attempt.
    package let call: CallName
    /// Who answered, by which route.
    package let model: String
    package let route: String
    package let verdict: Verdict
    /// Why, as it was typed: untrusted; empty where nobody said.
    package let note: String
    package let by: String
    package let at: Instant
    /// What a judge said of the same answer; nil where none did.
    package var judgement: Judgement?
    /// What the model was asked and what it answered, as the run's history has them: JSON, and
    /// untrusted; empty where they were too long to be kept once more.
    package var input = ""
    package var answer = ""

    package init(
        _ verdict: Verdict,
        of call: CallName,
        model: String,
        route: String,
        note: String = "",
        by: String,
        at: Instant
    ) {
        self.call = call
        self.model = model
        self.route = route
        self.verdict = verdict
        self.note = note
        self.by = by
        self.at = at
    }

    /// For example `bad by dana at 2026-01-05T10:00:00Z: too cold`.
    package var words: String {
        "\(verdict.rawValue) by \(by) at \(at.text)".because(note)
    }

    /// A longer note is refused.
    package static let noteMax = 1000
    /// Longer inputs and answers, in bytes, are not kept beside the rating.
    package static let textMax = 16_384
}

/// A page of ratings, in the order of their calls' names.
package struct RatingPage: Hashable, Sendable, Codable {
    package let ratings: [Rating]
    /// What the next page begins after; nil on the last.
    package let next: String?

    package init(_ ratings: [Rating], next: String?) {
        self.ratings = ratings
        self.next = next
    }
}

extension Rating {
    /// As it is journaled: without input and answer, which are kept apart.
    package var value: Value {
        [
            "call": .string(call.text), "model": .string(model), "route": .string(route),
            "verdict": .string(verdict.rawValue), "note": .string(note), "by": .string(by),
            "at": .int(at.milliseconds), "judge": judgement?.value ?? .null,
        ]
    }

    /// Read back; nil where this is none.
    package init?(value: Value) {
        guard let call = value["call"]?.text.flatMap(CallName.init),
            let verdict = value["verdict"]?.text.flatMap(Verdict.init),
            let model = value["model"]?.text, let by = value["by"]?.text,
            case .int(let at)? = value["at"]
        else { return nil }
        self.init(
            verdict,
            of: call,
            model: model,
            route: value["route"]?.text ?? "",
            note: value["note"]?.text ?? "",
            by: by,
            at: Instant(milliseconds: at)
        )
        judgement = value["judge"].flatMap(Judgement.init(value:))
    }
}

extension StepDetail {
    /// Whether the template's plain sentence stands where the model's was rejected.
    package var standsIn: Bool {
        guard sketch.kind == "write", let output = try? Value(json: Array(output.utf8)) else {
            return false
        }
        return output["fallback"] == .bool(true)
    }
}
