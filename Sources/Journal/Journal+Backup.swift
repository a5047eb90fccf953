internal import GRDB
internal import Glibc

extension Journal {
    /// Copies the journal as it is at this moment into a file of its own, beside whoever writes it.
    ///
    /// Nobody waits for it: SQLite's online backup reads one unchanging state. The copy is whole or
    /// not there at all, on disk when this returns, and checked.
    /// - Parameter destination: A path where nothing is yet.
    /// - Throws: `.exists` where something is; what the disk says otherwise.
    package func backUp(to destination: String) async throws(JournalError) {
        guard access(destination, F_OK) != 0 else { throw .exists(path: destination) }
        let draft = destination + ".part"
        remove(draft)
        let made = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard made >= 0 else { throw JournalError(errno: errno, at: destination) }
        Glibc.close(made)
        do throws(JournalError) { try await fill(draft) } catch {
            for suffix in ["", "-wal", "-shm", "-journal"] { remove(draft + suffix) }
            throw error
        }
        defer { remove(draft) }
        // Not `rename`: what came there meanwhile stays.
        guard link(draft, destination) != 0 else { return }
        if errno == EEXIST { throw .exists(path: destination) }
        // A file system without links, as sticks and cards have.
        guard rename(draft, destination) == 0 else {
            throw JournalError(errno: errno, at: destination)
        }
    }

    private func fill(_ draft: String) async throws(JournalError) {
        try await onReader { db in
            do {
                let copy = try DatabaseQueue(path: draft)
                try copy.writeWithoutTransaction { target in
                    try target.execute(sql: "PRAGMA synchronous = FULL")
                    try db.backup(to: target)
                    // A file by itself, without a log beside it.
                    try target.execute(sql: "PRAGMA journal_mode = DELETE")
                    let answer = try String.fetchOne(target, sql: "PRAGMA quick_check(1)")
                    guard answer == "ok" else {
                        throw JournalError.corrupt(path: draft, detail: answer ?? "no answer")
                    }
                }
                try copy.close()
            } catch {
                throw JournalError(error, at: draft)
            }
        }
    }
}
