internal import GRDB

extension Journal {
    /// Reads the whole file and checks that it is sound; seconds for a large one.
    /// - Throws: `.corrupt` with SQLite's first complaint.
    package func check() async throws(JournalError) {
        try await onReader { [path] db in
            let answer = try Prepared("PRAGMA quick_check(1)", in: db).first { $0.text(0) }
            guard answer == "ok" else {
                throw JournalError.corrupt(path: path, detail: answer ?? "no answer")
            }
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
