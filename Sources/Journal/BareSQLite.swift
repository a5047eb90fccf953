internal import GRDB
internal import GRDBSQLite
internal import Glibc

/// Rows written durably with nothing but SQLite's C interface: the measure no journal can beat.
///
/// For `podium bench`: as many rows of the same size into the same folder, so that a ratio means
/// the same on every machine.
package struct BareSQLite: Sendable {
    /// Rows in all.
    package var rows: Int
    /// Rows in a transaction; each transaction waits for the disk (`synchronous=FULL`).
    package var rowsPerCommit: Int
    /// Bytes of each row's one blob.
    package var rowBytes: Int

    package init(rows: Int, rowsPerCommit: Int = 100, rowBytes: Int = 220) {
        self.rows = rows
        self.rowsPerCommit = max(1, rowsPerCommit)
        self.rowBytes = rowBytes
    }

    /// Writes a file of its own into `folder` and removes it again.
    /// - Returns: The time from the first transaction's beginning to the last one's end.
    /// - Throws: What SQLite says of the disk.
    package func time(
        in folder: String,
        clock: some Clock<Duration>
    ) async throws(JournalError) -> Duration {
        let path = folder + "/bare.sqlite"
        do {
            let queue = try DatabaseQueue(path: path)
            let took = try await queue.writeWithoutTransaction { db in
                try prepare(db)
                let start = clock.now
                try writeAll(in: db)
                return start.duration(to: clock.now)
            }
            try queue.close()
            for suffix in ["", "-wal", "-shm"] { remove(path + suffix) }
            return took
        } catch {
            throw JournalError(error, at: path)
        }
    }

    /// Checkpoints as seldom as the journal does.
    private func prepare(_ db: Database) throws {
        try db.execute(
            sql: """
                PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 4000;
                CREATE TABLE turns (seq INTEGER PRIMARY KEY, run, at, facts)
                """
        )
    }

    private func writeAll(in db: Database) throws {
        let insert = try db.cachedStatement(
            sql: "INSERT INTO turns (run, at, facts) VALUES (?, ?, ?)"
        )
        let bytes = [UInt8](repeating: 32, count: rowBytes)
        for first in stride(from: 0, to: rows, by: rowsPerCommit) {
            sqlite3_exec(db.sqliteConnection, "BEGIN IMMEDIATE", nil, nil, nil)
            for number in first..<min(rows, first + rowsPerCommit) {
                write(number, bytes, with: insert.sqliteStatement)
            }
            let code = sqlite3_exec(db.sqliteConnection, "COMMIT", nil, nil, nil)
            guard code == SQLITE_OK else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code))
            }
        }
    }

    private func write(_ number: Int, _ bytes: [UInt8], with raw: OpaquePointer) {
        sqlite3_bind_int64(raw, 1, Int64(number % 1000))
        sqlite3_bind_int64(raw, 2, 0)
        bytes.withUnsafeBytes {
            _ = sqlite3_bind_blob(raw, 3, $0.baseAddress, Int32(clamping: $0.count), nil)
            _ = sqlite3_step(raw)
        }
        sqlite3_reset(raw)
    }
}
