internal import GRDB
package import Orchestration

extension Journal {
    /// Keeps `bytes` and answers what a fact carries: themselves up to 8 KiB, else a reference.
    ///
    /// A large payload is durable when this returns. To spare that wait, put
    /// `Record.artifact` into the batch whose fact refers to it.
    package func store(_ bytes: [UInt8], at: Instant) async throws(JournalError) -> Payload {
        guard let artifact = Artifact.needed(for: bytes) else { return .inline(bytes) }
        var batch = Batch()
        batch.records = [.artifact(artifact, at: at)]
        _ = try await commit(batch)
        return artifact.payload
    }

    /// The bytes of a payload; nil where its artifact is gone, with the run it belonged to.
    package func load(_ payload: Payload) async throws(JournalError) -> [UInt8]? {
        switch payload {
        case .inline(let bytes): return bytes
        case .artifact(let digest, _):
            return try await onReader { db in
                try Prepared("SELECT bytes FROM artifacts WHERE digest = ?", in: db)
                    .first(digest) { $0.bytes(0) }
            }
        }
    }
}
