internal import GRDB
internal import Orchestration

/// Writes one batch inside one transaction.
struct Scribe {
    let db: Database
    private let keys: RunKeys
    /// What the caller will be told.
    var verdict = Committed()
    /// Row numbers of runs met in this batch that are open after it.
    private(set) var opened: [RunID: Int64] = [:]
    /// Runs that ended in this batch.
    private(set) var closed: Set<RunID> = []
    /// Runs whose opening was refused: nothing of them is written.
    var refused: Set<RunID> = []
    /// Events that this batch itself brought, with the number of their rows.
    var arrived: [EventKey: Int64] = [:]
    private var bytes = ByteWriter()

    /// Begins with nothing written.
    init(_ db: Database, _ keys: RunKeys) {
        self.db = db
        self.keys = keys
    }

    /// Writes openings, then turns, then records.
    mutating func write(_ batch: Batch) throws {
        for (index, start) in batch.openings.enumerated() { try write(start, at: index) }
        try write(batch.turns)
        for (index, record) in batch.records.enumerated() { try write(record, at: index) }
    }

    /// Runs `work` in a transaction; calls `committed` only once it is durable.
    static func transaction<T>(
        in db: Database,
        _ work: () throws -> T,
        committed: (T) -> Void = { _ in }
    ) throws -> T {
        try Prepared("BEGIN IMMEDIATE", in: db).run()
        do {
            let result = try work()
            try Prepared("COMMIT", in: db).run()
            committed(result)
            return result
        } catch {
            // SQLite has already rolled back after some failures, a full disk among them.
            if db.isInsideTransaction { try Prepared("ROLLBACK", in: db).run() }
            throw error
        }
    }
}

extension Scribe {
    /// Appends the turns, then brings each moved run's list row up to its newest.
    private mutating func write(_ turns: [Turn]) throws {
        let insert = try Prepared(Self.insertTurn, in: db)
        var newest: [RunID: Turn] = [:]
        for turn in Self.joined(turns) where !refused.contains(turn.run) {
            try append(turn, to: try key(of: turn.run), with: insert)
            if turn.row != nil || turn.facts.contains(where: \.closes) { newest[turn.run] = turn }
        }
        for turn in newest.values { try show(turn) }
    }

    /// Facts that one row may get from several turns.
    fileprivate static let factsMax = 512

    /// The same turns, those of one run and moment made one: the results of a fan-out come by
    /// hundreds, and a row each costs more than what is in it.
    private static func joined(_ turns: [Turn]) -> [Turn] {
        var joined: [Turn] = []
        joined.reserveCapacity(turns.count)
        var places: [RunID: Int] = [:]
        for turn in turns {
            if let place = places[turn.run], joined[place].takes(turn) {
                joined[place].facts += turn.facts
                joined[place].row = turn.row ?? joined[place].row
            } else {
                places[turn.run] = joined.count
                joined.append(turn)
            }
        }
        return joined
    }

    /// Writes the one row of a turn.
    mutating func append(_ turn: Turn, to run: Int64, with insert: Prepared) throws {
        guard !turn.facts.isEmpty else { return }
        var facts = turn.facts
        // Almost never: a copy of every turn would cost a commit of many rows a tenth.
        if facts.contains(where: \.hasLargeResult) {
            facts = try facts.map { fact in try fact.puttingAside { try keep($0, at: turn.at) } }
        }
        bytes.reset()
        FactCodec.encode(facts, into: &bytes)
        try insert.run(run, turn.at, bytes.bytes)
        for fact in facts {
            guard let digest = fact.artifact else { continue }
            try Prepared("INSERT OR IGNORE INTO artifact_runs VALUES (?, ?)", in: db)
                .run(run, digest)
        }
    }

    /// Brings the list row of a run up to date; ends or reopens it as the row says.
    private mutating func show(_ turn: Turn) throws {
        let run = try key(of: turn.run)
        guard let row = turn.row else {
            try Prepared("UPDATE runs SET closed = ? WHERE seq = ?", in: db).run(turn.at, run)
            return note(turn.run, run, isOpen: false)
        }
        let wasOpen = opened[turn.run] != nil || keys[turn.run] != nil
        if wasOpen && row.closed == nil {
            try Prepared(Self.updateOpen, in: db).run(
                row.state.rawValue,
                row.step,
                row.reason,
                row.stepsDone,
                row.stepsTotal,
                row.attempt,
                row.attemptsMax,
                row.versionSeen,
                run
            )
        } else {
            try Prepared(Self.updateEnds, in: db).run(
                row.state.rawValue,
                row.step,
                row.reason,
                row.stepsDone,
                row.stepsTotal,
                row.attempt,
                row.attemptsMax,
                row.versionSeen,
                row.closed,
                run
            )
            note(turn.run, run, isOpen: row.closed == nil)
        }
    }

    /// Remembers whether a run is open after this batch.
    mutating func note(_ run: RunID, _ key: Int64, isOpen: Bool) {
        opened[run] = isOpen ? key : nil
        if isOpen { closed.remove(run) } else { closed.insert(run) }
    }

    /// The row number of a run.
    mutating func key(of run: RunID) throws -> Int64 {
        if let key = opened[run] ?? keys[run] { return key }
        let found = try Prepared("SELECT seq, closed IS NULL FROM runs WHERE id = ?", in: db)
            .first(run.text) { (key: $0.integer(0), isOpen: $0.integer(1) == 1) }
        guard let found else { throw JournalError.unknownRun(run) }
        if found.isOpen { opened[run] = found.key }
        return found.key
    }

    /// Appends a turn.
    static let insertTurn = "INSERT INTO turns (run, at, facts) VALUES (?, ?, ?)"

    /// Leaves `closed` alone, and with it every index and trigger that names it.
    private static let updateOpen = """
        UPDATE runs SET state = ?, step = ?, reason = ?, done = ?, total = ?,
            attempt = ?, attempts = ?, seen = ? WHERE seq = ?
        """

    private static let updateEnds = """
        UPDATE runs SET state = ?, step = ?, reason = ?, done = ?, total = ?,
            attempt = ?, attempts = ?, seen = ?, closed = ? WHERE seq = ?
        """
}

extension Fact {
    /// Whether a history begins with it.
    fileprivate var opens: Bool {
        if case .opened = self { true } else { false }
    }

    /// Whether the run ends with it.
    fileprivate var closes: Bool {
        if case .closed = self { true } else { false }
    }
}

extension Turn {
    /// Whether a later turn of the run can be written as a part of this one.
    ///
    /// Not where it ends the run without saying how lists show that: an earlier row would. Nor where
    /// it begins a history anew: recovery looks for a turn that begins with that.
    fileprivate func takes(_ later: Turn) -> Bool {
        at == later.at && facts.count + later.facts.count <= Scribe.factsMax
            && (later.row != nil || !later.facts.contains(where: \.closes))
            && later.facts.first?.opens != true
    }
}
