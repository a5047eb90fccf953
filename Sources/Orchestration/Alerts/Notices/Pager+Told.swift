extension Pager.Told {
    /// As the journal keeps it.
    package var value: Value {
        [
            "recipient": .string(recipient), "kind": .string(object.kind.rawValue),
            "object": .string(object.name), "at": Value(milliseconds: at),
            "held": .list(held.sorted().map { .string($0.text) }),
            "alerts": .map(
                Dictionary(
                    alerts.map { (.string($0.key.text), .int(Int64($0.value))) },
                    uniquingKeysWith: { $1 }
                )
            ),
        ]
    }

    /// Read back; nil where something is missing.
    package init?(value: Value) {
        guard let recipient = value["recipient"]?.text,
            let kind = value["kind"]?.text.flatMap(AlertObject.Kind.init),
            let object = value["object"]?.text, let at = value["at"]?.moment,
            case .map(let counts)? = value["alerts"]
        else { return nil }
        let alerts = counts.compactMap { key, count in
            key.text.flatMap { text in count.whole.map { (AlertID(text), Int(clamping: $0)) } }
        }
        self.init(
            recipient: recipient,
            object: AlertObject(kind, object),
            alerts: Dictionary(alerts, uniquingKeysWith: { $1 }),
            held: Set((value["held"]?.elements ?? []).compactMap(\.text).map { AlertID($0) }),
            at: at
        )
    }
}
