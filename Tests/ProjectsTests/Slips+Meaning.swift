/// Slips that only the meaning of a project shows.
extension Slip {
    /// What the source of the small project becomes with one check.
    private static func source(_ check: String, fields: String = "{}", also: String = "") -> String
    {
        "sla: 1m, fields: \(fields), checks: [\(check)]\(also) }"
    }

    static let project = [
        Slip(
            "a workflow after itself",
            "trigger: { event: order_completed }",
            "trigger: { after: keep }"
        ),
        Slip(
            "events forgotten before their runs",
            "project: small",
            "project: small\njournal: { keep: 30d, events: 1d }"
        ),
        Slip("a check that promises nothing", "sla: 1m }", Self.source("{ field: id }")),
        Slip(
            "a range with nothing in it",
            "sla: 1m }",
            Self.source("{ field: amount, min: 3, max: 2 }")
        ),
        Slip(
            "bounds for a text",
            "sla: 1m }",
            Self.source("{ field: id, max: 2 }", fields: "{ id: string }")
        ),
        Slip(
            "keys that are lists",
            "sla: 1m }",
            Self.source("{ field: id, unique_within: 1h }", fields: "{ id: list }")
        ),
        Slip(
            "a share of what is never missing",
            "sla: 1m }",
            Self.source("{ field: id, missing_at_most: 0.5 }", fields: "{ id: string }")
        ),
        Slip(
            "a volume without bounds",
            "sla: 1m }",
            Self.source("{ field: id, values: [a] }", also: ", volume: { per: 1h }")
        ),
        Slip(
            "a volume of nothing",
            "sla: 1m }",
            Self.source("{ field: id, values: [a] }", also: ", volume: { per: 1h, min: 9, max: 8 }")
        ),
        Slip(
            "an expectation that is no schedule",
            "sla: 1m }",
            Self.source("{ field: id, values: [a] }", also: ", expected: { cron: 0 2 * * }")
        ),
        Slip(
            "rules without a rule",
            "first: { score: risk, output: { offer: tea, channel: email } }",
            "{}"
        ),
        Slip("a url that is none", "url: \"simulated:scribe\"", "url: scribe.example"),
        Slip("a route to nowhere", "targets: [churn]", "targets: []"),
        Slip("a target twice", "targets: [churn]", "targets: [churn, churn]"),
        Slip("targets of two kinds", "targets: [churn]", "targets: [churn, scribe]"),
        Slip(
            "a day that is none",
            "{ logistic: models/churn.json }",
            "{ logistic: models/churn.json, prices: [{ from: soon, input: 3 }] }"
        ),
        Slip(
            "a limit on money without prices",
            "{ url: \"simulated:scribe\", model: s }",
            "{ url: \"simulated:scribe\", model: s }, limits: { money_per_day: 5 }"
        ),
        Slip(
            "a canary and a shadow",
            "targets: [churn]",
            "targets: [churn, { model: choose, canary: 0.1, shadow: 0.1 }]"
        ),
        Slip(
            "a consequence without a canary",
            "targets: [churn]",
            "targets: [{ model: churn, on_failure: dry_run }]"
        ),
        Slip(
            "a canary alone",
            "targets: [churn]",
            "targets: [{ model: churn, canary: 0.1 }]"
        ),
        Slip(
            "canaries over the whole",
            "targets: [churn]",
            "targets: [{ model: churn, canary: 0.7 }, { model: choose, canary: 0.7 }]"
        ),
        Slip("a hedge alone", "targets: [churn]", "hedge: 0.05, targets: [churn]"),
        Slip(
            "a weight of cost without effect",
            "targets: [churn]",
            "cost_weight: 1, targets: [churn]"
        ),
        Slip(
            "two prices from one day",
            "{ logistic: models/churn.json }",
            "{ logistic: models/churn.json, prices: [{ from: 2026-01-01, input: 3 }, "
                + "{ from: 2026-01-01, input: 4 }] }"
        ),
        Slip(
            "an objective with dead pairs",
            "severity: critical",
            "severity: critical }\n  burn: { watch: slo_burn, over: 0.9, severity: critical"
        ),
        Slip(
            "a breach that no event commits",
            "sla: 1m }",
            Self.source("{ field: id, missing_at_most: 0.5, on_breach: block }")
        ),
        Slip(
            "a holiday that is no day",
            "sla: 1m }",
            Self.source("{ field: id, values: [a] }", also: ", holidays: [2026-13-01]")
        ),
        Slip(
            "holidays that nobody named",
            "sla: 1m }",
            Self.source("{ field: id, values: [a] }", also: ", on_holidays: nothing")
        ),
        Slip(
            "importance of nothing",
            "{ logistic: models/churn.json }",
            "{ logistic: models/churn.json, importance: { spend: 0 } }"
        ),
        Slip(
            "answers embedded by what embeds nothing",
            "{ url: \"simulated:scribe\", model: s }",
            "{ url: \"simulated:scribe\", model: s }, answers_embedded_by: churn"
        ),
        Slip(
            "answers of numbers to be embedded",
            "{ logistic: models/churn.json }",
            "{ logistic: models/churn.json, answers_embedded_by: churn }"
        ),
        Slip(
            "a judge of itself",
            "{ logistic: models/churn.json }",
            "{ logistic: models/churn.json, judge: { route: churn, share: 0.1, version: a } }"
        ),
        Slip(
            "a judge that is not told what to look at",
            "{ logistic: models/churn.json }",
            "{ logistic: models/churn.json, judge: { route: writer, share: 0.1, version: a } }"
        ),
        Slip(
            "a rubric that nobody reads",
            "{ logistic: models/churn.json }",
            "{ logistic: models/churn.json, judge: { route: choose, share: 5, version: a, ask: b } }"
        ),
        Slip(
            "a judge on no route",
            "{ logistic: models/churn.json }",
            "{ logistic: models/churn.json, judge: { route: chose, share: 0.1, version: a } }"
        ),
        Slip(
            "a rule that asks a judge's question for what it lacks",
            "models/churn.json }",
            "models/churn.json, judge: { route: choose, share: 0.1, version: a } }"
        ),
        Slip(
            "a weight without effect",
            "targets: [churn]",
            "targets: [{ model: churn, weight: 2 }]"
        ),
        Slip(
            "two sources of one event",
            "sla: 1m }",
            "sla: 1m }\n  other: { event: order_completed, sla: 1m }"
        ),
        Slip("a cap without a window", "cap: 3, window: 7d", "cap: 3"),
        Slip("an alert without a limit", "over: 0.2, ", ""),
        Slip("an alert with a wrong limit", "over: 0.2", "over: 20%"),
        Slip("an alert with an idle limit", "watch: model_errors", "watch: breaker_open"),
        Slip(
            "an alert on nothing",
            "{ watch: model_errors, over: 0.2, severity: critical }",
            "{ severity: info }"
        ),
        Slip(
            "an outcome of an unknown event",
            "project: small",
            "project: small\nfeedback: { left: { models: [churn], event: oder_completed, "
                + "within: 7d, positive: arrives } }"
        ),
        Slip(
            "an outcome without a score",
            "project: small",
            "project: small\nfeedback: { left: { models: [churn], event: order_completed, "
                + "within: 7d, positive: arrives, score: chance } }"
        ),
        Slip(
            "a retraining without a record",
            "project: small",
            "project: small\nfeedback: { left: { models: [churn], event: order_completed, "
                + "within: 7d, positive: arrives, retrain: keep } }"
        ),
        Slip(
            "a gate without a source",
            "{ logistic: models/churn.json }",
            "{ logistic: models/churn.json, when_stale: fall_back }"
        ),
        Slip(
            "a recipient that starts nothing",
            "project: small",
            "project: small\nnotify: { desk: { command: [] } }"
        ),
        Slip(
            "a recipient at no address",
            "project: small",
            "project: small\nnotify: { desk: { webhook: { url: pager.example } } }"
        ),
        Slip(
            "a recipient of an unknown severity",
            "project: small",
            "project: small\nnotify: { desk: { command: [cat], severities: [fatal] } }"
        ),
        Slip("a segment that is no condition", "profile.away > 30", "'\"away\"'"),
    ]

