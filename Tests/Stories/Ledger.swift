import Foundation
import GRDBSQLite
import Testing

/// What a data folder holds, read with SQL and by line, without a line of the program's own code.
struct Ledger {
    let data: String

    /// A line of an outbox file.
    struct Line: Decodable {
        let key: String
        let profile: String
    }

    /// Every line of every outbox file.
    func lines() throws -> [Line] {
        let folder = data + "/outbox"
        return try FileManager.default.contentsOfDirectory(atPath: folder).flatMap { name in
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            // A line without its end would be a message half written.
            #expect(text.isEmpty || text.hasSuffix("\n"))
            return try text.split(separator: "\n").map {
                try JSONDecoder().decode(Line.self, from: Data($0.utf8))
            }
        }
    }

    /// How many orders are durable; 0 while there is no journal yet.
    func accepted() -> Int {
        let counts = try? rows("SELECT count(*) FROM events WHERE type = 'order_completed'")
        return counts?.first?.first.flatMap { Int($0) } ?? 0
    }

    /// The rows of a query, each cell as text; NULL is empty.
    func rows(_ query: String) throws -> [[String]] {
        var database: OpaquePointer?
        defer { sqlite3_close_v2(database) }
        try check(sqlite3_open_v2(data + "/journal.db", &database, SQLITE_OPEN_READONLY, nil))
        sqlite3_busy_timeout(database, 2000)
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        try check(sqlite3_prepare_v2(database, query, -1, &statement, nil))
        var rows: [[String]] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            rows.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
                }
            )
        }
        return rows
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw Unreadable(code: code) }
    }

    /// SQLite's reason.
    struct Unreadable: Error { let code: Int32 }
}
