internal import GRDB
package import Orchestration

/// A run with everything that happened to it.
package struct History: Hashable, Sendable {
    /// As lists show it; it may lag behind the facts.
    package let row: RunRow
    /// Oldest first.
    ///
    /// The position of a fact is its 1-based place in the history.
    package internal(set) var facts: [Stamped]

    package init(row: RunRow, facts: [Stamped]) {
        self.row = row
        self.facts = facts
    }

    /// The run's name.
    package var run: RunID { row.id }
}

extension Journal {
    /// All open runs with the facts since their opening, or their newest roll-over, in the order
    /// they were opened: what recovery needs.
    ///
    /// Reads the list rows, then the turns of all open runs in one pass. Some 25 µs a run of six
    /// turns.
    /// - Throws: `.undecodable` where a stored turn is no list of facts.
    package func unfinished() async throws(JournalError) -> [History] {
        try await onReader { db in
            var histories = Histories(in: db)
            let rows = "SELECT \(RunColumns.list) FROM runs WHERE closed IS NULL ORDER BY seq"
            try Prepared(rows, in: db).each {
                histories.begin($0)
                return .more
            }
            try Prepared(Self.openTurns, in: db).each { try histories.append($0) }
            try histories.complete()
            return histories.all
        }
    }

    /// One run with all its facts; nil where there is none of that name.
    package func history(of run: RunID) async throws(JournalError) -> History? {
        try await onReader { db in
            var histories = Histories(in: db)
            let row = "SELECT \(RunColumns.list) FROM runs WHERE id = ?"
            try Prepared(row, in: db).each(run.text) {
                histories.begin($0)
                return .stop
            }
            guard let key = histories.newest else { return nil }
            try Prepared("SELECT run, at, facts FROM turns WHERE run = ? ORDER BY seq", in: db)
                .each(key) { try histories.append($0) }
            try histories.complete()
            return histories.all.first
        }
    }

    /// One run with the facts since its opening, or its newest roll-over: enough to go on from; nil
    /// where there is none of that name.
    package func newestHistory(of run: RunID) async throws(JournalError) -> History? {
        try await onReader { db in
            var histories = Histories(in: db)
            let row = "SELECT \(RunColumns.list) FROM runs WHERE id = ?"
            try Prepared(row, in: db).each(run.text) {
                histories.begin($0)
                return .stop
            }
            guard histories.newest != nil else { return nil }
            try Prepared(Self.newestTurns + "runs.id = ? ORDER BY turns.seq", in: db)
                .each(run.text) { try histories.append($0) }
            try histories.complete()
            return histories.all.first
        }
    }

    /// When the last turn was written; nil where there is none.
    ///
    /// No later engine's clock may begin before it.
    package func latest() async throws(JournalError) -> Instant? {
        try await onReader { db in
            try Prepared("SELECT at FROM turns ORDER BY seq DESC LIMIT 1", in: db)
                .first(read: { $0.instant(0) })
        }
    }

    /// How the attempts of a run were routed, as the engine wrote it down.
    package func choices(of run: RunID) async throws(JournalError) -> [StepKey: [UInt8]] {
        try await onReader { db in
            let pairs = try Prepared(Self.choicesOfRun, in: db).all(run.text) {
                (StepKey(step: $0.int(0), attempt: $0.int(1)), $0.bytes(2))
            }
            return Dictionary(pairs, uniquingKeysWith: { _, last in last })
        }
    }

    private static let openTurns =
        newestTurns + "runs.closed IS NULL ORDER BY runs.seq, turns.seq"

    /// The turns of a run from the last one that begins with an opening: two bytes tell which do,
    /// and whoever looks backwards reads no more turns than are wanted.
    private static let newestTurns = """
        SELECT turns.run, turns.at, turns.facts FROM runs JOIN turns ON turns.run = runs.seq
            AND turns.seq >= coalesce((SELECT begun.seq FROM turns AS begun
                WHERE begun.run = runs.seq AND substr(begun.facts, 1, 2) = x'0101'
                ORDER BY begun.seq DESC LIMIT 1), 0)
            WHERE 
        """

    private static let choicesOfRun = """
        SELECT step, attempt, bytes FROM choices
            WHERE run = (SELECT seq FROM runs WHERE id = ?) ORDER BY step, attempt
        """
}

/// Histories while they are read.
struct Histories {
    private let db: Database
    private(set) var all: [History] = []
    private var places: [Int64: Int] = [:]
    /// The row number of the run begun last.
    private(set) var newest: Int64?

    init(in db: Database) { self.db = db }

    /// A run, still without facts.
    mutating func begin(_ cells: Cells) {
        let key = RunColumns.key(in: cells)
        places[key] = all.count
        newest = key
        all.append(History(row: RunColumns.row(in: cells), facts: []))
    }

    /// The facts of one turn: columns run, at, facts.
    mutating func append(_ cells: Cells) throws -> Prepared.Flow {
        guard let place = places[cells.integer(0)] else { return .more }
        let at = cells.instant(1)
        do throws(CodecError) {
            for fact in try FactCodec.decode(cells.bytes(2)) {
                let position = Int64(all[place].facts.count + 1)
                all[place].facts.append(Stamped(at: at, position: position, fact: fact))
            }
        } catch {
            throw JournalError.undecodable(run: all[place].run, error)
        }
        return .more
    }

    /// Puts large results back where they belong, once all turns are read.
    ///
    /// One whose artifact is gone stays a reference: the core takes it for a result without value.
    mutating func complete() throws {
        let find = try Prepared("SELECT bytes FROM artifacts WHERE digest = ?", in: db)
        for place in all.indices {
            for index in all[place].facts.indices {
                let stamped = all[place].facts[index]
                guard stamped.fact.artifact != nil,
                    let fact = try stamped.fact.puttingBack({ digest in
                        try find.first(digest) { $0.bytes(0) }
                    })
                else { continue }
                all[place].facts[index] = Stamped(
                    at: stamped.at,
                    position: stamped.position,
                    fact: fact
                )
            }
        }
    }
}