    static let workflows = [
        Slip("no steps", Small.workflow, "workflow: keep\nsteps: {}"),
        Slip("an expression that does not parse", "> constants.limit", "> constants. > 1"),
        Slip(
            "a condition that is no bool",
            "when: churn.probability > constants.limit",
            "when: churn.probability"
        ),
        Slip("a comparison of number and text", "> constants.limit", "> \"high\""),
        Slip("a channel that is no text", "by: action.channel", "by: action.score"),
        Slip("a cycle of two steps", "with: profile.features", "with: action"),
        Slip(
            "a cycle through after",
            "{ update: profile }",
            "{ update: profile, after: [message, outcome] }"
        ),
        Slip("a step after itself", "after: message", "after: outcome"),
        Slip(
            "a step that can never run",
            "when: churn.probability > constants.limit",
            "when: constants.limit > 1.0"
        ),
        Slip(
            "a trigger that never starts",
            "{ event: order_completed }\nsubject",
            "{ event: order_completed, when: false }\nsubject"
        ),
        Slip(
            "an otherwise never taken",
            "{ event: order_completed }\nsubject",
            "{ event: order_completed, otherwise: keep }\nsubject"
        ),
        Slip(
            "a wait past the deadline",
            "subject: event.customer",
            "subject: event.customer\ndeadline: 7d"
        ),
        Slip("a wait of a run that is about nobody", "subject: event.customer\n", ""),
        Slip(
            "a cron of four fields",
            "{ event: order_completed }\nsubject",
            "{ cron: 0 2 * * }\nsubject"
        ),
        Slip(
            "a cron with a bad hour",
            "{ event: order_completed }\nsubject",
            "{ cron: 0 25 * * * }\nsubject"
        ),
        Slip(
            "a day that never comes",
            "{ event: order_completed }\nsubject",
            "{ cron: 0 2 30 feb * }\nsubject"
        ),
        Slip(
            "an unknown zone",
            "{ event: order_completed }\nsubject",
            "{ cron: 0 2 * * *, zone: Europe/Berln }\nsubject"
        ),
        Slip("a step named like a root", "  churn: { call: churn", "  event: { call: churn"),
        Slip("a step named like a type", "  churn: { call: churn", "  string: { call: churn"),
        Slip("a join of nothing", "{ update: profile }", "{ update: profile, join: any }"),
        Slip(
            "a profile that no step of its name updates",
            "  profile: { update: profile }",
            "  customer: { update: profile }"
        ),
        Slip("a call of a language model", "call: churn,", "call: writer,"),
        Slip("a writer that predicts", "route: writer", "route: churn"),
        Slip("a step that sends no text", "send: copy", "send: churn"),
        Slip("a fact without a name", "[profile.first_name]", "[profile.first_name + \"!\"]"),
        Slip("facts without names", "[profile.first_name]", "profile.first_name"),
    ]

