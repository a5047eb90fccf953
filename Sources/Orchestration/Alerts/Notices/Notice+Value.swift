extension Notice {
    /// As the journal keeps it until it is delivered.
    package var value: Value {
        [
            "id": .string(id), "recipient": .string(recipient),
            "kind": .string(object.kind.rawValue), "object": .string(object.name),
            "status": .string(status.rawValue), "at": Value(milliseconds: at),
            "lines": .list(lines.map(\.value)), "hidden": .int(Int64(hidden)),
            "blast": .list(blast.map(Value.string)), "actions": .list(actions.map(Value.string)),
            "repeats": .bool(isRepetition),
        ]
    }

    /// Read back; nil where something is missing.
    package init?(value: Value) {
        guard let id = value["id"]?.text, let recipient = value["recipient"]?.text,
            let kind = value["kind"]?.text.flatMap(AlertObject.Kind.init),
            let object = value["object"]?.text,
            let status = value["status"]?.text.flatMap(Status.init), let at = value["at"]?.moment
        else { return nil }
        self.init(
            id: id,
            recipient: recipient,
            object: AlertObject(kind, object),
            status: status,
            at: at,
            lines: (value["lines"]?.elements ?? []).compactMap(Line.init),
            hidden: Int(clamping: value["hidden"]?.whole ?? 0),
            blast: (value["blast"]?.elements ?? []).compactMap(\.text),
            actions: (value["actions"]?.elements ?? []).compactMap(\.text)
        )
        isRepetition = value["repeats"] == .bool(true)
    }
}

extension Notice.Line {
    fileprivate var value: Value {
        Value(present: [
            "alert": .string(alert.text), "rule": .string(rule),
            "severity": .string(severity.rawValue), "status": .string(status.rawValue),
            "since": Value(milliseconds: since), "ended": ended.map { Value(milliseconds: $0) },
            "summary": .string(summary), "runbook": .string(runbook),
            "samples": samples.isEmpty ? nil : .list(samples.map(\.value)),
        ])
    }

    fileprivate init?(value: Value) {
        guard let alert = value["alert"]?.text, let rule = value["rule"]?.text,
            let severity = value["severity"]?.text.flatMap(Severity.init),
            let status = value["status"]?.text.flatMap(Notice.Status.init),
            let since = value["since"]?.moment
        else { return nil }
        self.alert = AlertID(alert)
        self.rule = rule
        self.severity = severity
        self.status = status
        self.since = since
        ended = value["ended"]?.moment
        summary = value["summary"]?.text ?? ""
        runbook = value["runbook"]?.text ?? ""
        samples = (value["samples"]?.elements ?? []).compactMap(AlertSample.init(value:))
    }
}
