/// Alerts that nobody is told of for a while.
package struct Silence: Hashable, Sendable, Codable {
    package let id: String
    /// What must be so of an alert, all of it; a pattern that ends in `*` fits what begins so.
    package let matchers: [String: String]
    package let until: Instant
    /// How long after none of the alerts it fits is active any more it ends, if that is earlier.
    ///
    /// Nil where only `until` ends it. One that never fitted an alert waits for it until then.
    package let clears: Duration?
    package let by: String
    package let reason: String
    /// When it began; nil for one of a journal that did not keep that.
    package let since: Instant?
    /// What its alerts did so far; followed only where `clears` asks for it.
    package private(set) var course = Course.waiting

    /// How far a silence that ends with its alerts has come.
    package enum Course: Hashable, Sendable, Codable {
        /// No alert that it fits was ever active.
        case waiting
        /// One is.
        case holding
        /// None is any more, since then.
        case clear(since: Instant)
    }

    /// What can be matched.
    package static let fields = ["rule", "object", "kind", "severity"]

    package init(
        id: String,
        matchers: [String: String],
        until: Instant,
        clears: Duration? = nil,
        by: String,
        reason: String,
        since: Instant? = nil
    ) {
        self.id = id
        self.matchers = matchers
        self.until = until
        self.clears = clears
        self.by = by
        self.reason = reason
        self.since = since
    }

    /// When it ends, as far as is known now.
    package var ends: Instant {
        guard let clears, case .clear(let since) = course else { return until }
        return min(until, since + clears)
    }

    /// Takes in how its alerts stand.
    /// - Returns: Whether that has changed its course.
    package mutating func look(at alerts: some Sequence<Alert>, now: Instant) -> Bool {
        guard clears != nil else { return false }
        let before = course
        let isHolding = alerts.contains { $0.isActive && fits($0) }
        switch (course, isHolding) {
        case (_, true): course = .holding
        case (.holding, false): course = .clear(since: now)
        case (.waiting, false), (.clear, false): break
        }
        return course != before
    }

    /// Whether it holds of an alert at that moment.
    package func covers(_ alert: Alert, at now: Instant) -> Bool { now < ends && fits(alert) }

    private func fits(_ alert: Alert) -> Bool {
        !matchers.isEmpty
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

    /// When it ends, in words: `14:00:00Z, or 10m after it is clear`.
    package var endWords: String {
        let clear = clears.map { ", or \($0.text) after it is clear" } ?? ""
        return ends.clock + (ends == until ? clear : ", as it is clear")
    }
}

extension Silence {
    /// As the journal keeps it.
    package var value: Value {
        Value(present: [
            "id": .string(id), "until": Value(milliseconds: until), "by": .string(by),
            "reason": .string(reason),
            "matchers": .map(
                Dictionary(
                    matchers.map { (.string($0.key), .string($0.value)) },
                    uniquingKeysWith: { $1 }
                )
            ),
            "clears": clears.map { .string($0.text) },
            "since": since.map(Value.init(milliseconds:)), "course": course.value,
        ])
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
            clears: value["clears"]?.text.flatMap { Duration(text: $0) },
            by: value["by"]?.text ?? "",
            reason: value["reason"]?.text ?? "",
            since: value["since"]?.moment
        )
        course = value["course"].map(Course.init(value:)) ?? .waiting
    }
}

extension Silence.Course {
    fileprivate var value: Value? {
        switch self {
        case .waiting: nil
        case .holding: "holding"
        case .clear(let since): Value(milliseconds: since)
        }
    }

    fileprivate init(value: Value) {
        if let since = value.moment {
            self = .clear(since: since)
        } else {
            self = value.text == "holding" ? .holding : .waiting
        }
    }
}
