internal import Orchestration

/// What makes alerts belong together on the screen.
///
/// What follows from another alert is taken for its consequence by the engine already, and hides
/// behind it: these are the groups of what is left.
package enum AlertGrouping: String, Hashable, Sendable, CaseIterable {
    case none
    /// Those of one model, source or workflow.
    case object
    /// Those of one rule: the same trouble in several places.
    case rule
    case severity

    /// The next one, for a key that goes through them.
    var next: AlertGrouping {
        let all = Self.allCases
        let at = all.firstIndex(of: self) ?? 0
        return all[(at + 1) % all.count]
    }

    /// What an alert has in common with those of its group.
    func key(of row: AlertRow) -> String {
        switch self {
        case .none: row.id
        case .object: row.object
        case .rule: row.rule
        case .severity: row.severity.rawValue
        }
    }
}

/// Alerts in groups: the most urgent group first, and in each the most urgent alert.
struct AlertGroups: Sendable {
    let grouping: AlertGrouping
    /// The place of each group, by its key.
    private let places: [String: Int]
    /// How many a group has, by the id of its most urgent alert.
    private let counts: [String: Int]

    /// The groups of some alerts.
    init(_ rows: [AlertRow], by grouping: AlertGrouping) {
        self.grouping = grouping
        var places: [String: Int] = [:]
        var counts: [String: Int] = [:]
        var firsts: [String: String] = [:]
        for row in rows.sorted(by: AlertWords.isUrgent) {
            let key = grouping.key(of: row)
            if places[key] == nil {
                places[key] = places.count
                firsts[key] = row.id
            }
            counts[firsts[key] ?? row.id, default: 0] += 1
        }
        self.places = places
        self.counts = counts
    }

    /// How many groups there are.
    var count: Int { places.count }

    /// The same in words.
    var words: String { count == 1 ? "1 group" : "\(Figures.count(count)) groups" }

    /// Whether an alert comes before another.
    func precedes(_ a: AlertRow, _ b: AlertRow) -> Bool {
        let (left, right) = (place(of: a), place(of: b))
        return left == right ? AlertWords.isUrgent(a, b) : left < right
    }

    /// How many are in the group that an alert leads; nil for one that leads none.
    func size(ledBy row: AlertRow) -> Int? { counts[row.id] }

    private func place(of row: AlertRow) -> Int { places[grouping.key(of: row)] ?? .max }
}

extension Console {
    /// The alerts that are listed: without what is over, until that is asked for.
    var shownAlerts: [AlertRow] {
        let all = snapshot?.alerts ?? []
        return showsResolved ? all : all.filter { $0.state != .resolved }
    }

    /// Alerts that are over and not listed.
    var resolvedHidden: Int {
        showsResolved ? 0 : snapshot?.alerts.count { $0.state == .resolved } ?? 0
    }

    /// The groups of the alerts that are listed.
    var alertGroups: AlertGroups { AlertGroups(shownAlerts, by: grouping) }

    /// Groups the alerts otherwise; the order of the operator's choice gives way to it.
    mutating func group(by wanted: AlertGrouping) {
        grouping = wanted
        lists[.alerts, default: ListState()].sort = nil
        lists[.alerts]?.release()
        arrange(.alerts)
        settle(.alerts)
        switch wanted {
        case .none: say("alerts by severity, then age; consequences hide behind their cause")
        case .object, .rule, .severity:
            say("alerts by \(wanted.rawValue): \(alertGroups.words); = for the next")
        }
    }

    /// The open alerts that belong with one, itself first: those of its group, or of its object
    /// where the list is in no groups.
    func group(of row: AlertRow) -> [AlertRow] {
        let by = grouping == .none ? AlertGrouping.object : grouping
        let others = shownAlerts.filter { other in
            other.id != row.id && by.key(of: other) == by.key(of: row)
                && other.state != .resolved && other.state != .pending
        }
        return [row] + others.sorted(by: AlertWords.isUrgent)
    }
}
