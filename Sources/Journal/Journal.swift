internal import GRDB
internal import Glibc
internal import Orchestration
internal import Synchronization

/// The durable memory of an engine: one SQLite file that is appended to, replayed and queried.
///
/// ```
/// engine ── commit(batch) ──► writer thread ── fsync ──► answers
/// console, engine ── reads ─► reader threads (WAL snapshots; neither blocks the other)
/// ```
/// What holds:
/// 1. What `commit` has answered for survives a crash and a loss of power (`synchronous=FULL`).
/// 2. A commit that throws wrote nothing and may be made again.
/// 3. No event and no once-key starts a run twice.
/// 4. One process at a time has the journal.
package final class Journal: Sendable {
    /// The file, with links resolved.
    package let path: String
    let pool: DatabasePool
    let keys = RunKeys()
    let gate: (any DiskGate)?
    private let workplace: Workplace
    private let visitors = Visitors()
    /// Held by the one process that writes; nil for a reader.
    private let lock: ProcessLock?
    private let place: FilePlace

    /// Opens the journal at `path`, makes it where it is missing, and brings an older one up to
    /// date.
    ///
    /// Blocks for a few milliseconds, longer when the last process was killed or when there is
    /// something to migrate. Waits for the disk in the way `synchronous=FULL` says, or throws.
    package init(at path: String, options: Options = Options()) throws(JournalError) {
        self.path = try Self.file(at: path)
        gate = options.gate
        workplace = options.workplace
        lock = try ProcessLock(of: self.path)
        do {
            pool = try Self.pool(at: self.path, options)
            try Schema.migrator.migrate(pool)
            try pool.writeWithoutTransaction { try Self.insistOnDurability($0, at: path) }
        } catch {
            throw JournalError(error, at: self.path)
        }
        place = FilePlace(of: self.path)
    }

    /// Opens the journal at `path` to be read, beside whichever process writes it.
    ///
    /// Takes no lock, changes nothing and makes nothing; what is committed meanwhile is seen.
    /// - Throws: `.older` where this build would first have to bring it up to date; as `init(at:)`
    ///   otherwise. Not even a reader may do without writing beside the file: SQLite keeps there
    ///   who reads which part of the log.
    package init(reading path: String, options: Options = Options()) throws(JournalError) {
        guard let real = realpath(path, nil) else { throw JournalError(errno: errno, at: path) }
        self.path = String(cString: real)
        free(real)
        gate = options.gate
        workplace = options.workplace
        lock = nil
        place = FilePlace(of: self.path)
        do { pool = try Self.readingPool(at: self.path, options) } catch {
            throw JournalError(error, at: self.path)
        }
    }

    /// Opens the journal at `path` for whoever only reads: beside its writer, or, where it is of an
    /// older format that nobody has brought up to date yet, as its writer.
    package static func toRead(at path: String) throws(JournalError) -> Journal {
        do throws(JournalError) { return try Journal(reading: path) } catch {
            guard case .older = error else { throw error }
            return try Journal(at: path)
        }
    }

    /// Whether the file is still where it was opened: another one in its place, or none, takes
    /// nothing of what is written here.
    /// - Throws: `.displaced`.
    package func insistOnPlace() throws(JournalError) {
        guard place != FilePlace(of: path) else { return }
        // Closing takes the log away.
        throw visitors.isOpen ? .displaced(path: path) : .closed(path: path)
    }

    /// Finishes what is under way and closes the file; later calls throw `.closed`, and a second
    /// close does nothing.
    package func close() throws(JournalError) {
        guard visitors.shut() else { return }
        // SQLite tidies up by itself only when no reader is left. Where this fails, on a full disk
        // for one, the log stays and is read at the next opening: nothing is lost.
        if lock != nil { try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) } }
        do { try pool.close() } catch {
            visitors.reopen()
            throw JournalError(error, at: path)
        }
        lock?.release()
    }

    /// How a journal is opened.
    package struct Options: Sendable {
        /// Connections for reading, each with a thread of its own; 1 or more.
        package var readers = 2
        /// The most pages of 4 KiB the file may have; nil for no limit but the disk's.
        package var pagesMax: Int?
        /// Pages in the write-ahead log at which a commit also moves them into the file.
        ///
        /// More means fewer, longer pauses. 4000 pages (16 MiB) pause some 20 ms.
        package var checkpointPages = 4000
        /// Where the journal's work is done.
        package var workplace = Workplace.threads
        /// What stands between commits and the disk; nil for nothing.
        package var gate: (any DiskGate)?

        package init() {}
    }
}

