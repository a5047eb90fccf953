internal import Orchestration

/// Puts a streamed answer together, piece by piece.
protocol StreamAssembly: Sendable {
    /// Whether the server said that nothing follows.
    var isDone: Bool { get }
    /// Takes the data of one event.
    mutating func take(_ event: [UInt8]) throws(Failure) -> StreamProgress
    /// The answer, when its stream has ended.
    func reply(firstToken: Duration?, total: Duration) throws(Failure) -> ChatReply
}

/// What a piece of a stream brought.
package enum StreamProgress: Hashable, Sendable {
    /// At least one character of the answer.
    case content
    /// Nothing that counts as a token.
    case nothing
}

/// The text of a streamed answer as it grows, up to its limit.
struct StreamedText: Sendable {
    private(set) var whole = ""
    private let limits: WireLimits

    init(_ limits: WireLimits) { self.limits = limits }

    /// Takes a piece; nil and the empty one are none.
    /// - Throws: `badOutput` beyond the limit.
    mutating func add(_ piece: String?) throws(Failure) -> StreamProgress {
        guard let piece, !piece.isEmpty else { return .nothing }
        whole += piece
        guard whole.utf8.count <= limits.textBytesMax else { throw limits.exceeded("the text") }
        return .content
    }

    /// The failure of a stream that ended before the answer was complete.
    var brokenOff: Failure {
        Failure(.badOutput, "The stream broke off after \(whole.count) characters.")
    }
}
