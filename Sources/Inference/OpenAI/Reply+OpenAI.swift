/// An answer in one piece, as OpenAI-compatible servers write it.
///
/// Source: OpenAI API reference, "The chat completion object".
struct WholeAnswer: Decodable {
    struct Choice: Decodable {
        struct Message: Decodable {
            let content: String?
            let refusal: String?
        }
        let index: Int?
        let message: Message?
        let finish_reason: String?
    }
    let model: String?
    let choices: [Choice]
    let usage: TokenUsage?
}

/// One piece of a streamed answer.
///
/// llama.cpp opens with `content: null`, ends with an empty delta, and then sends the usage with no
/// choices at all; vLLM may send a usage with every piece. The last usage counts.
struct StreamedPiece: Decodable {
    struct Choice: Decodable {
        struct Delta: Decodable {
            let content: String?
            let refusal: String?
        }
        let index: Int?
        let delta: Delta?
        let finish_reason: String?
    }
    let model: String?
    let choices: [Choice]?
    let usage: TokenUsage?
    let error: VendorError.Detail?
}

/// What an endpoint counted.
struct TokenUsage: Decodable {
    let prompt_tokens: Int?
    let completion_tokens: Int?

    /// Negative counts are no counts.
    var tokensIn: Int? { prompt_tokens.flatMap { $0 >= 0 ? $0 : nil } }
    var tokensOut: Int? { completion_tokens.flatMap { $0 >= 0 ? $0 : nil } }
}

/// An embeddings answer.
struct EmbeddingsAnswer: Decodable {
    struct Item: Decodable {
        let index: Int
        let embedding: [Double]
    }
    let model: String?
    let data: [Item]
    let usage: TokenUsage?
}

/// An error body; vendors disagree on all of it but the outer key.
struct VendorError: Decodable {
    /// `{"message":…,"type":…,"code":…}`, or nothing but a sentence.
    struct Detail: Decodable {
        let message: String?
        let type: String?
        let code: String?

        private enum CodingKeys: String, CodingKey { case message, type, code }

        init(from decoder: any Decoder) throws {
            guard let keys = try? decoder.container(keyedBy: CodingKeys.self) else {
                message = try? decoder.singleValueContainer().decode(String.self)
                (type, code) = (nil, nil)
                return
            }
            message = try? keys.decode(String.self, forKey: .message)
            type = try? keys.decode(String.self, forKey: .type)
            // llama.cpp puts the HTTP status here as a number, OpenAI a word.
            let number = (try? keys.decode(Int.self, forKey: .code)).map(String.init)
            code = (try? keys.decode(String.self, forKey: .code)) ?? number
        }
    }
    let error: Detail
}

/// A request, as OpenAI-compatible servers read it.
struct ChatBody: Encodable {
    struct Message: Encodable {
        let role: String
        let content: String
    }
    struct StreamOptions: Encodable { let include_usage = true }
    let model: String
    let messages: [Message]
    let max_tokens: Int?
    let temperature: Double?
    let seed: Int64?
    let stop: [String]?
    let stream: Bool
    let stream_options: StreamOptions?
    let response_format: ResponseFormat?

    init(_ request: ChatRequest) {
        model = request.model
        messages = request.messages.map { Message(role: $0.role.rawValue, content: $0.text) }
        max_tokens = request.tokensMax
        temperature = request.temperature
        seed = request.seed
        stop = request.stop.isEmpty ? nil : request.stop
        stream = request.delivery == .streamed
        stream_options = stream ? StreamOptions() : nil
        response_format = request.shape.map(ResponseFormat.init)
    }
}

/// A request for embeddings.
struct EmbeddingsBody: Encodable {
    let model: String
    let input: [String]
    let encoding_format = "float"
}
