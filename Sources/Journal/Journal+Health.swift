internal import GRDB
internal import Orchestration

extension Journal {
    /// Reads the whole file and checks that it is sound, its indices included; seconds for a large
    /// one.
    /// - Throws: `.corrupt` with SQLite's first complaint.
    package func check() async throws(JournalError) {
        try await onReader { [path] db in
            let answer = try Prepared("PRAGMA integrity_check(1)", in: db).first { $0.text(0) }
            guard answer == "ok" else {
                throw JournalError.corrupt(path: path, detail: answer ?? "no answer")
            }
        }
    }

    /// Reads every history and throws away what it says.
    /// - Returns: How many runs and facts there are.
    /// - Throws: `.undecodable` where a stored turn is no list of facts.
    package func checkHistories() async throws(JournalError) -> (runs: Int, facts: Int) {
        try await onReader { db in
            let ids = "SELECT id FROM runs WHERE seq = ?"
            var (facts, failed) = (0, nil as (run: Int64, error: CodecError)?)
            try Prepared("SELECT run, facts FROM turns ORDER BY seq", in: db).each { cells in
                do throws(CodecError) { facts += try FactCodec.decode(cells.bytes(1)).count } catch
                {
                    failed = (cells.integer(0), error)
                    return .stop
                }
                return .more
            }
            if let failed {
                let id = try Prepared(ids, in: db).first(failed.run) { $0.text(0) }
                throw JournalError.undecodable(run: RunID(id ?? "\(failed.run)"), failed.error)
            }
            let runs = try Prepared("SELECT count(*) FROM runs", in: db).first { $0.int(0) } ?? 0
            return (runs, facts)
        }
    }

    /// What SQLite says of its own promise to wait for the disk: 2 means FULL.
    package func synchronous() async throws(JournalError) -> Int {
        try await onWriter { db in
            try Prepared("PRAGMA synchronous", in: db).first { $0.int(0) } ?? -1
        }
    }

    /// Moves the write-ahead log into the file, as far as readers allow.
    package func checkpoint() async throws(JournalError) {
        _ = try await onWriter { db in try db.checkpoint(.passive).checkpointedFrameCount }
    }
}
