internal import GRDB
package import Orchestration

extension Journal {
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
