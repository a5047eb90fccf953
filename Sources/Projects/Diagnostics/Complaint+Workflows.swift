internal import Orchestration

/// Complaints about workflows and their steps.
extension Complaint {
    /// A workflow that does nothing.
    static let noSteps = Complaint(
        "no-steps",
        "the workflow has no steps",
        why: "A run of it would do nothing.",
        next: "Give at least one."
    )

    /// Steps that wait for each other.
    static func cycle(_ names: [String]) -> Complaint {
        let path = (names + names.prefix(1)).joined(separator: " → ")
        return Complaint(
            "cycle",
            "these steps wait for each other: \(path)",
            why: "None of them could ever start.",
            next: "Remove one of the arrows; a step waits for every step it mentions."
        )
    }

    /// Workflows that pass an event round.
    static func workflowCycle(_ names: [String]) -> Complaint {
        let path = (names + names.prefix(1)).joined(separator: " → ")
        return Complaint(
            "workflow-cycle",
            "these workflows pass an event on for ever: \(path)",
            next: "Let one of them keep what it gets: remove its 'otherwise'."
        )
    }

    /// Workflows that start each other.
    static func endlessChain(_ names: [String]) -> Complaint {
        let path = (names + names.prefix(1)).joined(separator: " → ")
        return Complaint(
            "endless-chain",
            "these workflows start each other for ever: \(path)",
            next: "Let one of them start by something else than the end of another."
        )
    }

    /// An `otherwise` behind a condition that always holds.
    static func otherwiseNeverTaken(_ name: String) -> Complaint {
        Complaint(
            "otherwise-never-taken",
            "'otherwise' is never taken",
            why: "This workflow takes every event, and \(name.quoted) gets none.",
            next: "Give the trigger a 'when' that can be false, or delete 'otherwise'."
        )
    }

    /// An `otherwise` to a workflow of another trigger.
    static func otherwiseElsewhere(_ name: String, event: String) -> Complaint {
        Complaint(
            "otherwise-elsewhere",
            "\(name.quoted) is triggered by something else than \(event.quoted)",
            why: "It would get an event its expressions do not expect.",
            next: "Name a workflow of the same event, or one without a trigger."
        )
    }

    /// A wait as long as the run may live.
    static func waitPastDeadline(_ step: String) -> Complaint {
        Complaint(
            "wait-past-deadline",
            "step \(step.quoted) may wait until the run's deadline has passed",
            why: "A run without an answer would always fail instead of ending its wait.",
            next: "Make the deadline longer than the wait."
        )
    }

    /// A schedule that cannot be read or never comes.
    static func badCron(_ cron: String, _ flaw: String) -> Complaint {
        Complaint(
            "bad-cron",
            "\(cron.quoted) is not a schedule: \(flaw)",
            next: "Write minute, hour, day, month and day of week, as in \"0 2 * * *\"."
        )
    }

    /// A time zone that is not in the list.
    static func unknownZone(_ zone: String, among known: Set<String>) -> Complaint {
        Complaint(
            "unknown-zone",
            "unknown time zone \(zone.quoted)",
            next: "Use a name of the IANA list, for example Europe/Berlin.",
            suggestion: Suggestion.nearest(to: zone, among: known)
        )
    }

    /// Two workflows of one event, neither the other's `otherwise`.
    static func secondTrigger(_ event: String, first: String) -> Complaint {
        Complaint(
            "second-trigger",
            "\(event.quoted) already triggers \(first.quoted)",
            why: "An event starts one run, so this workflow would never get one.",
            next: "Name this workflow in the other's 'otherwise', with a 'when'."
        )
    }

    /// A step whose condition never holds.
    static func neverRuns(_ step: String) -> Complaint {
        Complaint(
            "never-runs",
            "step \(step.quoted) can never run",
            why: "Its 'when' is always false.",
            next: "Delete the step, or its 'when'."
        )
    }

    /// A trigger whose condition never holds.
    static let neverStarts = Complaint(
        "never-starts",
        "this trigger never starts a run",
        why: "Its 'when' is always false, and there is no 'otherwise'.",
        next: "Delete the trigger, or its 'when'."
    )

    /// A step named like something that expressions already see.
    static func takenName(_ name: String) -> Complaint {
        Complaint(
            "taken-name",
            "a step cannot be named \(name.quoted)",
            why: "Expressions already see something by this name.",
            next: "Choose another name."
        )
    }

    /// A join of no arrows.
    static func idleJoin(_ step: String) -> Complaint {
        Complaint(
            "idle-join",
            "'join' has nothing to combine: \(step.quoted) waits for no step",
            next: "Delete it.",
            severity: .warning
        )
    }

    /// The profile read where no step has made it known.
    static func noProfile(_ update: String?) -> Complaint {
        Complaint(
            "no-profile",
            "'profile' is not known here",
            why: "A run that an event starts knows the profile from the step that updates it.",
            next: update.map { "Read \($0).… instead, or name that step profile." }
                ?? "Add a step profile: { update: profile }."
        )
    }

    /// A `call` of a route that writes.
    static func callsLanguageModel(_ route: String) -> Complaint {
        Complaint(
            "calls-language-model",
            "route \(route.quoted) leads to language models",
            why: "'call' asks for a prediction.",
            next: "Use write: with a template."
        )
    }

    /// A `write` by a route that predicts.
    static func writerPredicts(_ route: String) -> Complaint {
        Complaint(
            "writer-predicts",
            "route \(route.quoted) leads to no language model",
            why: "The sentence of a template needs one.",
            next: "Name a route whose targets are openai models."
        )
    }

    /// A fact that a template mentions and a step does not give.
    static func missingFact(_ fact: String, of template: String, near: String?) -> Complaint {
        Complaint(
            "missing-fact",
            "template \(template.quoted) needs the fact \(fact.quoted)",
            why: near.map { "It is given \($0.quoted) instead." } ?? "Its text mentions it.",
            next: "Add it to 'with'."
        )
    }

    /// A fact that a step gives and no text mentions.
    static func unusedFact(_ fact: String, of template: String) -> Complaint {
        Complaint(
            "unused-fact",
            "template \(template.quoted) does not use the fact \(fact.quoted)",
            next: "Delete it, or mention it in the template.",
            severity: .warning
        )
    }

    /// An element of a list that is no path.
    static func namelessFact(_ text: String) -> Complaint {
        Complaint(
            "nameless-fact",
            "\(text.quoted) gives this fact no name",
            why: "In a list a fact is named by the last word of its path.",
            next: "Write a map: with: { name: expression }."
        )
    }

    /// Facts as a single expression.
    static let factsNeedNames = Complaint(
        "facts-need-names",
        "facts need names",
        next: "Write a map, or a list of paths such as [profile.first_name]."
    )

    /// A route without a prompt, or the reverse.
    static func routeAndPrompt(_ template: String, asksModel: Bool) -> Complaint {
        guard asksModel else {
            return Complaint(
                "idle-route",
                "template \(template.quoted) has no prompt, so no model is asked",
                next: "Delete 'route', or give the template a prompt."
            )
        }
        return Complaint(
            "no-route",
            "template \(template.quoted) asks a model, and the step names no route",
            next: "Add route: with the way to a language model."
        )
    }

    /// A `send` of a step that writes nothing.
    static func sendsNoText(_ step: String) -> Complaint {
        Complaint(
            "sends-no-text",
            "step \(step.quoted) writes nothing that could be sent",
            next: "Name a write step."
        )
    }
}
