/// What kinds of things a timeline tells, so that a reader may ask for some of them.
package enum TimelineKind: String, Hashable, Sendable, CaseIterable {
    case alerts, orders, deploys, data, models, routing

    /// The kind of an event of a report.
    package init?(word: String) {
        switch word {
        case "ALRT": self = .alerts
        case "OPER": self = .orders
        case EventLine.deploy: self = .deploys
        case EventLine.data: self = .data
        case "MODL": self = .models
        case EventLine.routing: self = .routing
        default: return nil
        }
    }
}

extension EventLine {
    /// The word of a new version coming into force, and the action the audit names it by.
    package static let deploy = "DEPL"
    package static let deployAction = "deploy"
    /// The word of what a source brought.
    package static let data = "DATA"
    /// The word of who is called and why.
    package static let routing = "ROUT"
}

extension IncidentReport {
    /// The report with only those kinds in its timeline; all where none is named.
    package func only(_ kinds: Set<TimelineKind>) -> IncidentReport {
        guard !kinds.isEmpty else { return self }
        var copy = self
        copy.events = events.filter { TimelineKind(word: $0.word).map(kinds.contains) ?? false }
        return copy
    }
}
