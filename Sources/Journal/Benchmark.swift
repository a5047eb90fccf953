internal import GRDB
internal import GRDBSQLite
internal import Orchestration

/// Durable turns a second, beside the bare SQLite commits that no journal can beat.
///
/// For `podium bench`: both halves write as many rows of the same size into the same folder, in
/// transactions of the same size, so that the ratio means the same on every machine.
package struct Benchmark: Sendable {
    /// Turns in a commit.
    package var turnsPerCommit = 100
    /// Commits on each side.
    package var commits = 500
    /// Open runs the turns are spread over.
    package var runs = 1000
    /// Bytes of each turn's result.
    package var resultBytes = 180

    package init() {}

    /// What was measured.
    package struct Result: Hashable, Sendable {
        /// Turns a second through the journal.
        package let turnsPerSecond: Double
        /// Rows a second through SQLite's C interface, `synchronous=FULL`.
        package let bareRowsPerSecond: Double
        /// The middle commit of the journal.
        package let commitMedian: Duration
    }
}

extension Benchmark {
    /// Writes two files into `folder`, which the caller removes.
    /// - Parameters:
    ///   - folder: A folder on the disk in question, empty.
    ///   - clock: What measures.
    /// - Returns: Both rates and the journal's median commit.
    /// - Throws: What the journal throws.
    package func run(
        in folder: String,
        clock: some Clock<Duration>
    ) async throws(JournalError) -> Result {
        let journal = try Journal(at: folder + "/journal.podium")
        let count = Double(turnsPerCommit * commits)
        for batch in openings { _ = try await journal.commit(batch) }
        var times: [Duration] = []
        for number in 0..<commits {
            let batch = turns(of: number)
            let start = clock.now
            _ = try await journal.commit(batch)
            times.append(start.duration(to: clock.now))
        }
        let total = times.reduce(.zero, +)
        try journal.close()
        let start = clock.now
        try await writeBare(to: folder + "/bare.sqlite")
        let bare = start.duration(to: clock.now)
        return Result(
            turnsPerSecond: count / max(total.inSeconds, 1e-9),
            bareRowsPerSecond: count / max(bare.inSeconds, 1e-9),
            commitMedian: times.sorted()[times.count / 2]
        )
    }

    private var openings: [Batch] {
        stride(from: 0, to: runs, by: 500).map { first in
            var batch = Batch()
            batch.openings = (first..<min(runs, first + 500)).map {
                let opening = Opening(workflow: "bench", version: "1", input: .inline([]))
                return .init(Turn(run: run($0), at: .epoch, facts: [.opened(opening)]))
            }
            return batch
        }
    }

    private func run(_ number: Int) -> RunID { RunID("run-\(number)") }

    private func turns(of commit: Int) -> Batch {
        let result = Payload.inline([UInt8](repeating: 32, count: resultBytes))
        var batch = Batch()
        batch.turns = (0..<turnsPerCommit).map {
            let step = StepKey(step: commit, attempt: 1)
            let next = StepKey(step: commit + 1, attempt: 1)
            return Turn(
                // A prime stride spreads the turns over the runs as a busy engine would.
                run: run((commit * turnsPerCommit + $0) * 7919 % runs),
                at: .epoch,
                facts: [.succeeded(step, result), .dispatched(next)]
            )
        }
        return batch
    }

    /// As many rows of as many bytes with nothing but SQLite.
    private func writeBare(to path: String) async throws(JournalError) {
        do {
            let queue = try DatabaseQueue(path: path)
            let work: @Sendable (Database) throws -> Void = { db in
                try db.execute(
                    sql: """
                        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                        CREATE TABLE turns (seq INTEGER PRIMARY KEY, run, at, facts)
                        """
                )
                for _ in 0..<commits { try writeBareCommit(in: db) }
            }
            try await queue.writeWithoutTransaction(work)
            try queue.close()
        } catch {
            throw JournalError(error, at: path)
        }
    }

    private func writeBareCommit(in db: Database) throws {
        let insert = try db.cachedStatement(
            sql: "INSERT INTO turns (run, at, facts) VALUES (?, ?, ?)"
        )
        let bytes = [UInt8](repeating: 32, count: resultBytes + 10)
        sqlite3_exec(db.sqliteConnection, "BEGIN IMMEDIATE", nil, nil, nil)
        for number in 0..<turnsPerCommit {
            let raw = insert.sqliteStatement
            sqlite3_bind_int64(raw, 1, Int64(number % max(1, runs)))
            sqlite3_bind_int64(raw, 2, 0)
            bytes.withUnsafeBytes {
                _ = sqlite3_bind_blob(raw, 3, $0.baseAddress, Int32(clamping: $0.count), nil)
                _ = sqlite3_step(raw)
            }
            sqlite3_reset(raw)
        }
        sqlite3_exec(db.sqliteConnection, "COMMIT", nil, nil, nil)
    }
}
