/// Why stored bytes are no facts.
package enum CodecError: Error, Hashable, Sendable {
    /// The bytes end in the middle of a value.
    case truncated(at: Int)
    /// A value that the writer never writes.
    case malformed(String, at: Int)
    /// Written in a format this build does not know.
    case unknownVersion(UInt8)
    /// A kind of fact, or of something in one, that this build does not know.
    case unknownKind(of: String, at: Int)
}

extension CodecError: CustomStringConvertible {
    /// The reason in one sentence.
    package var description: String {
        switch self {
        case .truncated(let at): "The bytes end in the middle of the value at byte \(at)."
        case .malformed(let what, let at): "Byte \(at) does not begin \(what)."
        case .unknownVersion(let version): "Format \(version) is unknown to this build."
        case .unknownKind(let what, let at): "Byte \(at) names no known \(what)."
        }
    }
}
