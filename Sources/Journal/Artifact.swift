internal import Digest
package import Orchestration

/// A payload too large for a history: kept once under its SHA-256.
package struct Artifact: Hashable, Sendable {
    /// The largest payload that is kept inside a fact: 8 KiB.
    package static let inlineLimit = 8 * 1024

    package let bytes: [UInt8]
    /// The SHA-256 of the bytes, in hexadecimal.
    package let digest: String

    /// Names `bytes` by their digest.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        digest = Digest(of: bytes).hex
    }

    /// The reference that a fact carries.
    package var payload: Payload { .artifact(digest: digest, size: bytes.count) }

    /// The artifact `bytes` need, or nil where they fit into a fact.
    package static func needed(for bytes: [UInt8]) -> Artifact? {
        bytes.count > inlineLimit ? Artifact(bytes) : nil
    }
}

extension Fact {
    /// The artifact that this fact refers to.
    var artifact: String? {
        switch self {
        case .opened(let opening): opening.input.artifact
        case .succeeded(_, let payload): payload.artifact
        case .dispatched, .expanded, .awaiting, .failed, .skipped, .withdrawn, .alarmSet,
            .alarmRang,
            .alarmDropped, .acted, .labelled, .closed:
            nil
        }
    }
}

extension Payload {
    /// The digest of the artifact it refers to.
    fileprivate var artifact: String? {
        guard case .artifact(let digest, _) = self else { return nil }
        return digest
    }
}
