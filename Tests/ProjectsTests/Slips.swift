internal import Testing

/// The small project with one text replaced by another, and the sentence that names the case.
///
/// What is said of it stands in `Problems/`, in a file of the same name.
struct Slip: Sendable, CustomTestStringConvertible {
    let name: String
    let old: String
    let new: String

    init(_ name: String, _ old: String, _ new: String) {
        self.name = name
        self.old = old
        self.new = new
    }

    var testDescription: String { name }

    static let all =
        files + forms + names + project + workflows + fanOuts + failures + waits + templates

    static let files = [
        Slip("a syntax error", "steps:", "steps: ]"),
        Slip("an anchor", "project: small", "project: &name small"),
        Slip("an alias", "project: small", "project: *name"),
        Slip("a tag", "project: small", "project: !!binary small"),
        Slip("a second document", "workflow: keep", "workflow: keep\n---\nworkflow: two"),
        Slip("a repeated key", "subject: event.customer", "subject: a\nsubject: b\nsubject: c"),
        Slip("a key that is no text", "subject: event.customer", "[a]: b"),
        Slip("a control character", "project: small", "project: sm\u{7}all"),
        Slip("a reserved character", "project: small", "project: \u{10F000}"),
        Slip("an empty file", Small.template, ""),
        Slip("nesting without end", "subject: event.customer", "subject: " + deep),
    ]

    private static let deep =
        String(repeating: "[", count: 40) + String(repeating: "]", count: 40)

    static let forms = [
        Slip("an unknown key", "subject: event.customer", "subjct: event.customer"),
        Slip("a missing key", "workflow: keep", "summary: keeps"),
        Slip("a misplaced key", "{ update: profile }", "{ update: profile, purpose: marketing }"),
        Slip("a step without a verb", "{ update: profile }", "{ when: true }"),
        Slip("a step with two verbs", "{ update: profile }", "{ update: profile, call: churn }"),
        Slip("a send without a channel", "by: action.channel, ", ""),
        Slip("a key without a value", "subject: event.customer", "subject:"),
        Slip("text in place of a map", "{ update: profile }", "update"),
        Slip("a list in place of a map", "{ logistic: models/churn.json }", "[a, b]"),
        Slip("a map in place of a list", "{ targets: [churn] }", "{ targets: { churn: 1 } }"),
        Slip("a name with a space", "workflow: keep", "workflow: keep it"),
        Slip("a step name with a hyphen", "  churn: { call: churn", "  churn-now: { call: churn"),
        Slip("a path out of the project", "file: outbox/email.jsonl", "file: ../email.jsonl"),
        Slip("a wrong choice", "severity: critical", "severity: critcal"),
        Slip("yes in place of true", "needs_consent: true", "needs_consent: yes"),
        Slip("a word in place of a number", "cap: 3", "cap: three"),
        Slip("a fraction in place of a whole number", "cap: 3", "cap: 3.5"),
        Slip("a bad duration", "sla: 1m", "sla: 1 minute"),
        Slip("a duration out of range", "sla: 1m", "sla: 0s"),
        Slip("a number out of range", "cap: 3", "cap: 0"),
        Slip("a bad rate", "{ targets: [churn] }", "{ targets: [churn], limits: { rate: often } }"),
        Slip("an unknown constant as a duration", "constants.window", "constants.windw"),
        Slip("a constant that is no duration", "window: 7d }\nmodels", "window: soon }\nmodels"),
    ]

    static let names = [
        Slip("an unknown step", "churn.probability > constants", "chrun.probability > constants"),
        Slip("an unknown field", "churn.probability > constants", "churn.probabilty > constants"),
        Slip("an unknown constant", "> constants.limit", "> constants.limt"),
        Slip("an unknown step in after", "after: message", "after: mesage"),
        Slip("an unknown route", "route: writer", "route: writr"),
        Slip("a model in place of a route", "call: choose", "call: scribe"),
        Slip("an unknown model", "targets: [churn]", "targets: [chrn]"),
        Slip("an unknown template", "write: hello", "write: helo"),
        Slip("an unknown event", "wait: order_completed", "wait: order_complete"),
        Slip("an unknown trigger", "trigger: { event: order_completed }", "trigger: { event: x }"),
        Slip("an unknown purpose", "purpose: marketing", "purpose: markting"),
        Slip("an unknown channel", "by: action.channel", "by: '\"emial\"'"),
        Slip("an unknown source", "{ logistic: models/churn.json }", needy),
        Slip("a name no caller gives to the rules", "score: risk", "score: rsk"),
        Slip("a missing model file", "models/churn.json", "models/churnn.json"),
        Slip(
            "an unknown segment",
            "{ event: order_completed }\nsubject",
            "{ cron: 0 2 * * *, over: lapsd }\nsubject"
        ),
        Slip(
            "an unknown workflow",
            "{ event: order_completed }\nsubject",
            "{ event: order_completed, when: profile.a, otherwise: kep }\nsubject"
        ),
    ]

    private static let needy = "{ logistic: models/churn.json, needs: { ordrs: 5m } }"

}
