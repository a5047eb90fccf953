internal import GRDB
internal import Orchestration

/// What makes an event the same event.
struct EventKey: Hashable {
    let type: String
    let id: String

    /// The key of `event`.
    init(_ event: Event) {
        type = event.type
        id = event.id
    }
}

extension Scribe {
    /// Writes an opening, or notes why it must not be.
    ///
    /// The event goes first and the run second, each with one statement that does nothing where a
    /// unique index objects; only a refusal looks closer.
    mutating func write(_ start: Batch.Start, at index: Int) throws {
        let run = start.turn.run
        let isFirstOfEvent = try start.cause.map { try accept($0, for: run) } ?? .new
        guard isFirstOfEvent != .duplicate else {
            return refuse(run, index, .duplicateEvent(run: try starter(of: start.cause)))
        }
        let opening = Opening(in: start.turn)
        guard let key = try insert(start.turn, opening) else {
            if isFirstOfEvent == .new { try withdraw(start.cause) }
            return refuse(run, index, try reason(run, opening))
        }
        try append(start.turn, to: key, with: Prepared(Self.insertTurn, in: db))
        note(run, key, isOpen: start.turn.row?.closed == nil)
    }

    /// Whether an event was here before.
    enum Arrival { case new, sameBatch, duplicate }

    /// Records an event unless it is known.
    mutating func accept(_ event: Event, for run: RunID?) throws -> Arrival {
        guard arrived[EventKey(event)] == nil else { return .sameBatch }
        let written = try Prepared(Self.insertEvent, in: db).run(
            event.type,
            event.id,
            event.time,
            event.received,
            event.payload,
            event.disposition,
            run?.text
        )
        guard written == 1 else { return .duplicate }
        arrived[EventKey(event)] = db.lastInsertedRowID
        return .new
    }

    private mutating func withdraw(_ event: Event?) throws {
        guard let event, let row = arrived.removeValue(forKey: EventKey(event)) else { return }
        try Prepared("DELETE FROM events WHERE seq = ?", in: db).run(row)
    }

    private mutating func refuse(_ run: RunID, _ index: Int, _ reason: Refusal.Reason) {
        verdict.refused.append(Refusal(opening: index, reason: reason))
        // A run of that name that exists goes on as it was: only the opening is refused.
        refused.insert(run)
    }

    private func insert(_ turn: Turn, _ opening: Opening) throws -> Int64? {
        let row = turn.row ?? RunRow()
        let written = try Prepared(Self.insertRun, in: db).run(
            turn.run.text,
            opening.workflow,
            opening.version,
            opening.subject,
            opening.once,
            row.state.rawValue,
            row.step,
            row.reason,
            turn.at,
            row.closed,
            row.stepsDone,
            row.stepsTotal,
            row.attempt,
            row.attemptsMax,
            row.versionSeen,
            RunColumns.text(of: row.labels)
        )
        return written == 1 ? db.lastInsertedRowID : nil
    }

    private func starter(of event: Event?) throws -> RunID? {
        guard let event else { return nil }
        return try Prepared("SELECT run FROM events WHERE type = ? AND id = ?", in: db)
            .first(event.type, event.id) { $0.isNull(0) ? nil : RunID($0.text(0)) } ?? nil
    }

    private func reason(_ run: RunID, _ opening: Opening) throws -> Refusal.Reason {
        let sql = "SELECT id FROM runs WHERE workflow = ? AND once = ? AND once <> ''"
        let elder = try Prepared(sql, in: db)
            .first(opening.workflow, opening.once) { RunID($0.text(0)) }
        return elder.map { .duplicateOnce($0) } ?? .duplicateRun
    }

    private static let insertEvent = """
        INSERT INTO events (type, id, time, received, payload, disposition, run)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """

    private static let insertRun = """
        INSERT INTO runs (id, workflow, version, subject, once, state, step, reason, opened, closed,
            done, total, attempt, attempts, seen, labels)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """
}

extension Opening {
    /// The opening among a turn's facts; where there is none, what its list row says.
    fileprivate init(in turn: Turn) {
        for case .opened(let opening) in turn.facts {
            self = opening
            return
        }
        let row = turn.row ?? RunRow()
        self.init(
            workflow: row.workflow,
            version: row.version,
            input: .inline([]),
            subject: row.subject
        )
    }
}
