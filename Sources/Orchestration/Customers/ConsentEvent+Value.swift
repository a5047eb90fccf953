extension ConsentEvent {
    /// Reads an event such as `{"type": "grant", "profile": …, "channel": …, "purpose": …, "at": …}`.
    ///
    /// Types are `grant` (with an optional `expires_at`), `withdraw`, `confirm`, `merge` (`from`,
    /// `into`), `suppress` (`address`, `reason`), `unsuppress` (`address`), `gpc` (`profile`, `on`)
    /// and `tz` (`profile`, `tz`).
    /// - Parameter value: A map; moments as RFC 3339 or timestamps.
    /// - Throws: The first field that is missing or wrong.
    package init(_ value: Value) throws(EventError) {
        let fields = ConsentFields(value)
        at = try fields.moment("at")
        let type = try fields.text("type")
        switch type {
        case "grant":
            let expires = value["expires_at"].map { $0 != .null } ?? false
            kind = .grant(
                try fields.scope,
                expires: expires ? try fields.moment("expires_at") : nil
            )
        case "withdraw": kind = .withdraw(try fields.scope)
        case "confirm": kind = .confirm(try fields.scope)
        case "merge": kind = .merge(from: try fields.text("from"), into: try fields.text("into"))
        case "suppress":
            guard let reason = Suppression(rawValue: try fields.text("reason")) else {
                throw .unexpected(field: "reason", expected: "a known reason")
            }
            kind = .suppress(address: try fields.text("address"), reason)
        case "unsuppress": kind = .unsuppress(address: try fields.text("address"))
        case "gpc":
            guard case .bool(let isOn) = value["on"] else {
                throw .unexpected(field: "on", expected: "true or false")
            }
            kind = .privacyControl(profile: try fields.text("profile"), isOn: isOn)
        case "tz": kind = .zone(profile: try fields.text("profile"), name: try fields.text("tz"))
        default: throw .unexpected(field: "type", expected: "a type of consent event")
        }
    }
}

extension Sending {
    /// Reads `{"profile": …, "channel": …, "purpose": …, "at": …}`, and `key` where there is one.
    package init(_ value: Value) throws(EventError) {
        let fields = ConsentFields(value)
        self.init(try fields.scope, at: try fields.moment("at"))
        key = value["key"]?.text ?? ""
    }
}

extension Consent.Message {
    /// Reads `{"profile": …, "channel": …, "purpose": …, "address": …, "at": …}`.
    package init(_ value: Value) throws(EventError) {
        let fields = ConsentFields(value)
        self.init(
            try fields.scope,
            to: try fields.text("address"),
            at: try fields.moment("at")
        )
    }
}

/// The fields of a consent event or message.
private struct ConsentFields {
    let value: Value

    init(_ value: Value) { self.value = value }

    func text(_ name: String) throws(EventError) -> String {
        guard let field = value[name] else { throw .missing(field: name) }
        guard let text = field.text, !text.isEmpty else {
            throw .unexpected(field: name, expected: "a text")
        }
        guard text.utf8.count <= Profile.Limits.text else {
            throw .tooLarge(field: name, limit: Profile.Limits.text)
        }
        return text
    }

    func moment(_ name: String) throws(EventError) -> Instant {
        guard let field = value[name] else { throw .missing(field: name) }
        guard let moment = field.text.flatMap({ Instant(text: $0) }) ?? field.instant else {
            throw .unexpected(field: name, expected: "a time such as 2026-04-16T13:40:25Z")
        }
        return moment
    }

    var scope: ConsentScope {
        get throws(EventError) {
            ConsentScope(
                profile: try text("profile"),
                channel: try text("channel"),
                purpose: try text("purpose")
            )
        }
    }
}
