internal import Digest
package import Orchestration

/// A payload too large for a history: kept once under its SHA-256.
///
/// A result above 64 KiB is put there by whoever writes the turn, which keeps a reference, and put
/// back by whoever reads it: nobody but the journal knows.
package struct Artifact: Hashable, Sendable {
    /// The largest result that is kept inside a turn: 64 KiB.
    package static let resultLimit = 64 * 1024
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
}

extension Fact {
    /// Whether its result is so large that it is put aside.
    var hasLargeResult: Bool {
        guard case .succeeded(_, .inline(let bytes)) = self else { return false }
        return bytes.count > Artifact.resultLimit
    }

    /// With a large result put aside.
    func puttingAside(_ keep: (Artifact) throws -> Void) rethrows -> Fact {
        guard hasLargeResult, case .succeeded(let key, .inline(let bytes)) = self else {
            return self
        }
        let artifact = Artifact(bytes)
        try keep(artifact)
        return .succeeded(key, artifact.payload)
    }

    /// With what was put aside put back; nil where it is gone.
    func puttingBack(_ find: (_ digest: String) throws -> [UInt8]?) rethrows -> Fact? {
        guard case .succeeded(let key, .artifact(let digest, _)) = self else { return self }
        return try find(digest).map { .succeeded(key, .inline($0)) }
    }

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
