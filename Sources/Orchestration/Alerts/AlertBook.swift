/// Every alert that lives, and the rules of their life.
///
/// A value: evaluate it with what was seen, act on it for an operator, and journal the changes both
/// return. Evaluate at a steady pace, for example every five seconds: clean evaluations and flapping
/// are counted in evaluations.
package struct AlertBook: Hashable, Sendable {
    package let settings: AlertSettings
    private var alerts: [AlertID: Alert] = [:]
    private var version: Int64 = 0

    /// An empty book.
    package init(settings: AlertSettings = AlertSettings()) { self.settings = settings }

    /// The book as journaled changes left it, oldest first.
    package init(replaying changes: some Sequence<AlertChange>, settings: AlertSettings = .init()) {
        self.init(settings: settings)
        for change in changes { apply(change) }
    }

    /// Every alert, those in need of eyes first: by severity, then the oldest.
    package var all: [Alert] { alerts.values.sorted(by: Alert.isMoreUrgent) }

    /// Whether there is none, not even one that is over.
    package var isEmpty: Bool { alerts.isEmpty }

    /// The alerts that stand for themselves.
    package var visible: [Alert] { all.filter { $0.hiddenBy == nil } }

    package subscript(id: AlertID) -> Alert? { alerts[id] }

    /// How many alerts are taken for a consequence of that one.
    package func hiddenCount(by id: AlertID) -> Int {
        alerts.values.count { $0.hiddenBy == id && $0.isActive }
    }

    /// The alerts that are taken for a consequence of that one, those in need of eyes first.
    package func hidden(by id: AlertID) -> [Alert] {
        all.filter { $0.hiddenBy == id && $0.isActive }
    }

    /// Takes over an alert as a change left it.
    package mutating func apply(_ change: AlertChange) {
        version = max(version, change.alert.version)
        alerts[change.alert.id] = change.kind == .forgotten ? nil : change.alert
    }

    /// Evaluates every rule against what was seen.
    /// - Parameters:
    ///   - seen: What was seen; an object that is missing counts as not measured.
    ///   - rules: The rules in force; alerts of others are resolved.
    ///   - now: The moment of the evaluation.
    /// - Returns: What changed, in the order of the rules and of what was seen.
    package mutating func evaluate(
        _ seen: Observations,
        rules: [AlertRule],
        at now: Instant
    ) -> [AlertChange] {
        var changes: [AlertChange] = []
        var causes: [AlertID: [AlertObject]] = [:]
        var judged: Set<AlertID> = []
        for rule in rules {
            for reading in rule.readings(seen) {
                let id = AlertID(rule: rule.name, object: reading.object.name)
                guard judged.insert(id).inserted else { continue }
                causes[id] = reading.causes
                changes += judge(reading, rule, id, at: now)
            }
        }
        changes += judgeTheUnseen(rules, except: judged, at: now)
        return changes + hideConsequences(causes, at: now)
    }

    /// Changes one alert, for this type's own extensions.
    mutating func change(
        _ id: AlertID,
        at now: Instant,
        actor: String = "",
        reason: String = "",
        _ body: (inout Alert) -> AlertChange.Kind?
    ) -> AlertChange? {
        guard var alert = alerts[id] else { return nil }
        let kind = body(&alert)
        if kind != nil {
            version += 1
            alert.version = version
        }
        alerts[id] = kind == .forgotten ? nil : alert
        return kind.map { AlertChange($0, alert, at: now, actor: actor, reason: reason) }
    }

    private mutating func judge(
        _ reading: AlertReading,
        _ rule: AlertRule,
        _ id: AlertID,
        at now: Instant
    ) -> [AlertChange] {
        let isNew = alerts[id] == nil
        guard !isNew || reading.finding == .holds else { return [] }
        if isNew { alerts[id] = Alert(rule: rule, reading: reading, at: now) }
        let settings = settings
        let change = change(id, at: now) { alert in
            let kind = alert.step(reading, rule: rule, at: now, settings: settings)
            return isNew ? kind ?? .pending : kind
        }
        return change.map { [$0] } ?? []
    }

    /// Alerts whose object was not seen go blind; those whose rule is gone are resolved.
    private mutating func judgeTheUnseen(
        _ rules: [AlertRule],
        except judged: Set<AlertID>,
        at now: Instant
    ) -> [AlertChange] {
        let byName = Dictionary(
            rules.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let settings = settings
        return alerts.keys.filter { !judged.contains($0) }.sorted().compactMap { id in
            change(id, at: now) { alert in
                guard let rule = byName[alert.rule] else {
                    return alert.isActive ? alert.resolve("its rule is gone", at: now) : .forgotten
                }
                let reading = AlertReading(
                    object: alert.object,
                    finding: .unknown,
                    value: "not seen",
                    causes: []
                )
                return alert.step(reading, rule: rule, at: now, settings: settings)
            }
        }
    }

    private mutating func hideConsequences(
        _ causes: [AlertID: [AlertObject]],
        at now: Instant
    ) -> [AlertChange] {
        let roots = Roots(alerts: alerts, causes: causes)
        return alerts.keys.sorted().compactMap { id in
            let cause = roots.cause(of: id)
            return change(id, at: now) { alert in
                guard alert.hiddenBy != cause else { return nil }
                alert.hiddenBy = cause
                return cause == nil ? .shown : .hidden
            }
        }
    }
}

/// Who is to blame: for each alert, the active alert furthest up its chain of causes.
private struct Roots {
    private let alerts: [AlertID: Alert]
    private let causes: [AlertID: [AlertObject]]
    private let active: [AlertObject: AlertID]

    init(alerts: [AlertID: Alert], causes: [AlertID: [AlertObject]]) {
        self.alerts = alerts
        self.causes = causes
        active = alerts.values.filter(\.isActive).reduce(into: [:]) { found, alert in
            // The same one every time, whatever the order of a dictionary.
            found[alert.object] = min(found[alert.object] ?? alert.id, alert.id)
        }
    }

    func cause(of id: AlertID) -> AlertID? {
        guard let alert = alerts[id], alert.isActive || alert.phase == .pending else { return nil }
        for cause in causes[id] ?? [] where isAbove(cause.kind, alert.object.kind) {
            // Kinds only ever blame kinds before them, so this ends after three steps.
            if let parent = active[cause] { return self.cause(of: parent) ?? parent }
        }
        // Nothing was said about its causes now: what was known stays, while the cause lives.
        guard causes[id] == nil, let known = alert.hiddenBy else { return nil }
        return alerts[known]?.isActive ?? false ? known : nil
    }

    private func isAbove(_ cause: AlertObject.Kind, _ kind: AlertObject.Kind) -> Bool {
        let order = AlertObject.Kind.allCases
        return (order.firstIndex(of: cause) ?? 0) < (order.firstIndex(of: kind) ?? 0)
    }
}

extension Alert {
    fileprivate static func isMoreUrgent(_ a: Alert, _ b: Alert) -> Bool {
        (a.rank, a.since, a.id) < (b.rank, b.since, b.id)
    }

    /// Firing before what somebody has, before what is put off, before what may come, before what
    /// is over; within each, by severity.
    private var rank: Int {
        let severity = Severity.allCases.firstIndex(of: severity) ?? 0
        let phase =
            switch phase {
            case .firing: 0
            case .acknowledged: 1
            case .snoozed: 2
            case .pending: 3
            case .resolved: 4
            }
        return phase * Severity.allCases.count + severity
    }
}
