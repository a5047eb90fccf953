internal import Orchestration

/// Complaints about expressions.
extension Complaint {
    /// An expression outside the language.
    static func unparsable(_ message: String) -> Complaint {
        Complaint("bad-expression", "this expression does not parse: \(message)")
    }

    /// What the static check says, without the guess that it repeats in its sentence.
    static func mistyped(_ problem: ExpressionProblem) -> Complaint {
        let message = problem.message.split(separator: ";").first ?? ""
        return Complaint("bad-type", String(message), suggestion: problem.suggestion)
    }

    /// A field that a known map does not have.
    static func unknownField(_ name: String, of owner: String, _ near: String?) -> Complaint {
        Complaint(
            "unknown-name",
            "\(owner.quoted) has no field \(name.quoted)",
            suggestion: near
        )
    }

    /// A name that an expression cannot see.
    static func unknownInExpression(
        _ name: String,
        among names: some Collection<String>,
        channels: Set<String>
    ) -> Complaint {
        let known = names.sorted().joined(separator: ", ")
        let isChannel = channels.contains(name)
        return Complaint(
            "unknown-name",
            "unknown \(names.contains("run") ? "step" : "name") \(name.quoted)",
            why: "Expressions see here: \(known).",
            next: isChannel ? "Put quotes around it to mean the text." : "",
            suggestion: isChannel ? "\"\(name)\"" : Suggestion.nearest(to: name, among: names)
        )
    }
}