    static let fanOuts = [
        Slip(
            "a list that is none",
            "call: churn, with: profile.features",
            "call: churn, with: item, each: constants.limit"
        ),
        Slip(
            "an element of no list",
            "with: profile.features }",
            "with: profile.features, as: it }"
        ),
        Slip(
            "an element named like a step",
            "call: churn, with: profile.features",
            "call: churn, with: item, each: profile.items, as: copy"
        ),
        Slip(
            "an element seen by another step",
            "call: churn, with: profile.features }",
            "call: churn, with: item, each: profile.items }\n  other: { compute: item }"
        ),
        Slip(
            "a result that is a list",
            "call: churn, with: profile.features",
            "call: churn, with: item, each: profile.items"
        ),
        Slip("a list of waits", "wait: order_completed,", "wait: order_completed, each: [1],"),
        Slip(
            "too many items at once",
            "call: churn, with: profile.features",
            "call: churn, with: item, each: profile.items, limit: 100001"
        ),
    ]

    private static let message = "{ send: copy, by: action.channel, purpose: marketing }"

    static let failures = [
        Slip(
            "an unknown failure to retry",
            message,
            "{ send: copy, by: action.channel, purpose: marketing, retry: { attempts: 2, on: [timeot] } }"
        ),
        Slip(
            "a stand-in that reads what it stands in for",
            "{ send: copy, by: action.channel, purpose: marketing }",
            "{ send: copy, by: action.channel, purpose: marketing, on_failure: { step: other } }\n  other: { compute: message.status }"
        ),
        Slip(
            "a silence longer than any attempt",
            "{ call: churn, with: profile.features }",
            "{ call: churn, with: profile.features, timeout: 20s, silence: 1m }"
        ),
        Slip(
            "a cap below its base",
            "{ call: churn, with: profile.features }",
            "{ call: churn, with: profile.features, retry: { attempts: 3, base: 1m } }"
        ),
        Slip(
            "an unknown stand-in",
            message,
            "{ send: copy, by: action.channel, purpose: marketing, on_failure: { step: oter } }"
        ),
        Slip(
            "a stand-in that is the step itself",
            message,
            "{ send: copy, by: action.channel, purpose: marketing, on_failure: { step: message } }"
        ),
        Slip(
            "a stand-in that what it ends waits for",
            message,
            "{ send: copy, by: action.channel, purpose: marketing, on_failure: { step: other } }\n  late: { compute: message.status }\n  other: { compute: late }"
        ),
        Slip(
            "a stand-in for two",
            "{ call: churn, with: profile.features }",
            "{ call: churn, with: profile.features, on_failure: { step: outcome } }\n  other: { call: churn, with: profile.features, on_failure: { step: outcome } }"
        ),
        Slip(
            "a stand-in for items",
            "{ call: churn, with: profile.features }",
            "{ call: churn, with: item, each: profile.items, on_failure: { step: other } }\n  other: { compute: '[1]' }"
        ),
        Slip("an unknown step that failed", "after: message", "if_failed: mesage"),
        Slip(
            "a failure that is the run's",
            "{ update: profile }",
            "{ update: profile, on_failure: fail }\n  sorry: { compute: failure.kind, if_failed: profile }"
        ),
        Slip(
            "a failure that nobody sees",
            "{ update: profile }",
            "{ update: profile }\n  sorry: { compute: failure.kind, after: profile }"
        ),
        Slip(
            "a failure under a name that is taken",
            "{ update: profile }",
            "{ update: profile }\n  failure: { compute: '1', if_failed: profile }"
        ),
        Slip(
            "an undoing of an unknown field",
            message,
            "{ send: copy, by: action.channel, purpose: marketing, undo: { call: churn, with: message.stats } }"
        ),
        Slip(
            "an undoing by an unknown route",
            message,
            "{ send: copy, by: action.channel, purpose: marketing, undo: { call: chrn, with: message.status } }"
        ),
        Slip(
            "an undoing without an input",
            message,
            "{ send: copy, by: action.channel, purpose: marketing, undo: { call: churn } }"
        ),
        Slip(
            "a label of an unknown name",
            "subject: event.customer",
            "subject: event.customer\nlabels: { team: crm }"
        ),
        Slip("a busy rule without a subject", "subject: event.customer", "when_busy: drop"),
        Slip(
            "a priority out of range",
            "subject: event.customer",
            "subject: event.customer\npriority: 101"
        ),
    ]

