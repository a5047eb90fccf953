/// Whom alerts are told to, and when.
package struct Recipient: Hashable, Sendable {
    package let name: String
    package let way: Way
    /// Only alerts of these.
    package let severities: Set<Severity>
    /// An alert is told once it has held for so long and nobody has acknowledged it: the steps of
    /// an escalation are recipients with greater times.
    package let after: Duration
    /// Told again while it holds and nobody has it; nil for once.
    package let again: Duration?

    package enum Way: Hashable, Sendable {
        /// Posts what Alertmanager's webhooks post, version 4; the key comes from that environment
        /// variable.
        case webhook(url: String, keyVariable: String?)
        /// Posts to an Alertmanager's `/api/v2/alerts`.
        case alertmanager(url: String, keyVariable: String?)
        /// Starts a program with these words; the webhook's JSON is its input.
        case command([String])
    }

    package init(
        name: String,
        way: Way,
        severities: Set<Severity> = [.critical, .warning],
        after: Duration = .zero,
        again: Duration? = nil
    ) {
        self.name = name
        self.way = way
        self.severities = severities
        self.after = after
        self.again = again
    }
}

/// Alerts that nobody is told of for a while.
package struct Silence: Hashable, Sendable, Codable {
    package let id: String
    /// What must be so of an alert, all of it; a pattern that ends in `*` fits what begins so.
    package let matchers: [String: String]
    package let until: Instant
    package let by: String
    package let reason: String

    /// What can be matched.
    package static let fields = ["rule", "object", "kind", "severity"]

    package init(
        id: String,
        matchers: [String: String],
        until: Instant,
        by: String,
        reason: String
    ) {
        self.id = id
        self.matchers = matchers
        self.until = until
        self.by = by
        self.reason = reason
    }

    /// Whether it holds of an alert at that moment.
    package func covers(_ alert: Alert, at now: Instant) -> Bool {
        now < until && !matchers.isEmpty
            && matchers.allSatisfy { field, pattern in
                Self.fits(Self.value(of: field, alert), pattern)
            }
    }

    private static func value(of field: String, _ alert: Alert) -> String? {
        switch field {
        case "rule": alert.rule
        case "object": alert.object.name
        case "kind": alert.object.kind.rawValue
        case "severity": alert.severity.word
        default: nil
        }
    }

    private static func fits(_ value: String?, _ pattern: String) -> Bool {
        guard let value else { return false }
        return pattern.hasSuffix("*") ? value.hasPrefix(pattern.dropLast()) : value == pattern
    }

    /// The matchers in words, for example `object=scribe-a rule=model*`.
    package var words: String {
        matchers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
}

extension Severity {
    /// The word of project files and notices.
    package var word: String {
        switch self {
        case .critical: "critical"
        case .warning: "warning"
        case .info: "info"
        }
    }
}

extension Silence {
    /// As the journal keeps it.
    package var value: Value {
        [
            "id": .string(id), "until": Value(milliseconds: until), "by": .string(by),
            "reason": .string(reason),
            "matchers": .map(
                Dictionary(
                    matchers.map { (.string($0.key), .string($0.value)) },
                    uniquingKeysWith: { $1 }
                )
            ),
        ]
    }

    /// Read back; nil where something is missing.
    package init?(value: Value) {
        guard let id = value["id"]?.text, let until = value["until"]?.moment,
            case .map(let pairs)? = value["matchers"]
        else { return nil }
        let matchers = pairs.compactMap { key, value in
            key.text.flatMap { key in value.text.map { (key, $0) } }
        }
        self.init(
            id: id,
            matchers: Dictionary(matchers, uniquingKeysWith: { $1 }),
            until: until,
            by: value["by"]?.text ?? "",
            reason: value["reason"]?.text ?? ""
        )
    }
}
