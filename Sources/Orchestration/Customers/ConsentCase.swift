/// A case of consent whose answer is known: events, sendings, a message and what must come of it.
///
/// One line of a file of cases holds `id`, `policy`, `events`, `sent`, `message` and `expect`.
package struct ConsentCase: Sendable {
    package let id: String
    package let message: Consent.Message
    package var ledger: Consent.Ledger
    package let policy: ConsentPolicy
    package let expected: Consent.Decision

    /// What the rules say.
    package var decision: Consent.Decision { Consent.decide(message, ledger, policy) }

    /// Reads a case.
    /// - Throws: The first part that is missing or wrong.
    package init(_ value: Value) throws(EventError) {
        guard let id = value["id"]?.text else { throw .missing(field: "id") }
        self.id = id
        message = try Consent.Message(value["message"] ?? .null)
        ledger = Consent.Ledger()
        for event in try Self.list("events", of: value) {
            ledger.events.append(try ConsentEvent(event))
        }
        for sending in try Self.list("sent", of: value) {
            ledger.sendings.append(try Sending(sending))
        }
        policy = try ConsentPolicy(case: value["policy"] ?? .null)
        expected = try Consent.Decision(value["expect"] ?? .null)
    }

    private static func list(_ name: String, of value: Value) throws(EventError) -> [Value] {
        guard let elements = value[name]?.elements else {
            throw .unexpected(field: name, expected: "a list")
        }
        return elements
    }
}

extension Consent.Decision {
    fileprivate init(_ value: Value) throws(EventError) {
        let reason = value["reason"]?.text ?? ""
        switch value["decision"]?.text {
        case "send":
            guard let permission = Consent.Permission(rawValue: reason) else {
                throw .unexpected(field: "expect", expected: "a reason to send")
            }
            self = .send(permission)
        case "block":
            guard let refusal = Consent.Refusal(rawValue: reason) else {
                throw .unexpected(field: "expect", expected: "a reason to block")
            }
            self = .block(refusal)
        case "defer":
            guard let until = value["until"]?.text.flatMap({ Instant(text: $0) }) else {
                throw .unexpected(field: "until", expected: "a time such as 2026-04-16T13:40:25Z")
            }
            self = .deferred(until: until)
        default: throw .unexpected(field: "expect", expected: "send, block or defer")
        }
    }
}

extension ConsentPolicy {
    fileprivate init(case value: Value) throws(EventError) {
        self.init()
        doubleOptIn = Set((value["double_opt_in"]?.elements ?? []).compactMap(\.text))
        defaultZone = value["default_tz"]?.text ?? defaultZone
        quiet = try value["quiet"].flatMap { quiet throws(EventError) in
            QuietHours(from: try minutes(quiet["from"]), to: try minutes(quiet["to"]))
        }
        for cap in value["caps"]?.elements ?? [] { caps.append(try Cap(case: cap)) }
    }
}

extension ConsentPolicy.Cap {
    fileprivate init(case value: Value) throws(EventError) {
        guard let channel = value["channel"]?.text, let purpose = value["purpose"]?.text,
            let count = value["n"]?.number.flatMap({ Int(exactly: $0) }),
            let hours = value["window_h"]?.number, (0...1_000_000).contains(hours)
        else { throw .unexpected(field: "caps", expected: "caps of channel, purpose, n, window_h") }
        self.init(
            channel: channel == "*" ? nil : channel,
            purpose: purpose,
            count: count,
            window: .seconds(Int64((hours * 3600).rounded()))
        )
    }
}

/// Minutes after midnight of a time such as `21:00`.
private func minutes(_ time: Value?) throws(EventError) -> Int {
    let parts = (time?.text ?? "").split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else {
        throw .unexpected(field: "quiet", expected: "times such as 21:00")
    }
    return parts[0] * 60 + parts[1]
}
