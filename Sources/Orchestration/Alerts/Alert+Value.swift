extension Alert {
    /// The alert as it is journaled.
    package var encoded: Value {
        Value(present: [
            "rule": .string(rule), "kind": .string(object.kind.rawValue),
            "object": .string(object.name), "severity": .string(severity.rawValue),
            "phase": phase.encoded, "since": Value(milliseconds: since),
            "count": .int(Int64(count)), "value": .string(value), "clean": .int(Int64(clean)),
            "clear_since": clearSince.map(Value.init(milliseconds:)),
            "blind_since": blindSince.map(Value.init(milliseconds:)),
            "escalated": escalated.map(Value.init(milliseconds:)),
            "flapping": flapping.value, "hidden_by": hiddenBy.map { .string($0.text) },
            "lines": .list(lines.map(\.encoded)), "version": .int(version),
            "rest": rest?.value,
            "samples": samples.isEmpty ? nil : .list(samples.map(\.value)),
        ])
    }

    /// The alert read back from a journal; nil where this is none.
    package init?(encoded: Value) {
        guard let rule = encoded["rule"]?.text, let object = encoded["object"]?.text,
            let kind = encoded["kind"]?.text.flatMap(AlertObject.Kind.init(rawValue:)),
            let severity = encoded["severity"]?.text.flatMap(Severity.init(rawValue:)),
            let phase = encoded["phase"].flatMap(Phase.init(encoded:)),
            let since = encoded["since"]?.moment
        else { return nil }
        self.id = AlertID(rule: rule, object: object)
        self.rule = rule
        self.object = AlertObject(kind, object)
        self.severity = severity
        self.phase = phase
        self.since = since
        count = encoded.count("count")
        value = encoded["value"]?.text ?? ""
        clean = encoded.count("clean")
        clearSince = encoded["clear_since"]?.moment
        blindSince = encoded["blind_since"]?.moment
        escalated = encoded["escalated"]?.moment
        flapping = encoded["flapping"].flatMap(Flapping.init(value:)) ?? Flapping()
        hiddenBy = encoded["hidden_by"]?.text.map { AlertID($0) }
        lines = (encoded["lines"]?.elements ?? []).compactMap(Line.init(encoded:))
        version = encoded["version"]?.whole ?? 0
        rest = encoded["rest"].flatMap(Rest.init(value:))
        samples = (encoded["samples"]?.elements ?? []).prefix(AlertSample.kept)
            .compactMap(AlertSample.init(value:))
    }
}

extension AlertChange {
    /// The change as it is journaled.
    package var value: Value {
        Value(present: [
            "change": .string(kind.rawValue), "at": Value(milliseconds: at),
            "alert": alert.encoded, "actor": actor.isEmpty ? nil : .string(actor),
            "reason": reason.isEmpty ? nil : .string(reason),
        ])
    }

    /// The change read back from a journal; nil where this is none.
    package init?(value: Value) {
        guard let kind = value["change"]?.text.flatMap(Kind.init(rawValue:)),
            let at = value["at"]?.moment,
            let alert = value["alert"].flatMap(Alert.init(encoded:))
        else { return nil }
        self.init(
            kind,
            alert,
            at: at,
            actor: value["actor"]?.text ?? "",
            reason: value["reason"]?.text ?? ""
        )
    }
}

extension Alert.Phase {
    fileprivate var encoded: Value {
        switch self {
        case .pending: ["is": "pending"]
        case .firing: ["is": "firing"]
        case .acknowledged(let by, let until):
            ["is": "acknowledged", "by": .string(by), "until": Value(milliseconds: until)]
        case .snoozed(let by, let until):
            ["is": "snoozed", "by": .string(by), "until": Value(milliseconds: until)]
        case .resolved(let at): ["is": "resolved", "at": Value(milliseconds: at)]
        }
    }

    fileprivate init?(encoded: Value) {
        let by = encoded["by"]?.text ?? ""
        switch (encoded["is"]?.text, encoded["until"]?.moment, encoded["at"]?.moment) {
        case ("pending", _, _): self = .pending
        case ("firing", _, _): self = .firing
        case ("acknowledged", let until?, _): self = .acknowledged(by: by, until: until)
        case ("snoozed", let until?, _): self = .snoozed(by: by, until: until)
        case ("resolved", _, let at?): self = .resolved(at: at)
        default: return nil
        }
    }
}

extension Alert.Rest {
    fileprivate var value: Value {
        Value(present: [
            "by": .string(by), "until": Value(milliseconds: until),
            "clears": .string(clears.text), "ends": ends.map(Value.init(milliseconds:)),
        ])
    }

    fileprivate init?(value: Value) {
        guard let by = value["by"]?.text, let until = value["until"]?.moment,
            let clears = value["clears"]?.text.flatMap({ Duration(text: $0) })
        else { return nil }
        self.init(by: by, until: until, clears: clears, ends: value["ends"]?.moment)
    }
}

extension Alert.Line {
    fileprivate var encoded: Value { ["at": Value(milliseconds: at), "text": .string(text)] }

    fileprivate init?(encoded: Value) {
        guard let at = encoded["at"]?.moment, let text = encoded["text"]?.text else { return nil }
        self.init(at: at, text: text)
    }
}

extension Value {
    fileprivate func count(_ key: String) -> Int {
        self[key]?.whole.flatMap { Int(exactly: $0) }.map { max(0, $0) } ?? 0
    }
}
