internal import Foundation
internal import Orchestration

/// One line of the vectors.
struct ConsentCase {
    let id: String
    let message: Consent.Message
    var ledger: Consent.Ledger
    let policy: ConsentPolicy
    let expected: Consent.Decision

    /// A line that is no case.
    struct Unreadable: Error { let line: String }

    var decision: Consent.Decision { Consent.decide(message, ledger, policy) }

    init(_ line: String) throws {
        let json = try Files.json(line)
        guard case .list(let events) = json["events"], case .list(let sent) = json["sent"],
            let message = json["message"], let id = json["id"]?.text,
            let policy = json["policy"].flatMap(ConsentPolicy.init),
            let expected = json["expect"].flatMap(Consent.Decision.init)
        else { throw Unreadable(line: line) }
        self.id = id
        self.message = try Consent.Message(message)
        ledger = Consent.Ledger(
            events: try events.map { try ConsentEvent($0) },
            sendings: try sent.map { try Sending($0) }
        )
        self.policy = policy
        self.expected = expected
    }
}

extension Consent.Decision {
    fileprivate init?(_ value: Value) {
        let reason = value["reason"]?.text ?? ""
        switch value["decision"]?.text {
        case "send":
            guard let permission = Consent.Permission(rawValue: reason) else { return nil }
            self = .send(permission)
        case "block":
            guard let refusal = Consent.Refusal(rawValue: reason) else { return nil }
            self = .block(refusal)
        case "defer":
            guard let until = value["until"]?.text.flatMap({ Instant(text: $0) }) else {
                return nil
            }
            self = .deferred(until: until)
        default: return nil
        }
    }
}

extension ConsentPolicy {
    fileprivate init?(_ value: Value) {
        guard case .list(let channels) = value["double_opt_in"],
            case .list(let caps) = value["caps"],
            let zone = value["default_tz"]?.text, let quiet = value["quiet"]
        else { return nil }
        self.init()
        doubleOptIn = Set(channels.compactMap(\.text))
        defaultZone = zone
        self.quiet = QuietHours(from: Self.minutes(quiet["from"]), to: Self.minutes(quiet["to"]))
        self.caps = caps.compactMap { cap in
            guard let channel = cap["channel"]?.text, let purpose = cap["purpose"]?.text,
                let count = cap["n"]?.number, let hours = cap["window_h"]?.number
            else { return nil }
            return Cap(
                channel: channel == "*" ? nil : channel,
                purpose: purpose,
                count: Int(count),
                window: .seconds(Int64(hours * 3600))
            )
        }
    }

    private static func minutes(_ time: Value?) -> Int {
        let parts = (time?.text ?? "").split(separator: ":").compactMap { Int($0) }
        return parts.count == 2 ? parts[0] * 60 + parts[1] : -1
    }
}
