/// What the engine knows of an alert's surroundings, for its row.
package struct AlertSurroundings: Hashable, Sendable {
    /// What depends on the object: routes, workflows, runs.
    package var blast: [String] = []
    /// The routes among it.
    package var routes: [String] = []
    /// What can be done now, each with its key.
    package var suggestions: [String] = []
    /// The same suggestions as actions, in the same order.
    package var actions: [Control.Action] = []
    package init() {}
}

extension AlertBook {
    /// The rows of the alerts pane, those in need of eyes first; consequences are counted on the
    /// line of their cause.
    /// - Parameter surroundings: What is known around an alert.
    /// - Returns: One row per alert that stands for itself.
    package func rows(
        surroundings: (Alert) -> AlertSurroundings = { _ in AlertSurroundings() }
    ) -> [AlertRow] {
        visible.map { alert in
            var row = alert.row(hiding: hiddenCount(by: alert.id), surroundings(alert))
            row.hides = hidden(by: alert.id).prefix(20).map {
                "\($0.rule) \($0.object.name): \($0.value)"
            }
            return row
        }
    }
}

extension Alert {
    fileprivate func row(hiding hidden: Int, _ surroundings: AlertSurroundings) -> AlertRow {
        var row = AlertRow()
        row.id = id.text
        row.severity = severity
        row.state = state
        row.object = object.name
        row.kind = object.kind.rawValue
        row.summary = summary(hiding: hidden)
        row.rule = rule
        row.since = since
        row.count = count
        row.owner = owner
        row.returns = returns
        row.value = value
        row.blast = surroundings.blast
        row.routes = surroundings.routes
        row.suggestions = surroundings.suggestions
        row.actions = surroundings.actions
        row.history = lines
        row.samples = samples
        row.versionSeen = version
        return row
    }

    private func summary(hiding hidden: Int) -> String {
        let flaps = flapping.isFlapping ? ", flapping" : ""
        let more = hidden > 0 ? ", hides \(hidden) more" : ""
        let clear = isActive ? clearSince.map { ", clear since \($0.clock)" } ?? "" : ""
        return "\(object.name): \(value)\(clear)\(flaps)\(more)"
    }
}
