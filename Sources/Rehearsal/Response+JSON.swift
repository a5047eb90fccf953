internal import FoundationEssentials
internal import Hummingbird

extension Response {
    /// A JSON answer.
    static func json(
        _ value: some Encodable,
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        let bytes = (try? JSONEncoder().encode(value)) ?? Data("{}".utf8)
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    /// An error in OpenAI's shape.
    static func refusal(
        _ status: HTTPResponse.Status,
        _ message: String,
        _ code: String? = nil
    ) -> Response {
        .json(SpokenError(message, type: "invalid_request_error", code: code), status: status)
    }

    /// The error a fault asks for.
    static func refusal(_ trouble: Fault.Trouble) -> Response {
        switch trouble {
        case .rateLimited(let seconds):
            .json(
                SpokenError("Too many requests.", type: "rate_limit_error"),
                status: .tooManyRequests,
                headers: [.retryAfter: String(seconds)]
            )
        case .broken:
            .json(
                SpokenError("Something broke.", type: "server_error"),
                status: .internalServerError
            )
        case .overloaded:
            .json(
                SpokenError("No capacity.", type: "overloaded_error"),
                status: .serviceUnavailable
            )
        }
    }

    /// The error of a prompt that does not fit.
    static func tooLong(_ words: Int, limit: Int) -> Response {
        .refusal(
            .badRequest,
            "The prompt has \(words) tokens; the model takes \(limit).",
            "context_length_exceeded"
        )
    }
}

extension ByteBuffer {
    /// One server-sent event.
    static func event(_ value: some Encodable) -> ByteBuffer {
        let bytes = (try? JSONEncoder().encode(value)) ?? Data()
        return ByteBuffer(bytes: Array("data: ".utf8) + bytes + Array("\n\n".utf8))
    }
}
