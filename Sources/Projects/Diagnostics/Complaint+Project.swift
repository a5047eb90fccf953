internal import Orchestration

/// Complaints about models, routes, sources, channels, alerts and templates.
extension Complaint {
    /// Events that are forgotten before the runs they started.
    static let forgottenEvents = Complaint(
        "forgotten-events",
        "the names of events are kept for a shorter time than runs",
        why: "An event that comes again after that would be taken for new.",
        next: "Give 'events' at least the time of 'keep', or leave it out."
    )

    /// A rules model that can never answer.
    static let noRules = Complaint(
        "no-rules",
        "a rules model without rules answers nothing",
        next: "Give at least one candidate with a score and an output."
    )

    /// A URL with an unknown scheme or nothing behind it.
    static func badURL(_ url: String, schemes: [String]) -> Complaint {
        Complaint(
            "bad-url",
            "\(url.quoted) is not a URL that can be called",
            next: "It begins with \(schemes.joined(separator: " or "))."
        )
    }

    /// A limit on money for a model whose calls have no price.
    static let limitWithoutPrice = Complaint(
        "limit-without-price",
        "a limit on money needs prices",
        why: "No call could be held against it, so none would be made.",
        next: "Give the model prices, or limit its calls or tokens."
    )

    /// A target that is two things at once.
    static let canaryAndShadow = Complaint(
        "canary-and-shadow",
        "a target is a canary or a shadow, not both",
        why: "A shadow never answers; a canary does.",
        next: "Keep one of the two."
    )

    /// A consequence for a target that is never judged.
    static let consequenceWithoutCanary = Complaint(
        "consequence-without-canary",
        "'on_failure' says what becomes of a canary, and this target is none",
        next: "Give canary: 0.05, or delete it."
    )

    /// A route on which nobody but a canary answers.
    static func onlyCanaries(_ route: String) -> Complaint {
        Complaint(
            "only-canaries",
            "route \(route.quoted) has a canary and nobody to hold it against",
            why: "Calls outside its share would have no target, and it could never be judged.",
            next: "Add a target without canary or shadow, or take the canary off."
        )
    }

    /// Canaries that together ask for more calls than there are.
    static func canariesOverWhole(_ route: String) -> Complaint {
        Complaint(
            "canaries-over-whole",
            "the canaries of route \(route.quoted) ask for more than all calls together",
            why: "Those in front take theirs first, and the last ones get less than they say.",
            next: "Give shares that make at most 1."
        )
    }

    /// A hedge with nobody to hedge with.
    static func idleHedge(_ route: String) -> Complaint {
        Complaint(
            "idle-hedge",
            "'hedge' has no effect: route \(route.quoted) has nobody else to ask",
            next: "Add a second target, or delete it.",
            severity: .warning
        )
    }

    /// A weight of cost that nothing looks at.
    static func idleCostWeight(_ policy: Route.Policy) -> Complaint {
        Complaint(
            "idle-cost-weight",
            "'cost_weight' has no effect under policy \(policy.rawValue)",
            next: "Say policy: bandit, or delete it.",
            severity: .warning
        )
    }

    /// Two prices from one moment on.
    static func repeatedPrice(_ day: String) -> Complaint {
        Complaint(
            "repeated-price",
            "a second price holds from \(day.quoted) on",
            why: "Only the last of them would ever be in force.",
            next: "Keep one, or give the other its own day."
        )
    }

    /// An objective so low that some windows can never burn fast enough.
    static func deadPairs(_ burn: BurnRate) -> Complaint {
        let dead = burn.deadRules.map(\.name).joined(separator: ", ")
        return Complaint(
            "dead-pairs",
            "with this objective some windows can never fire: \(dead)",
            why: "If every call failed, the budget would burn "
                + "\(Int(burn.rate(of: 1).rounded())) times too fast, and they need more.",
            next: "Give an objective over 0.94, or accept that only the others fire.",
            severity: .warning
        )
    }

    /// Importance of nothing but nothing.
    static let nothingMatters = Complaint(
        "nothing-matters",
        "every feature under 'importance' has the importance 0",
        why: "No share of it could ever drift.",
        next: "Give one of them more, or delete it: all count alike then."
    )

