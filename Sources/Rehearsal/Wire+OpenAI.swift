/// What a client of the scripted provider sends.
struct AskedChat: Decodable {
    struct Message: Decodable {
        let role: String
        let content: String?
    }
    struct StreamOptions: Decodable { let include_usage: Bool? }
    let model: String
    let messages: [Message]
    let max_tokens: Int?
    let stream: Bool?
    let stream_options: StreamOptions?

    /// All that was said, for counting and for choosing an answer.
    var prompt: String { messages.compactMap(\.content).joined(separator: "\n") }
}

/// A whole answer, or one piece of a streamed one.
struct SpokenChat: Encodable {
    struct Message: Encodable {
        var role: String?
        var content: String?
    }
    struct Choice: Encodable {
        let index = 0
        var message: Message?
        var delta: Message?
        var finish_reason: String?
    }
    struct Usage: Encodable {
        let prompt_tokens: Int
        let completion_tokens: Int
        var total_tokens: Int

        init(prompt: Int, completion: Int) {
            prompt_tokens = prompt
            completion_tokens = completion
            total_tokens = prompt + completion
        }
    }
    let id: String
    let object: String
    let model: String
    var choices: [Choice]
    var usage: Usage?
}

/// An error as OpenAI writes it.
struct SpokenError: Encodable {
    struct Detail: Encodable {
        let message: String
        let type: String
        let code: String?
    }
    let error: Detail

    init(_ message: String, type: String, code: String? = nil) {
        error = Detail(message: message, type: type, code: code)
    }
}

/// The answer of `/v1/models`.
struct SpokenModels: Encodable {
    struct Model: Encodable {
        let id: String
        let object = "model"
        let owned_by = "rehearsal"
    }
    let object = "list"
    let data: [Model]
}