extension Journal {
    /// The real path, of a file that only its owner may read and that now exists.
    ///
    /// A file that is there is never opened here: closing it again would drop the locks that a
    /// journal in this very process has on it.
    private static func file(at path: String) throws(JournalError) -> String {
        let created = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard created >= 0 || errno == EEXIST else { throw JournalError(errno: errno, at: path) }
        if created >= 0 { Glibc.close(created) }
        guard let real = realpath(path, nil) else { throw JournalError(errno: errno, at: path) }
        defer { free(real) }
        var status = stat()
        guard stat(real, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            throw .isFolder(path: path)
        }
        guard access(real, R_OK | W_OK) == 0 else { throw JournalError(errno: errno, at: path) }
        return String(cString: real)
    }

    private static func pool(at path: String, _ options: Options) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "podium.journal"
        configuration.maximumReaderCount = max(1, options.readers)
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            guard !db.configuration.readonly else { return }
            // Before GRDB changes anything: another program's file is left as it was.
            try recognise(db, at: path)
            try db.execute(
                sql: """
                    PRAGMA auto_vacuum = INCREMENTAL;
                    PRAGMA wal_autocheckpoint = \(options.checkpointPages);
                    PRAGMA journal_size_limit = 67108864;
                    PRAGMA cache_size = -8192;
                    """
            )
            guard let pages = options.pagesMax else { return }
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        return try DatabasePool(path: path, configuration: configuration)
    }

    private static func readingPool(at path: String, _ options: Options) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "podium.journal"
        configuration.readonly = true
        configuration.maximumReaderCount = max(1, options.readers)
        configuration.busyMode = .timeout(5)
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.read { db in
            try recognise(db, at: path)
            let format = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            guard format == Schema.version else { throw JournalError.older(path: path) }
        }
        return pool
    }

    /// Throws unless the file is empty or a journal of a format this build knows.
    private static func recognise(_ db: Database, at path: String) throws {
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        guard tables > 0 else { return }
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let format = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard application == Schema.applicationID else {
            throw JournalError.notAJournal(path: path)
        }
        guard format <= Schema.version else {
            throw JournalError.newer(path: path, found: format, known: Schema.version)
        }
    }

    /// Sets FULL after GRDB has quietly set NORMAL, and reads it back.
    private static func insistOnDurability(_ db: Database, at path: String) throws {
        try db.execute(sql: "PRAGMA synchronous = FULL")
        let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
        guard synchronous == 2 else {
            throw JournalError.notDurable(path: path, synchronous: synchronous)
        }
    }
}

extension Journal {
    /// Runs `work` on the writer's thread.
    ///
    /// Not GRDB's own async call: that one gives up when the task is cancelled, and a commit whose
    /// caller has gone must still be whole.
    nonisolated(nonsending) func onWriter<T: Sendable>(
        _ place: Workplace? = nil,
        _ work: @escaping @Sendable (Database) throws -> T
    ) async throws(JournalError) -> T {
        guard visitors.enter() else { throw .closed(path: path) }
        guard place ?? workplace == .threads else { return try hereWriting(work) }
        return try await withCheckedContinuation { continuation in
            pool.asyncWriteWithoutTransaction { db in
                let outcome = self.outcome { try work(db) }
                self.visitors.leave()
                continuation.resume(returning: outcome)
            }
        }.get()
    }

    /// Runs `work` on a reader's thread, on one unchanging state of the journal.
    func onReader<T: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> T
    ) async throws(JournalError) -> T {
        try await gate?.willRead()
        guard visitors.enter() else { throw .closed(path: path) }
        guard workplace == .threads else { return try hereReading(work) }
        return try await withCheckedContinuation { continuation in
            pool.asyncRead { db in
                let outcome = self.outcome { try work(db.get()) }
                self.visitors.leave()
                continuation.resume(returning: outcome)
            }
        }.get()
    }

    private func hereWriting<T>(_ work: (Database) throws -> T) throws(JournalError) -> T {
        defer { visitors.leave() }
        return try outcome { try pool.writeWithoutTransaction(work) }.get()
    }

    private func hereReading<T>(_ work: (Database) throws -> T) throws(JournalError) -> T {
        defer { visitors.leave() }
        return try outcome { try pool.read(work) }.get()
    }

    private func outcome<T>(_ work: () throws -> T) -> Result<T, JournalError> {
        do { return .success(try work()) } catch { return .failure(JournalError(error, at: path)) }
    }
}

/// The row numbers of the open runs that were met since the journal was opened.
///
/// Saves a look-up by name for every turn. Only what is committed is in it.
final class RunKeys: Sendable {
    private let table = Mutex<[RunID: Int64]>([:])

    /// The row number of an open run; nil where it is not known here.
    subscript(run: RunID) -> Int64? { table.withLock { $0[run] } }

    /// Takes over what a commit has changed.
    func settle(opened: [RunID: Int64], closed: Set<RunID>) {
        table.withLock { table in
            table.merge(opened) { _, new in new }
            for run in closed { table[run] = nil }
        }
    }

    /// Forgets everything; it is looked up again when needed.
    func forget() { table.withLock { $0 = [:] } }
}
