internal import GRDB

extension Journal {
    /// Makes `batch` durable, whole or not at all.
    ///
    /// On disk when it returns. Meant to be called by one engine, one call at a time: what arrives
    /// meanwhile goes into the next batch.
    /// - Parameters:
    ///   - batch: What was decided since the last commit.
    ///   - place: Where the work is done; nil for where the journal does all of it.
    /// - Returns: Which openings, events and requests had been there before.
    /// - Throws: `.diskFull`, `.displaced`, `.corrupt`, `.unknownRun`...; nothing was written then.
    nonisolated(nonsending) package func commit(_ batch: Batch, on place: Workplace? = nil)
        async throws(JournalError) -> Committed
    {
        guard !batch.isEmpty else { return Committed() }
        try insistOnPlace()
        try await gate?.willCommit()
        let committed = try await onWriter(place) { [keys] db in
            try Scribe.transaction(in: db) {
                var scribe = Scribe(db, keys)
                try scribe.write(batch)
                return scribe
            } committed: {
                keys.settle(opened: $0.opened, closed: $0.closed)
            }.verdict
        }
        await gate?.didCommit()
        return committed
    }
}
