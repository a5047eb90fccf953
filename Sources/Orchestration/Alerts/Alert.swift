/// Names an alert while it lives and when it comes back: `rule/object`.
package struct AlertID: Hashable, Comparable, Sendable {
    package let text: String
    package init(_ text: String) { self.text = text }
    package init(rule: String, object: String) { text = "\(rule)/\(object)" }
    package static func < (a: AlertID, b: AlertID) -> Bool { a.text < b.text }
}

/// One rule that holds, or held, of one object.
///
/// ```
///  pending ──held long enough──▶ firing ⇄ acknowledged (comes back when its time is over)
///     │                            ⇅
///     │ clear                   snoozed (comes back when its time is over)
///     ▼                            │ clear for as long as the rule says, from any of the three
///  forgotten ◀── a day later ── resolved ──holds again──▶ pending or firing
/// ```
/// 1. Silence resolves nothing: without data an alert stays, shown as `noData`.
/// 2. An alert that flaps stays up: it is not resolved until it has calmed down.
package struct Alert: Hashable, Sendable {
    package enum Phase: Hashable, Sendable {
        /// Holds, but not yet for as long as the rule says.
        case pending
        case firing
        /// Somebody has it; it comes back then if it still holds.
        case acknowledged(by: String, until: Instant)
        /// Hidden until then, or until it is clear.
        case snoozed(by: String, until: Instant)
        case resolved(at: Instant)
    }

    /// One line of what happened to it.
    package struct Line: Hashable, Sendable, Codable {
        package let at: Instant
        package let text: String
        package init(at: Instant, text: String) {
            self.at = at
            self.text = text
        }
    }

    /// Lines kept; the oldest go first.
    static let linesMax = 50

    package let id: AlertID
    package let rule: String
    package let object: AlertObject
    package internal(set) var severity: Severity
    package internal(set) var phase: Phase
    /// When the condition began to hold, this time.
    package internal(set) var since: Instant
    /// How often it has fired.
    package internal(set) var count = 0
    /// The figure in words.
    package internal(set) var value: String
    /// Since when nothing was measured; nil while something is.
    package internal(set) var blindSince: Instant?
    /// Evaluations in a row in which the condition did not hold.
    package internal(set) var clean = 0
    /// Since when the condition has not held, without a break; nil while it holds or nothing is known.
    package internal(set) var clearSince: Instant?
    package internal(set) var flapping = Flapping()
    /// When an operator had it told to all recipients, however long they were to be spared; nil
    /// where nobody did since it last fired.
    package internal(set) var escalated: Instant?
    /// A snooze that outlasts the alert's end; nil for none.
    package internal(set) var rest: Rest?
    /// The alert that is taken for its cause; nil where it stands for itself.
    package internal(set) var hiddenBy: AlertID?
    package internal(set) var lines: [Line] = []
    /// What showed it when it last began to hold.
    package internal(set) var samples: [AlertSample] = []
    /// Ascends with every change.
    package internal(set) var version: Int64 = 0

    /// A snooze that goes on for a while after the alert is clear.
    package struct Rest: Hashable, Sendable {
        package let by: String
        package let until: Instant
        package let clears: Duration
        /// When it ends: set once the alert is clear.
        package internal(set) var ends: Instant?
    }

    init(rule: AlertRule, reading: AlertReading, at now: Instant) {
        id = AlertID(rule: rule.name, object: reading.object.name)
        self.rule = rule.name
        object = reading.object
        severity = rule.severity
        phase = .pending
        since = now
        value = reading.value
        samples = reading.samples
    }

    /// Whether it has fired and is not resolved: somebody has something to do, or has put it off.
    package var isActive: Bool {
        switch phase {
        case .firing, .acknowledged, .snoozed: true
        case .pending, .resolved: false
        }
    }

    /// The state in the console's words.
    package var state: AlertState {
        switch phase {
        case .pending: .pending
        case .firing: blindSince == nil ? .firing : .noData
        case .acknowledged: .acknowledged
        case .snoozed: .snoozed
        case .resolved: .resolved
        }
    }

    /// When it comes back by itself; nil where it does not.
    package var returns: Instant? {
        switch phase {
        case .acknowledged(_, let until), .snoozed(_, let until): until < .never ? until : nil
        case .pending, .firing, .resolved: nil
        }
    }

    /// Who acknowledged or snoozed it; empty for nobody.
    package var owner: String {
        switch phase {
        case .acknowledged(let by, _), .snoozed(let by, _): by
        case .pending, .firing, .resolved: ""
        }
    }

    mutating func note(_ text: String, at now: Instant) {
        lines.append(Line(at: now, text: text))
        if lines.count > Self.linesMax { lines.removeFirst(lines.count - Self.linesMax) }
    }
}