    /// A model that is to embed answers and does something else.
    static func embedsNothing(_ model: String) -> Complaint {
        Complaint(
            "embeds-nothing",
            "\(model.quoted) embeds no texts",
            next: "Name a model of the kind 'embeddings'."
        )
    }

    /// A judge whose route leads back to the model that is judged.
    static func judgesItself(_ model: String, by route: String) -> Complaint {
        Complaint(
            "judges-itself",
            "\(model.quoted) would judge itself: \(route.quoted) leads to it",
            why: "A model thinks well of its own answers.",
            next: "Name a route whose targets are other models."
        )
    }

    /// A judge that reads texts and is not told what to look at.
    static let judgeWithoutQuestion = Complaint(
        "judge-without-ask",
        "the judge is not told what to look at",
        next: "Add 'ask' with the rubric."
    )

    /// A rubric for a judge that takes fields.
    static let idleQuestion = Complaint(
        "idle-ask",
        "'ask' is read by 'openai' and 'anthropic' models only",
        why: "All others are given question, answer and model.",
        next: "Delete 'ask'."
    )

    /// Answers to be embedded, of a model that gives numbers.
    static func writesNothing(_ model: String) -> Complaint {
        Complaint(
            "writes-nothing",
            "\(model.quoted) writes no text that could be embedded",
            why: "Only 'openai' and 'anthropic' models write.",
            next: "Delete 'answers_embedded_by'."
        )
    }

    /// A day that is none.
    static func badDay(_ text: String) -> Complaint {
        Complaint(
            "bad-day",
            "\(text.quoted) is no day",
            next: "Write it as 2026-01-31, or a moment as 2026-01-31T12:00:00Z."
        )
    }

    /// A route without targets.
    static func noTargets(_ route: String) -> Complaint {
        Complaint(
            "no-targets",
            "route \(route.quoted) leads nowhere",
            why: "Every call of it would fail.",
            next: "Give at least one model in its targets."
        )
    }

    /// A route with a target twice.
    static func repeatedTarget(_ model: String) -> Complaint {
        Complaint(
            "repeated-target",
            "\(model.quoted) is a target of this route twice",
            why: "Falling back from a model to itself changes nothing.",
            next: "Keep one; give it more weight if it should get more calls."
        )
    }

    /// A route to language models and to others.
    static func mixedTargets(_ route: String) -> Complaint {
        Complaint(
            "mixed-targets",
            "the targets of \(route.quoted) answer in different ways",
            why: "A language model writes text, the others predict; a step can use only one.",
            next: "Make two routes."
        )
    }

    /// A weight that no policy reads.
    static func idleWeight(_ policy: Route.Policy) -> Complaint {
        Complaint(
            "idle-weight",
            "'weight' has no effect under policy \(policy.rawValue)",
            next: "Say policy: weighted, or delete the weight.",
            severity: .warning
        )
    }

    /// Two sources of one event.
    static func sameEvent(_ event: String, first: Place) -> Complaint {
        Complaint(
            "duplicate-event",
            "a second source carries \(event.quoted)",
            why:
                "The first is in \(first.file), line \(first.line); an event must have one source.",
            next: "Give one of them another event."
        )
    }

    /// A cap without a window, or the reverse.
    static let capAndWindow = Complaint(
        "cap-without-window",
        "'cap' and 'window' belong together",
        why: "A cap counts messages in a window of time.",
        next: "Give both, or neither."
    )

    /// An alert that needs a limit and has none.
    static func limitMissing(_ watch: Watch) -> Complaint {
        Complaint(
            "no-limit",
            "an alert on \(watch.rawValue) needs 'over'",
            why: "Without a limit it would never, or always, fire.",
            next: "Give one, for example over: \(watch.example ?? "1")."
        )
    }

    /// A limit of the wrong type or range.
    static func badLimit(_ text: String, _ watch: Watch) -> Complaint {
        Complaint(
            "bad-limit",
            "\(text.quoted) is no limit for \(watch.rawValue)",
            next: "Give \(watch.limit), for example over: \(watch.example ?? "1")."
        )
    }

