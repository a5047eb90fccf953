package import Journal
package import Orchestration

/// The control plane of an engine in this very process.
package struct EmbeddedControl: ControlPlane {
    private let engine: Engine
    private let journal: Journal
    private let board: SnapshotBoard

    package init(engine: Engine, journal: Journal, board: SnapshotBoard) {
        self.engine = engine
        self.journal = journal
        self.board = board
    }

    package func snapshot() -> Snapshot { board.newest }

    package func changes() -> AsyncStream<Control.News> { board.changes() }

    package func runs(_ query: RunQuery) async throws -> RunPage {
        await engine.overlay(try await RunLister(journal).page(query))
    }

    package func run(_ id: RunID) async throws -> RunDetail? { try await engine.detail(of: id) }

    package func snapshot(at moment: Instant) async throws -> Snapshot? {
        try await engine.snapshot(at: moment)
    }

    package func runs(_ query: RunQuery, at moment: Instant) async throws -> RunPage {
        try await engine.page(query, at: moment)
    }

    package func run(_ id: RunID, at moment: Instant) async throws -> RunDetail? {
        try await engine.detail(of: id, at: moment)
    }

    package func audit(limit: Int) async throws -> [AuditEntry] {
        try await journal.audit(limit: limit)
    }

    package func forecast(route: String, target: String?, minutes: Int) async throws
        -> RerouteForecast
    {
        try await engine.forecast(route: route, target: target, minutes: minutes)
    }

    package func forecast(route: String, shares: [String: Int], minutes: Int) async throws
        -> RerouteForecast
    {
        try await engine.forecast(route: route, shares: shares, minutes: minutes)
    }

    package func why(_ run: RunID, step: String?) async throws -> [WhyReport] {
        try await engine.why(run, step: step)
    }

    package func ratings(of model: String?, after call: String?) async throws -> RatingPage {
        try await engine.ratings(of: model, after: call)
    }

    package func metrics(_ query: MetricQuery) async throws -> [MetricReport] {
        try await engine.metrics(query)
    }

    package func incident(from: Instant, until: Instant) async throws -> IncidentReport {
        try await engine.incident(from: from, until: until)
    }

    package func exposition(_ format: Exposition) async throws -> String {
        await engine.exposition(format)
    }

    package func deadLetters(before number: Int64?, limit: Int) async throws -> [DeadLetterRow] {
        try await journal.newestDeadLetters(before: number, limit: limit).map(\.row)
    }

    package func preview(_ action: Control.Action) async -> Control.Preview {
        await engine.preview(action)
    }

    /// Carries an order out; one that is not durable within two seconds of the journal's trouble is
    /// answered with that, and is carried out for good once the journal can be written.
    package func perform(_ order: Control.Order) async -> Control.Receipt {
        let engine = engine
        switch await patience.outcome(of: { await engine.perform(order) }) {
        case .done(let receipt): return receipt
        case .stuck(let trouble):
            return Control.Receipt(
                .refused(
                    "Not durable yet: \(trouble). It is kept once the journal is written again."
                )
            )
        }
    }

    /// Takes an event in as `Engine.submit` does, for a sender that can send it again: where it is
    /// not durable within two seconds of the journal's trouble, it counts as not taken in.
    package func submit(_ json: [UInt8]) async -> Admission {
        let engine = engine
        switch await patience.outcome(of: { await engine.submit(json) }) {
        case .done(let admission): return admission
        case .stuck(let trouble): return .lost("Not durable yet: \(trouble). Send it again.")
        }
    }

    private var patience: Patience { Patience(time: engine.time, board: board) }
}

extension DeadLetter {
    /// As lists show it.
    package var row: DeadLetterRow {
        DeadLetterRow(
            number: number,
            at: at,
            reason: reason,
            bytes: raw.count,
            excerpt: String(decoding: raw.prefix(400), as: UTF8.self)
        )
    }
}
