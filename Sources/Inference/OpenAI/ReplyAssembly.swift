internal import FoundationEssentials
package import Orchestration

/// Puts a streamed answer together, piece by piece.
///
/// 1. The answer is complete once a piece named why it finished; `[DONE]` only says that nothing
///    follows, and some servers never send it.
/// 2. After `[DONE]` nothing counts.
/// 3. Only the first choice is read: we never ask for more.
package struct ReplyAssembly: StreamAssembly {
    private var text: StreamedText
    private var finish: String?
    private var usage: TokenUsage?
    private var model: String?
    /// Whether the server said that nothing follows.
    package private(set) var isDone = false

    package init(limits: WireLimits = WireLimits()) { text = StreamedText(limits) }

    /// Takes the data of one event.
    /// - Throws: `badOutput` for what is no piece of an answer, `contentPolicy` for a refusal, and
    ///   whatever class an error event names.
    package mutating func take(_ event: [UInt8]) throws(Failure) -> StreamProgress {
        guard !isDone else { return .nothing }
        guard event != Array("[DONE]".utf8) else {
            isDone = true
            return .nothing
        }
        guard let piece = try? JSONDecoder().decode(StreamedPiece.self, from: Data(event)) else {
            let start = readable(String(decoding: event.prefix(120), as: UTF8.self))
            throw Failure(.badOutput, "The stream holds an event that is no answer: \(start)")
        }
        if let error = piece.error { throw Failure(streamed: error) }
        model = model ?? piece.model
        usage = piece.usage ?? usage
        return try take(piece.choices?.first { ($0.index ?? 0) == 0 })
    }

    private mutating func take(_ choice: StreamedPiece.Choice?) throws(Failure) -> StreamProgress {
        finish = choice?.finish_reason ?? finish
        if let refusal = choice?.delta?.refusal, !refusal.isEmpty { throw .refused(refusal) }
        return try text.add(choice?.delta?.content)
    }

    /// The answer, when its stream has ended.
    /// - Throws: `badOutput` where the stream broke off, `contentPolicy` where a filter cut it.
    package func reply(firstToken: Duration?, total: Duration) throws(Failure) -> ChatReply {
        guard let finish else { throw text.brokenOff }
        return ChatReply(
            text: text.whole,
            finish: try ChatReply.Finish(finish),
            tokensIn: usage?.tokensIn,
            tokensOut: usage?.tokensOut,
            timeToFirstToken: firstToken,
            total: total,
            servedModel: model.map(readable)
        )
    }
}

extension ChatReply {
    /// Reads an answer that came in one piece.
    /// - Throws: `badOutput` for what is no answer, `contentPolicy` for a refusal or a filter.
    package init(whole body: [UInt8], total: Duration, limits: WireLimits) throws(Failure) {
        guard let answer = try? JSONDecoder().decode(WholeAnswer.self, from: Data(body)),
            let choice = answer.choices.first(where: { ($0.index ?? 0) == 0 })
        else { throw Failure(.badOutput, "The answer is no chat completion.") }
        if let refusal = choice.message?.refusal, !refusal.isEmpty { throw .refused(refusal) }
        let text = choice.message?.content ?? ""
        guard text.utf8.count <= limits.textBytesMax else { throw limits.exceeded("the text") }
        self.init(
            text: text,
            finish: try Finish(choice.finish_reason ?? "stop"),
            tokensIn: answer.usage?.tokensIn,
            tokensOut: answer.usage?.tokensOut,
            total: total,
            servedModel: answer.model.map(readable)
        )
    }
}

extension ChatReply.Finish {
    /// Reads an endpoint's word.
    init(_ word: String) throws(Failure) {
        switch word {
        case "stop": self = .stop
        case "length": self = .length
        case "content_filter": throw Failure(.contentPolicy, "A content filter cut the answer.")
        default: self = .other(readable(word))
        }
    }
}

extension Failure {
    /// The model declined in words of its own.
    fileprivate static func refused(_ words: String) -> Failure {
        Failure(.contentPolicy, "The model refused: \(readable(words))")
    }
}
