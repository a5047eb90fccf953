internal import Orchestration

/// Complaints about keys of steps that do not go together.
extension Complaint {
    /// A key that says something about another key, which is not there.
    static func idleWithout(_ needed: String, _ key: String) -> Complaint {
        Complaint(
            "idle-key",
            "\(key.quoted) means nothing without \(needed.quoted)",
            next: "Delete it, or add \(needed.quoted)."
        )
    }

    /// A step that would stand in for two.
    static func standsInTwice(_ name: String, first: String) -> Complaint {
        Complaint(
            "stands-in-twice",
            "step \(name.quoted) stands in for \(first.quoted) already",
            why: "It runs once, and its result would be that of two steps.",
            next: "Give each its own."
        )
    }

    /// A stand-in that needs what it stands in for.
    static func standInReads(_ name: String) -> Complaint {
        Complaint(
            "stand-in-reads",
            "the step that stands in for \(name.quoted) reads its result",
            why: "It runs only where there is none, and would fail each time.",
            next: "Work it out from something else."
        )
    }

    /// A silence that no attempt lives to break.
    static func silencePastTimeout(_ silence: Duration, timeout: Duration) -> Complaint {
        Complaint(
            "silence-past-timeout",
            "a silence of \(silence.text) can never be too long",
            why: "An attempt ends after \(timeout.text), its timeout.",
            next: "Give it a longer 'timeout', or a shorter 'silence'.",
            severity: .warning
        )
    }

    /// Pauses between a base and a cap below it.
    static func capBelowBase(_ cap: Duration, base: Duration) -> Complaint {
        Complaint(
            "cap-below-base",
            "the longest pause, \(cap.text), is shorter than the shortest, \(base.text)",
            next: "Give a greater 'cap', or a smaller 'base'."
        )
    }

    /// A stand-in for the items of a list.
    static let standInForItems = Complaint(
        "stand-in-for-items",
        "no step can stand in for the items of a list",
        why: "Each item fails by itself, and the step would run once.",
        next:
            "Use { use: VALUE } or continue; or put the steps into a workflow that is run for each."
    )

    /// A failure that something else deals with.
    static func dealtWith(_ step: String) -> Complaint {
        Complaint(
            "dealt-with",
            "step \(step.quoted) says by itself what its failure does",
            why: "The run would never come here because of it.",
            next: "Delete its 'on_failure', or make it continue."
        )
    }

    /// A wait for something that may never come.
    static func waitsForEver(_ step: String) -> Complaint {
        Complaint(
            "waits-for-ever",
            "step \(step.quoted) does not say how long it waits",
            why: "What it waits for may never come, and the run would never end.",
            next: "Add 'within'."
        )
    }

    /// A wait for an event in a workflow that is about nobody.
    static func waitsForNobody(_ step: String) -> Complaint {
        Complaint(
            "waits-for-nobody",
            "step \(step.quoted) waits for an event, and the workflow names no subject",
            why: "An event ends the waits of its own subject, and these runs have none.",
            next: "Add 'subject' to the workflow, or wait for a signal: { signal: NAME }."
        )
    }

    /// A wait until a moment that says how long.
    static let untilAndWithin = Complaint(
        "until-and-within",
        "'within' means nothing beside 'until'",
        why: "The moment says how long the wait is.",
        next: "Delete it."
    )

    /// Workflows that run each other.
    static func runCycle(_ names: [String], reasons: [String]) -> Complaint {
        let path = (names + names.prefix(1)).joined(separator: " → ")
        return Complaint(
            "run-cycle",
            "these workflows run each other for ever: \(path)",
            why: reasons.joined(separator: " "),
            next: "Remove one of these steps."
        )
    }

    /// An element named like something that expressions already see.
    static func takenItemName(_ name: String) -> Complaint {
        Complaint(
            "taken-item-name",
            "the element of a list cannot be named \(name.quoted)",
            why: "Expressions already see something by this name.",
            next: "Choose another name with 'as'."
        )
    }
}
