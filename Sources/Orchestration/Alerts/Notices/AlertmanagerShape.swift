/// What an alert looks like to whoever knows Alertmanagers, told by us or asked of us.
///
/// Source: Alertmanager, `api/v2/openapi.yaml`.
package enum AlertmanagerShape {
    /// How long an Alertmanager takes a firing alert to go on without hearing of it: a few repetitions
    /// may be lost.
    package static let lasting = Duration.seconds(240)

    package static func labels(
        rule: String,
        severity: Severity,
        object: String,
        kind: String
    ) -> Value {
        [
            "alertname": .string(rule), "severity": .string(severity.word),
            "object": .string(object), "kind": .string(kind),
        ]
    }

    /// The summary and what to do; a runbook that is a link under the name that tools make one of.
    package static func annotations(summary: String, runbook: String) -> [Value: Value] {
        var texts: [Value: Value] = ["summary": .string(summary)]
        if !runbook.isEmpty { texts["runbook"] = .string(runbook) }
        if runbook.hasPrefix("https://") || runbook.hasPrefix("http://") {
            texts["runbook_url"] = .string(runbook)
        }
        return texts
    }

    /// The same for the same alert, whenever it fires.
    package static func fingerprint(of alert: String) -> String {
        TraceContext(of: alert, salt: 0).spanText
    }
}
