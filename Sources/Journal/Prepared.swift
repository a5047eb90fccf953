internal import GRDB
internal import GRDBSQLite
internal import Orchestration

/// A cached statement of one connection, bound and stepped without boxing.
///
/// GRDB owns the statement and the connection; this only spares the hot path its boxed values. It
/// must not leave the closure that lent the connection.
struct Prepared {
    /// Keeps a statement that is not cached alive.
    private let owner: Statement
    private let raw: OpaquePointer
    private let connection: OpaquePointer?
    private var sql: String { owner.sql }

    /// The statement for `sql`, prepared at most once for each connection.
    init(_ sql: String, in db: Database) throws {
        self.init(try db.cachedStatement(sql: sql), in: db)
    }

    /// A statement for `sql` that nobody keeps: for SQL made of what people type.
    init(once sql: String, in db: Database) throws {
        self.init(try db.makeStatement(sql: sql), in: db)
    }

    private init(_ statement: Statement, in db: Database) {
        owner = statement
        raw = statement.sqliteStatement
        connection = db.sqliteConnection
    }

    /// Runs it to its end and answers how many rows it changed.
    @discardableResult
    func run<each V: Bindable>(_ values: repeat each V) throws -> Int {
        try bind(repeat each values)
        defer { sqlite3_reset(raw) }
        while try step() {}
        return Int(sqlite3_changes(connection))
    }

    /// Shows each row to `body` until it answers `.stop`.
    func each<each V: Bindable>(
        _ values: repeat each V,
        body: (Cells) throws -> Flow
    ) throws {
        try bind(repeat each values)
        defer { sqlite3_reset(raw) }
        while try step() {
            guard try body(Cells(raw: raw)) == .more else { return }
        }
    }

    /// The first row as `read` sees it; nil where there is none.
    func first<T, each V: Bindable>(
        _ values: repeat each V,
        read: (Cells) throws -> T
    ) throws -> T? {
        var found: T?
        try each(repeat each values) {
            found = try read($0)
            return .stop
        }
        return found
    }

    /// All rows as `read` sees them.
    func all<T, each V: Bindable>(
        _ values: repeat each V,
        read: (Cells) throws -> T
    ) throws -> [T] {
        var found: [T] = []
        try each(repeat each values) {
            found.append(try read($0))
            return .more
        }
        return found
    }

    /// Whether to go on to the next row.
    enum Flow { case more, stop }

    private func bind<each V: Bindable>(_ values: repeat each V) throws {
        var index: Int32 = 0
        for value in repeat each values {
            index += 1
            guard value.bind(to: raw, at: index) == SQLITE_OK else { throw failure() }
        }
    }

    private func step() throws -> Bool {
        switch sqlite3_step(raw) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure()
        }
    }

    private func failure() -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)),
            sql: sql
        )
    }
}

/// One row of a result, valid until the next step.
struct Cells {
    fileprivate let raw: OpaquePointer

    /// The integer in a column; 0 for NULL.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(raw, column) }

    /// The integer in a column as a count.
    func int(_ column: Int32) -> Int { Int(integer(column)) }

    /// Whether a column is NULL.
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(raw, column) == SQLITE_NULL }

    /// The moment in a column.
    func instant(_ column: Int32) -> Instant { Instant(milliseconds: integer(column)) }

    /// The text in a column; empty for NULL.
    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(raw, column) else { return "" }
        let count = Int(sqlite3_column_bytes(raw, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// The bytes in a column; empty for NULL.
    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(raw, column) else { return [] }
        return Array(
            UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(raw, column)))
        )
    }
}

/// What can be put into a statement.
protocol Bindable {
    /// Puts it at a 1-based place and answers SQLite's result code.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

/// Tells SQLite to copy what it is given before the call returns.
private var transient: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

extension Int64: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, self)
    }
}

extension Int: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(self))
    }
}

extension Instant: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, milliseconds)
    }
}

extension String: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = self
        return text.withUTF8 { utf8 in
            // An empty string may have no address, and a null address would bind NULL.
            guard let start = utf8.baseAddress else {
                return sqlite3_bind_text(statement, index, "", 0, transient)
            }
            return start.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
                sqlite3_bind_text(statement, index, $0, Int32(clamping: utf8.count), transient)
            }
        }
    }
}

extension [UInt8]: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        guard !isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
        return withUnsafeBytes {
            sqlite3_bind_blob(statement, index, $0.baseAddress, Int32(clamping: count), transient)
        }
    }
}

extension Optional: Bindable where Wrapped: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        guard let self else { return sqlite3_bind_null(statement, index) }
        return self.bind(to: statement, at: index)
    }
}

/// A value among others of several kinds, for statements whose shape is built at run time.
enum Argument: Bindable {
    case integer(Int64)
    case text(String)

    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case .integer(let value): value.bind(to: statement, at: index)
        case .text(let value): value.bind(to: statement, at: index)
        }
    }
}

extension Prepared {
    /// Shows each row to `body` until it answers `.stop`, with arguments made at run time.
    func each(given arguments: [Argument], body: (Cells) throws -> Flow) throws {
        for (place, value) in arguments.enumerated() {
            guard value.bind(to: raw, at: Int32(place + 1)) == SQLITE_OK else { throw failure() }
        }
        defer { sqlite3_reset(raw) }
        while try step() {
            guard try body(Cells(raw: raw)) == .more else { return }
        }
    }
}
