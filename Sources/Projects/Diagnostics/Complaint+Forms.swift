internal import Orchestration

/// Complaints about keys and values that do not fit the schema.
extension Complaint {
    /// A key that a form does not know.
    static func unknownKey(_ key: String, of noun: String, among keys: [String]) -> Complaint {
        Complaint(
            "unknown-key",
            "\(noun.withArticle) has no key \(key.quoted)",
            next: "It may have: \(keys.joined(separator: ", ")).",
            suggestion: Suggestion.nearest(to: key, among: keys)
        )
    }

    /// A key that must be there.
    static func missing(_ field: Field, of noun: String) -> Complaint {
        Complaint("missing-key", "this \(noun) lacks \(field.name.quoted)", why: field.note)
    }

    /// A key that belongs beside another verb.
    static func misplaced(_ field: Field, beside verb: String) -> Complaint {
        Complaint(
            "misplaced-key",
            "\(field.name.quoted) means nothing beside \(verb.quoted)",
            why: "It belongs beside \(field.beside.joined(separator: ", ")).",
            next: "Delete it."
        )
    }

    /// No verb, or more than one.
    static func verbs(found: [String], of form: Form) -> Complaint {
        let all = form.verbs.joined(separator: ", ")
        guard found.count > 1 else {
            return Complaint(
                "no-verb",
                "this \(form.noun) does not say what it is",
                next: "Give exactly one of: \(all)."
            )
        }
        return Complaint(
            "two-verbs",
            "this \(form.noun) is both \(found[0].quoted) and \(found[1].quoted)",
            next: "Keep exactly one of: \(all)."
        )
    }

    /// A key with nothing behind it.
    static func noValue(_ key: String) -> Complaint {
        Complaint("no-value", "\(key.quoted) has no value", next: "Give one, or delete the key.")
    }

    /// A node of another kind than the field takes.
    static func expected(_ noun: String, _ item: Item, _ next: String) -> Complaint {
        Complaint("wrong-type", "expected \(noun), found \(item.noun)", next: next)
    }

    /// Text that names nothing.
    static func badName(_ name: String, _ type: FieldType) -> Complaint {
        guard case .identifier = type else {
            return Complaint(
                "bad-name",
                "\(name.quoted) is not a name",
                why: "Names hold letters, digits, '_' and '-', at most 64, and no '-' in front."
            )
        }
        return Complaint(
            "bad-name",
            "\(name.quoted) cannot be named by an expression",
            why: "Expressions read '-' as minus, and have reserved words such as 'in' and 'for'.",
            next: "Use letters, digits and '_', beginning with a letter."
        )
    }

    /// A path that is absolute, empty or leaves the project.
    static func badPath(_ path: String) -> Complaint {
        Complaint(
            "bad-path",
            "\(path.quoted) is not a path inside the project",
            why: "Paths are relative to the project's folder and stay in it.",
            next: "Write it like models/churn.json."
        )
    }

    /// A word that is not among the choices.
    static func badChoice(_ text: String, for key: String, among choices: [String]) -> Complaint {
        Complaint(
            "bad-choice",
            "\(key.quoted) cannot be \(text.quoted)",
            next: "It is one of: \(choices.joined(separator: ", ")).",
            suggestion: Suggestion.nearest(to: text, among: choices)
        )
    }

    /// Anything but true and false.
    static func badFlag(_ text: String) -> Complaint {
        let guess: [String: String] = ["yes": "true", "on": "true", "no": "false", "off": "false"]
        return Complaint(
            "bad-flag",
            "expected true or false, found \(text.quoted)",
            why: "Words such as yes and off are plain text here, so that none changes its meaning.",
            suggestion: guess[text.lowercased()]
                ?? Suggestion.nearest(to: text, among: ["true", "false"])
        )
    }

    /// Text that is no number.
    static func badNumber(_ text: String, whole: Bool) -> Complaint {
        Complaint("bad-number", "\(text.quoted) is not a \(whole ? "whole " : "")number")
    }

    /// Text that is no duration.
    static func badDuration(_ text: String) -> Complaint {
        Complaint(
            "bad-duration",
            "\(text.quoted) is not a duration",
            next: "Write a whole number and a unit, as in 250ms, 15m, 1h30m or 7d."
        )
    }

    /// Text that is no rate.
    static func badRate(_ text: String) -> Complaint {
        Complaint(
            "bad-rate",
            "\(text.quoted) is not a rate",
            next: "Write a whole number up to 1000000 and a span, as in 10/s, 600/m, 1000/h or 5/d."
        )
    }

    /// A value beyond its limits.
    static func outOfRange(_ text: String, _ lower: String, _ upper: String) -> Complaint {
        Complaint(
            "out-of-range",
            "\(text.quoted) is out of range",
            next: "Choose from \(lower) to \(upper)."
        )
    }
}
