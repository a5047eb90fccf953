/// Decides who is told what, and when: one notice for each change that matters to a recipient.
///
/// Alerts are told by object: those of one cause come in one message, and what hides behind a cause
/// is counted in it. A value: what it has told is journaled in the very commit that holds the
/// notice, so that after a crash nothing is told anew, and nothing is forgotten.
///
/// 1. Fired or back, unhidden, unsilenced, and old enough for the recipient: told.
/// 2. Acknowledged or snoozed: told no further, and no escalation goes on.
/// 3. All that was told of an object is over: told once more, as resolved.
/// 4. An Alertmanager hears of each alert's end by itself, and again and again of what goes on.
package struct Pager: Hashable, Sendable {
    /// What a recipient knows of an object.
    package struct Told: Hashable, Sendable {
        package let recipient: String
        package let object: AlertObject
        /// How often each alert had fired when it was told.
        package internal(set) var alerts: [AlertID: Int]
        /// Those that somebody had when they were last looked at.
        package internal(set) var held: Set<AlertID> = []
        package internal(set) var at: Instant

        package var id: String { "\(recipient)/\(object.group)" }
    }

    /// What must become durable together.
    package struct Change: Hashable, Sendable {
        /// Nil where the recipient knows of nothing any more.
        package let told: Told?
        package let id: String
        package let notice: Notice?
    }

    private let recipients: [Recipient]
    private let runbooks: [String: String]
    private var told: [String: Told] = [:]

    /// - Parameters:
    ///   - recipients: In the order in which they are told.
    ///   - rules: For their runbooks.
    ///   - told: What was journaled.
    package init(
        _ recipients: [Recipient],
        rules: [AlertRule] = [],
        told: [Told] = []
    ) {
        self.recipients = recipients
        runbooks = Dictionary(rules.map { ($0.name, $0.runbook) }, uniquingKeysWith: { $1 })
        self.told = Dictionary(told.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    }

    /// What to tell now.
    /// - Parameters:
    ///   - book: The alerts.
    ///   - silences: Those in force; others do no harm.
    ///   - now: The moment.
    ///   - around: What an alert reaches, and what can be done.
    /// - Returns: In the order of recipients and objects.
    package mutating func evaluate(
        _ book: AlertBook,
        silences: [Silence],
        at now: Instant,
        around: (Alert) -> AlertSurroundings = { _ in AlertSurroundings() }
    ) -> [Change] {
        let groups = Dictionary(grouping: book.all, by: \.object)
        let known = Set(told.values.map(\.object)).union(groups.keys)
        let objects = known.sorted { $0.group < $1.group }
        var changes: [Change] = []
        for recipient in recipients {
            for object in objects {
                let scene = Scene(
                    recipient: recipient,
                    object: object,
                    alerts: (groups[object] ?? []).filter {
                        recipient.severities.contains($0.severity)
                    },
                    silences: silences,
                    now: now
                )
                changes += judge(scene, book, around).map { [$0] } ?? []
            }
        }
        return changes
    }

    /// Who was told of an alert since it last fired, in the order in which they are told.
    package func told(of alert: Alert) -> [Recipient] {
        recipients.filter { knows($0, of: alert) }
    }

    /// Who is told next of an alert that goes on firing, and when; nil where nobody is.
    package func next(of alert: Alert, at now: Instant) -> (recipient: String, at: Instant)? {
        guard alert.phase == .firing, alert.hiddenBy == nil else { return nil }
        let turns = recipients.filter { $0.severities.contains(alert.severity) }
            .compactMap { recipient -> (String, Instant)? in
                guard knows(recipient, of: alert) else {
                    let due = alert.escalated ?? alert.since + recipient.after
                    return (recipient.name, max(now, due))
                }
                guard let again = recipient.again, let last = told[id(recipient, alert)]?.at
                else { return nil }
                return (recipient.name, max(now, last + again))
            }
        return turns.min { $0.1 < $1.1 }
    }

    /// Those who are to be told of such an alert and have not been.
    package func untold(of alert: Alert) -> [Recipient] {
        recipients.filter { $0.severities.contains(alert.severity) && !knows($0, of: alert) }
    }

    private func knows(_ recipient: Recipient, of alert: Alert) -> Bool {
        told[id(recipient, alert)]?.alerts[alert.id] == alert.count
    }

    private func id(_ recipient: Recipient, _ alert: Alert) -> String {
        "\(recipient.name)/\(alert.object.group)"
    }

    private struct Scene {
        let recipient: Recipient
        let object: AlertObject
        let alerts: [Alert]
        let silences: [Silence]
        let now: Instant

        var id: String { "\(recipient.name)/\(object.group)" }
        var active: [Alert] { alerts.filter(\.isActive) }

        /// Those a recipient that wants to hear of them again is told again of now, whoever has them;
        /// nil for none.
        func goingOn(_ known: Told) -> [Alert]? {
            guard let refresh = recipient.refresh, now - known.at >= refresh else { return nil }
            let found = active.filter { alert in
                known.alerts[alert.id] != nil && alert.hiddenBy == nil
                    && !silences.contains { $0.covers(alert, at: now) }
            }
            return found.isEmpty ? nil : found
        }

        /// Fired, for itself, not silenced, and for long enough.
        var due: [Alert] {
            active.filter { alert in
                alert.phase == .firing && alert.hiddenBy == nil
                    && (alert.escalated != nil || now - alert.since >= recipient.after)
                    && !silences.contains { $0.covers(alert, at: now) }
            }
        }
    }

    private mutating func judge(
        _ scene: Scene,
        _ book: AlertBook,
        _ around: (Alert) -> AlertSurroundings
    ) -> Change? {
        let due = scene.due
        guard var known = told[scene.id] else {
            guard !due.isEmpty else { return nil }
            let told = Told(
                recipient: scene.recipient.name,
                object: scene.object,
                alerts: Dictionary(due.map { ($0.id, $0.count) }, uniquingKeysWith: { $1 }),
                at: scene.now
            )
            return keep(told, scene, due, .firing, book, around)
        }
        let active = Set(scene.active.map(\.id))
        if let ended = ends(&known, scene, active) {
            return keep(known, scene, ended, .resolved, book, around)
        }
        let held = Set(scene.active.filter { $0.phase != .firing }.map(\.id))
        guard known.alerts.keys.contains(where: active.contains) || !due.isEmpty else {
            told[scene.id] = nil
            let over = scene.alerts.filter { known.alerts[$0.id] != nil }
            let notice = notice(scene, over, .resolved, book, around)
            return Change(told: nil, id: scene.id, notice: notice)
        }
        let fresh = due.filter { known.alerts[$0.id] != $0.count || known.held.contains($0.id) }
        let isOld = scene.recipient.again.map { scene.now - known.at >= $0 } ?? false
        for alert in due { known.alerts[alert.id] = alert.count }
        if !fresh.isEmpty || (isOld && !due.isEmpty) {
            known.held = held
            known.at = scene.now
            return keep(known, scene, due, .firing, book, around)
        }
        if let again = scene.goingOn(known) {
            known.held = held
            known.at = scene.now
            var notice = notice(scene, again, .firing, book, around)
            notice.isRepetition = true
            told[scene.id] = known
            return Change(told: known, id: scene.id, notice: notice)
        }
        guard known.held != held else { return nil }
        known.held = held
        told[scene.id] = known
        return Change(told: known, id: scene.id, notice: nil)
    }

    /// The alerts that ended while others of the object go on, for those who hear of each by itself.
    ///
    /// They are known no longer; nil where there is none.
    private func ends(_ known: inout Told, _ scene: Scene, _ active: Set<AlertID>) -> [Alert]? {
        guard scene.recipient.refresh != nil else { return nil }
        let gone = Set(known.alerts.keys).subtracting(active)
        let over = scene.alerts.filter { gone.contains($0.id) }
        // The last one's end is the object's, and told as that.
        guard !over.isEmpty, gone.count < known.alerts.count else { return nil }
        for id in gone { known.alerts[id] = nil }
        return over
    }

    private mutating func keep(
        _ known: Told,
        _ scene: Scene,
        _ alerts: [Alert],
        _ status: Notice.Status,
        _ book: AlertBook,
        _ around: (Alert) -> AlertSurroundings
    ) -> Change {
        told[scene.id] = known
        return Change(
            told: known,
            id: scene.id,
            notice: notice(scene, alerts, status, book, around)
        )
    }

    private func notice(
        _ scene: Scene,
        _ alerts: [Alert],
        _ status: Notice.Status,
        _ book: AlertBook,
        _ around: (Alert) -> AlertSurroundings
    ) -> Notice {
        let around = alerts.first.map(around) ?? AlertSurroundings()
        return Notice(
            id: "\(scene.id)/\(scene.now.milliseconds)",
            recipient: scene.recipient.name,
            object: scene.object,
            status: status,
            at: scene.now,
            lines: alerts.map { line($0, status, at: scene.now) },
            hidden: alerts.reduce(0) { $0 + book.hiddenCount(by: $1.id) },
            blast: around.blast,
            actions: around.actions.map(\.commandLine)
        )
    }

    private func line(_ alert: Alert, _ status: Notice.Status, at now: Instant) -> Notice.Line {
        var ended: Instant?
        if case .resolved(let at) = alert.phase { ended = at }
        let blind = alert.blindSince == nil ? "" : " (no data now)"
        let flapping = alert.flapping.isFlapping ? " (flaps)" : ""
        var line = Notice.Line(
            alert: alert.id,
            rule: alert.rule,
            severity: alert.severity,
            status: status,
            since: alert.since,
            ended: status == .resolved ? ended ?? now : nil,
            summary: alert.value + blind + flapping,
            runbook: runbooks[alert.rule] ?? ""
        )
        line.samples = alert.samples
        return line
    }
}
