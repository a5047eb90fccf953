internal import Journal
internal import Orchestration

/// Models and alerts at an earlier moment.
extension Engine {
    /// What the models did then, from the minutes and hours that the journal keeps.
    ///
    /// Breakers and drift of then are not kept: a state comes from the figures alone.
    func pastModels(at moment: Instant) async throws -> [ModelRow] {
        var ledger = MetricLedger()
        for window in try await journal.figures(before: moment) { ledger.restore(window) }
        let routes = Dependents(project).routesOfModel
        return project.models.map { card in
            var row = Self.pastRow(card, ledger, at: moment)
            row.routes = routes[card.name] ?? []
            return row
        }
    }

    private static func pastRow(
        _ card: ModelCard,
        _ ledger: MetricLedger,
        at moment: Instant
    ) -> ModelRow {
        var row = ModelRow()
        row.name = card.name
        row.kind = card.kind.word
        row.provider = card.kind.provider
        row.isSimulated = card.kind.isSimulated
        let subject = MetricSubject.model(card.name)
        row.fill(MetricSpan.allCases.map { ledger.report(subject, over: $0, at: moment) })
        row.fillFromMinute()
        row.fill(minutes: ledger.minutes(of: subject, count: pastTrend, at: moment))
        row.judge(breaker: nil, at: moment)
        return row
    }

    /// Minutes that the trends of a moment cover: as long as those of now.
    private static let pastTrend = 5

    /// The alerts as their last change by then left them.
    ///
    /// A journal of an older version keeps the last change of each and no more: an alert that has
    /// changed since is not known of then.
    func pastAlerts(at moment: Instant) async throws -> [AlertRow] {
        let kept = try await journal.newestWindows(prefixed: Self.alertWindow, by: moment)
        let newest = try await journal.states(of: "alert").values
        let changes = (newest + kept.map(\.bytes))
            .compactMap { (try? Value(json: $0)).flatMap(AlertChange.init(value:)) }
            .filter { $0.at <= moment }
            .sorted { ($0.at, $0.alert.version) < ($1.at, $1.alert.version) }
        return AlertBook(replaying: changes).rows().map(withRunbook)
    }

    /// What the changes of alerts are kept under, each at its own moment.
    static let alertWindow = "alert/"
}

extension Instant {
    /// The moment as one says it on a day: without the date where that is the same.
    func told(on other: Instant) -> String {
        text.prefix(10) == other.text.prefix(10) ? clock : text
    }
}
