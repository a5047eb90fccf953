internal import Orchestration

/// Which new alerts ring the terminal's bell.
package enum Bell: String, Hashable, Sendable, CaseIterable {
    case critical = "crit"
    case all
    case off

    /// Whether an alert is one that it rings for.
    func rings(for alert: AlertRow) -> Bool {
        switch self {
        case .critical: alert.state.needsHuman && alert.severity == .critical
        case .all: alert.state.needsHuman
        case .off: false
        }
    }
}

extension Console {
    /// Rings once for alerts that need somebody and did not before; what was so when the console
    /// opened is no news.
    mutating func ring(for snapshot: Snapshot) -> [Effect] {
        let waiting = Set(snapshot.alerts.filter { bell.rings(for: $0) }.map(\.id))
        defer { rung = waiting }
        guard let rung, !waiting.isSubset(of: rung) else { return [] }
        return [.bell]
    }

    /// `:bell crit`, `:bell all`, `:bell off`; without a word says which.
    mutating func setBell(_ text: String) {
        guard let wanted = text.isEmpty ? bell : Bell(rawValue: text) else {
            return say("there is no bell \(text); there are crit, all, off", .refused)
        }
        if wanted != bell { rung = nil }
        bell = wanted
        switch wanted {
        case .critical: say("the bell rings for new critical alerts; :bell all, :bell off", .done)
        case .all: say("the bell rings for every new alert; :bell crit, :bell off", .done)
        case .off: say("the bell is off; :bell crit, :bell all", .done)
        }
    }
}
