/// A request as the messages protocol reads it.
///
/// Source: Anthropic API reference, "Create a Message".
struct MessageBody: Encodable {
    struct Turn: Encodable {
        let role: String
        let content: String
    }
    let model: String
    let messages: [Turn]
    let system: String?
    /// Required by the protocol; the longest answer where the caller set no limit.
    let max_tokens: Int
    let temperature: Double?
    let stop_sequences: [String]?
    let stream: Bool

    /// What is said to the model stands outside the conversation here; a seed has no place.
    init(_ request: ChatRequest) {
        model = request.model
        messages = request.messages.filter { $0.role != .system }
            .map { Turn(role: $0.role.rawValue, content: $0.text) }
        let said = request.messages.filter { $0.role == .system }.map(\.text)
        system = said.isEmpty ? nil : said.joined(separator: "\n\n")
        max_tokens = request.tokensMax ?? 1024
        temperature = request.temperature
        stop_sequences = request.stop.isEmpty ? nil : request.stop
        stream = request.delivery == .streamed
    }
}

/// An answer in one piece, and the beginning of a streamed one.
struct MessageAnswer: Decodable {
    struct Block: Decodable {
        let type: String
        let text: String?
    }
    let model: String?
    let content: [Block]?
    let stop_reason: String?
    let usage: MessageUsage?
}

/// What an endpoint counted; a stream tells the prompt first and the answer last.
struct MessageUsage: Decodable {
    let input_tokens: Int?
    let output_tokens: Int?

    /// Negative counts are no counts.
    var tokensIn: Int? { input_tokens.flatMap { $0 >= 0 ? $0 : nil } }
    var tokensOut: Int? { output_tokens.flatMap { $0 >= 0 ? $0 : nil } }
}

/// One event of a stream: `type` says which of the rest is there.
struct MessageEvent: Decodable {
    struct Delta: Decodable {
        let type: String?
        let text: String?
        let stop_reason: String?
    }
    let type: String
    let message: MessageAnswer?
    let delta: Delta?
    let usage: MessageUsage?
    let error: VendorError.Detail?
}
