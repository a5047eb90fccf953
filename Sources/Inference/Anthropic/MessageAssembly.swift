internal import FoundationEssentials
package import Orchestration

/// Puts a streamed message together, event by event.
///
///     message_start ─ content_block_start ─ content_block_delta … ─ content_block_stop
///                   ─ message_delta (why it stopped, tokens) ─ message_stop
///
/// 1. Only text deltas are content: `ping` and the openings of blocks are none.
/// 2. The answer is complete once `message_delta` named why it stopped.
/// 3. Events of a type that is not known change nothing: the protocol reserves the right to add some.
package struct MessageAssembly: StreamAssembly {
    private var text: StreamedText
    private var stop: String?
    private var tokensIn: Int?
    private var tokensOut: Int?
    private var model: String?
    /// Whether the server said that nothing follows.
    package private(set) var isDone = false

    package init(limits: WireLimits = WireLimits()) { text = StreamedText(limits) }

    /// Takes the data of one event.
    /// - Throws: `badOutput` for what is no event, and whatever class an error event names.
    package mutating func take(_ event: [UInt8]) throws(Failure) -> StreamProgress {
        guard !isDone else { return .nothing }
        guard let event = try? JSONDecoder().decode(MessageEvent.self, from: Data(event)) else {
            let start = readable(String(decoding: event.prefix(120), as: UTF8.self))
            throw Failure(.badOutput, "The stream holds an event that is no message: \(start)")
        }
        switch event.type {
        case "message_start": begin(event.message)
        case "content_block_delta": return try text.add(event.delta?.text)
        case "message_delta":
            stop = event.delta?.stop_reason ?? stop
            tokensIn = event.usage?.tokensIn ?? tokensIn
            tokensOut = event.usage?.tokensOut ?? tokensOut
        case "message_stop": isDone = true
        case "error":
            throw event.error.map { Failure(streamed: $0) }
                ?? Failure(.badOutput, "The stream ended in an error without a reason.")
        default: break
        }
        return .nothing
    }

    private mutating func begin(_ message: MessageAnswer?) {
        model = message?.model
        tokensIn = message?.usage?.tokensIn
    }

    /// The answer, when its stream has ended.
    /// - Throws: `badOutput` where the stream broke off, `contentPolicy` for a refusal.
    package func reply(firstToken: Duration?, total: Duration) throws(Failure) -> ChatReply {
        guard let stop else { throw text.brokenOff }
        return ChatReply(
            text: text.whole,
            finish: try ChatReply.Finish(stop: stop),
            tokensIn: tokensIn,
            tokensOut: tokensOut,
            timeToFirstToken: firstToken,
            total: total,
            servedModel: model.map(readable)
        )
    }
}

extension ChatReply {
    /// Reads a message that came in one piece.
    /// - Throws: `badOutput` for what is no message, `contentPolicy` for a refusal.
    package init(message body: [UInt8], total: Duration, limits: WireLimits) throws(Failure) {
        guard let answer = try? JSONDecoder().decode(MessageAnswer.self, from: Data(body)),
            let content = answer.content
        else { throw Failure(.badOutput, "The answer is no message.") }
        let text = content.filter { $0.type == "text" }.compactMap(\.text).joined()
        guard text.utf8.count <= limits.textBytesMax else { throw limits.exceeded("the text") }
        self.init(
            text: text,
            finish: try Finish(stop: answer.stop_reason ?? "end_turn"),
            tokensIn: answer.usage?.tokensIn,
            tokensOut: answer.usage?.tokensOut,
            total: total,
            servedModel: answer.model.map(readable)
        )
    }
}

extension ChatReply.Finish {
    /// Reads a message's `stop_reason`.
    fileprivate init(stop word: String) throws(Failure) {
        switch word {
        case "end_turn", "stop_sequence": self = .stop
        case "max_tokens": self = .length
        case "refusal": throw Failure(.contentPolicy, "The model refused to answer.")
        default: self = .other(readable(word))
        }
    }
}