    /// A key that the watched thing does not read.
    static func idleLimit(_ key: String, _ watch: Watch) -> Complaint {
        Complaint(
            "idle-limit",
            "\(key.quoted) means nothing for \(watch.rawValue)",
            next: "Delete it."
        )
    }

    /// An alert on what the project does not have.
    static func alertOnNothing(_ watch: Watch, missing: String) -> Complaint {
        Complaint(
            "alert-on-nothing",
            "nothing can make this alert fire: the project has no \(missing)",
            why: "It watches \(watch.rawValue).",
            next: "Declare a \(missing), or delete the alert."
        )
    }

    /// A proposal that nothing can cause.
    static func retrainWithoutRecord(_ model: String) -> Complaint {
        Complaint(
            "retrain-without-record",
            "nothing can make this propose anything for \(model.quoted)",
            why: "Live figures are held against the recorded one, and it has none.",
            next: "Give the model quality: { auc: ... }, or leave 'retrain' out.",
            severity: .warning
        )
    }

    /// A gate without anything to judge by.
    static let staleWithoutNeeds = Complaint(
        "stale-without-needs",
        "nothing can make this model's input stale",
        why: "Only sources under 'needs' are held against their ages.",
        next: "Give needs: { source: 15m }, or leave 'when_stale' out."
    )

    /// A recipient that starts nothing.
    static let noCommand = Complaint(
        "no-command",
        "this command starts nothing",
        why: "Its first word is the program.",
        next: "Write command: [PROGRAM, ARGUMENT]."
    )

    // MARK: - Templates

    /// Braces around what is no name.
    static func badPlaceholder(_ text: String) -> Complaint {
        Complaint(
            "bad-placeholder",
            "\(text.quoted) is not a placeholder",
            next: "Write {{name}} with the name of a fact, without spaces."
        )
    }

    /// A prompt whose answer goes nowhere.
    static func noSentence(_ template: String) -> Complaint {
        Complaint(
            "no-sentence",
            "template \(template.quoted) has a prompt, and no {{sentence}} in its body",
            why: "What the model writes would be thrown away.",
            next: "Put {{sentence}} where it belongs, or delete the prompt."
        )
    }

    /// A sentence with no stand-in.
    static func noPlain(_ template: String) -> Complaint {
        Complaint(
            "no-plain",
            "template \(template.quoted) has {{sentence}} and no 'plain' to stand for it",
            why: "The model may be down or its answer rejected; the message still has to be whole.",
            next: "Give plain: a sentence that is always right."
        )
    }

    /// `{{sentence}}` outside the body.
    static let sentenceInside = Complaint(
        "sentence-in-prompt",
        "{{sentence}} stands only in the body",
        why: "The prompt asks for the sentence and 'plain' replaces it.",
        next: "Delete it here."
    )
}

extension Watch {
    /// What `over` must be; nil where there is no limit.
    var limit: String {
        switch self {
        case .modelErrors: "a share from 0 to 1"
        case .modelLatency: "a duration"
        case .scoreDrift, .featureDrift: "a PSI from 0 to 10"
        case .datasetDrift: "a share from 0 to 1"
        case .failedRuns, .bottleneck: "a count"
        case .latencySpike: "a factor from 1 to 1000"
        case .sloBurn: "an objective from 0 to less than 1"
        case .sourceRejects: "a share from 0 to 1"
        case .breakerOpen, .accessRefused, .modelQuality, .sourceLate, .sourceThin,
            .sourceContract, .journalStuck:
            "no limit"
        }
    }

    /// A limit that makes sense; nil where there is none.
    var example: String? {
        switch self {
        case .modelErrors: "0.2"
        case .modelLatency: "2s"
        case .scoreDrift, .featureDrift: "0.25"
        case .datasetDrift: "0.5"
        case .failedRuns: "5"
        case .bottleneck: "100"
        case .latencySpike: "3"
        case .sloBurn: "0.99"
        case .sourceRejects: "0.05"
        case .breakerOpen, .accessRefused, .modelQuality, .sourceLate, .sourceThin,
            .sourceContract, .journalStuck:
            nil
        }
    }
}
