/// One message to a recipient about the alerts of one object.
package struct Notice: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable { case firing, resolved }

    /// One alert in it.
    package struct Line: Hashable, Sendable {
        package let alert: AlertID
        package let rule: String
        package let severity: Severity
        package let status: Status
        package let since: Instant
        /// When it was over; nil while it holds.
        package let ended: Instant?
        package let summary: String
        package let runbook: String
        /// What showed it when it fired.
        package var samples: [AlertSample] = []

        package init(
            alert: AlertID,
            rule: String,
            severity: Severity,
            status: Status,
            since: Instant,
            ended: Instant?,
            summary: String,
            runbook: String
        ) {
            self.alert = alert
            self.rule = rule
            self.severity = severity
            self.status = status
            self.since = since
            self.ended = ended
            self.summary = summary
            self.runbook = runbook
        }
    }

    /// The same for every delivery of it: a recipient that keeps it can drop a repetition.
    package let id: String
    package let recipient: String
    package let object: AlertObject
    package let status: Status
    package let at: Instant
    package let lines: [Line]
    /// Alerts that are taken for consequences of these.
    package let hidden: Int
    /// What depends on the object.
    package let blast: [String]
    /// Ready actions, as command lines.
    package let actions: [String]

    /// Whether it only says again what was told before, so that it is not taken for over.
    package var isRepetition = false

    /// Alerts of one object that are told at once; the rest is counted.
    static let linesMax = 20

    package init(
        id: String,
        recipient: String,
        object: AlertObject,
        status: Status,
        at now: Instant,
        lines: [Line],
        hidden: Int = 0,
        blast: [String] = [],
        actions: [String] = []
    ) {
        self.id = id
        self.recipient = recipient
        self.object = object
        self.status = status
        at = now
        self.lines = lines
        self.hidden = hidden
        self.blast = blast
        self.actions = actions
    }

    /// One sentence, for lists and the tail.
    package var words: String {
        "\(status.rawValue) \(object.name): " + lines.map(\.rule).joined(separator: ", ")
    }
}

extension Notice {
    /// The body of Alertmanager's webhook.
    ///
    /// Source: Prometheus, "Alerting configuration", `webhook_config`, version 4.
    package var webhook: Value {
        [
            "version": "4", "groupKey": .string("{}:{object=\"\(object.group)\"}"),
            "truncatedAlerts": .int(Int64(max(0, lines.count - Self.linesMax))),
            "status": .string(status.rawValue), "receiver": .string(recipient),
            "groupLabels": ["object": .string(object.name), "kind": .string(object.kind.rawValue)],
            "commonLabels": [
                "object": .string(object.name), "kind": .string(object.kind.rawValue),
            ],
            "commonAnnotations": annotations, "externalURL": "",
            "alerts": .list(
                lines.prefix(Self.linesMax).map { line in
                    line.value(object).merging([
                        "status": .string(line.status.rawValue),
                        "fingerprint": .string(line.fingerprint),
                        "endsAt": .string(line.ended?.text ?? "0001-01-01T00:00:00Z"),
                        "generatorURL": "",
                    ])
                }
            ),
        ]
    }

    /// The body of `POST /api/v2/alerts` of an Alertmanager.
    ///
    /// Source: Alertmanager, `api/v2/openapi.yaml`, `postableAlerts`.
    package var postableAlerts: Value {
        .list(
            lines.prefix(Self.linesMax).map { line in
                let end = line.ended ?? at + AlertmanagerShape.lasting
                return line.value(object).merging(["endsAt": .string(end.text)])
            }
        )
    }

    private var annotations: Value {
        var texts: [Value: Value] = [:]
        if hidden > 0 { texts["consequences"] = .string("\(hidden) alerts hidden as consequences") }
        if !blast.isEmpty { texts["reaches"] = .string(blast.joined(separator: ", ")) }
        if !actions.isEmpty { texts["actions"] = .string(actions.joined(separator: "; ")) }
        return .map(texts)
    }
}

extension Notice.Line {
    fileprivate func value(_ object: AlertObject) -> Value {
        var annotations = AlertmanagerShape.annotations(summary: summary, runbook: runbook)
        if !samples.isEmpty {
            annotations["samples"] = .string(samples.map(\.words).joined(separator: "; "))
        }
        return [
            "labels": AlertmanagerShape.labels(
                rule: rule,
                severity: severity,
                object: object.name,
                kind: object.kind.rawValue
            ),
            "annotations": .map(annotations), "startsAt": .string(since.text),
        ]
    }

    fileprivate var fingerprint: String { AlertmanagerShape.fingerprint(of: alert.text) }
}

extension Value {
    fileprivate func merging(_ other: [Value: Value]) -> Value {
        guard case .map(let map) = self else { return self }
        return .map(map.merging(other) { $1 })
    }
}
