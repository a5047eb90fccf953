package import Journal
package import Orchestration

extension Engine {
    /// How often windows of figures are written: a crash costs no more than this.
    static let figuresPeriod = Duration.seconds(10)

    /// Writes the windows that have changed, every ten seconds.
    func saveFigures(at now: Instant) {
        guard now - figuresSaved >= Self.figuresPeriod else { return }
        figuresSaved = now
        outgoing.batch.records += telemetry.drain(at: now)
    }

    /// Takes up the figures that the last engine left, so that they do not begin at nothing.
    func restoreFigures() async throws {
        let now = time.now()
        telemetry.restore(try await journal.figures(before: now + .seconds(60)), at: now)
        figuresSaved = now
    }

    /// Figures now, or as they were at a moment.
    package func metrics(_ query: MetricQuery) async throws -> [MetricReport] {
        guard query.at == nil else { return try await journal.metrics(query) }
        let now = time.now()
        return telemetry.figures { $0.answer(query, at: now) }
    }
}

extension Journal {
    /// Figures as they were at the query's moment; nothing where it names none.
    package func metrics(_ query: MetricQuery) async throws -> [MetricReport] {
        guard let then = query.at else { return [] }
        var ledger = MetricLedger()
        for window in try await figures(before: then) { ledger.restore(window) }
        return ledger.answer(query, at: then)
    }

    /// The windows that figures at a moment are made of: two hours of minutes, 73 hours.
    func figures(before now: Instant) async throws -> [MetricLedger.Window] {
        let minutes = try await windows(prefixed: "1m/", from: now - .seconds(7200), before: now)
        let hours = try await windows(prefixed: "1h/", from: now - .seconds(73 * 3600), before: now)
        return (hours + minutes).compactMap { window in
            (try? Value(json: window.bytes)).map {
                MetricLedger.Window(
                    name: window.name,
                    start: window.start,
                    slice: MetricSlice(value: $0)
                )
            }
        }
    }
}
