/// Why a gateway cannot be opened or reached.
package enum GatewayError: Error, Hashable, Sendable {
    /// The system allows socket paths of at most `limit` bytes.
    case pathTooLong(String, limit: Int)
    case cannotListen(String, why: String)
    /// Nobody answers there.
    case unreachable(String, why: String)
    /// The other end answers, and says why it will not do what was asked.
    case refused(String)
    /// The answer makes no sense to this Podium.
    case unreadable(String)
}

extension GatewayError: CustomStringConvertible {
    /// What happened, why, and what to do next.
    package var description: String {
        switch self {
        case .pathTooLong(let path, let limit):
            "The gateway \(path) cannot be opened: a socket's path has at most \(limit) bytes."
                + " Choose a shorter --data folder."
        case .cannotListen(let path, let why):
            "The gateway \(path) cannot be opened: \(why)."
        case .unreachable(let path, let why):
            "No engine answers at \(path): \(why). Start one with podium run or podium serve."
        case .refused(let why): why
        case .unreadable(let what):
            "The engine is another build of Podium: \(what). Use the same Podium at both ends."
        }
    }

    /// An answer that could not be read, in words: not in those of a decoder.
    package init(unreadable error: any Error) {
        guard let error = error as? DecodingError else { self = .unreadable("\(error)"); return }
        self = .unreadable(error.words)
    }
}

extension DecodingError {
    /// What this Podium looked for and did not find.
    fileprivate var words: String {
        switch self {
        case .keyNotFound(let key, _): "its answer has no `\(key.stringValue)`"
        case .typeMismatch(_, let place), .valueNotFound(_, let place):
            "its answer has something else for `\(place.codingPath.last?.stringValue ?? "all of it")`"
        case .dataCorrupted(let place):
            place.codingPath.isEmpty
                ? "its answer is no JSON"
                : "its answer has a word for `\(place.codingPath.last?.stringValue ?? "")` that is new here"
        @unknown default: "its answer cannot be read"
        }
    }
}