    static let waits = [
        Slip(
            "a wait without an end",
            "wait: order_completed, within: constants.window",
            "wait: order_completed"
        ),
        Slip(
            "a signal without an end",
            "wait: order_completed, within: constants.window",
            "wait: { signal: go }"
        ),
        Slip(
            "a wait until a moment, and within",
            "wait: order_completed,",
            "wait: { until: event.at },"
        ),
        Slip("a wait for nothing", "wait: order_completed,", "wait: {},"),
        Slip(
            "an approval without an end",
            "{ send: copy, by: action.channel, purpose: marketing }",
            "{ approve: Send it? }"
        ),
        Slip(
            "an approval that expires oddly",
            "{ send: copy, by: action.channel, purpose: marketing }",
            "{ approve: Send it?, within: 1d, expired: aprove }"
        ),
        Slip(
            "an approval whose facts have no names",
            "{ send: copy, by: action.channel, purpose: marketing }",
            "{ approve: Send it?, within: 1d, with: copy.text }"
        ),
        Slip(
            "an unknown workflow to run",
            "{ send: copy, by: action.channel, purpose: marketing }",
            "{ run: kep, with: event }"
        ),
        Slip(
            "a workflow that runs itself",
            "{ send: copy, by: action.channel, purpose: marketing }",
            "{ run: keep, with: event }"
        ),
        Slip(
            "a run without an input",
            "{ send: copy, by: action.channel, purpose: marketing }",
            "{ run: keep }"
        ),
        Slip(
            "a result of an unknown step",
            "subject: event.customer",
            "subject: event.customer\nresult: mesage.status"
        ),
    ]

    static let templates = [
        Slip("a missing fact", "[profile.first_name]", "[profile.firstname]"),
        Slip("an unused fact", "[profile.first_name]", "[profile.first_name, action.offer]"),
        Slip("a writer without a route", "route: writer, ", ""),
        Slip("a route without a prompt", "prompt: \"Greet {{first_name}}.\"\n", ""),
        Slip("a body without its sentence", "{{first_name}}. {{sentence}}", "{{first_name}}."),
        Slip("a sentence without a plain one", "\nplain: Good to see you.", ""),
        Slip(
            "a sentence in the prompt",
            "Greet {{first_name}}.",
            "Greet {{first_name}}. {{sentence}}"
        ),
        Slip("a bad placeholder", "Hello {{first_name}}", "Hello {{first name}} {{first_name}}"),
    ]
}
