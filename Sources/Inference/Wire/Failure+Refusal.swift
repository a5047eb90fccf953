internal import FoundationEssentials
package import Orchestration

/// The head of an answer that is no success.
package struct Refusal: Hashable, Sendable {
    package let status: Int
    package var retryAfter: String?
    package var retryAfterMilliseconds: String?
    package var date: String?
    package var rateLimit: String?

    package init(
        status: Int,
        retryAfter: String? = nil,
        retryAfterMilliseconds: String? = nil,
        date: String? = nil,
        rateLimit: String? = nil
    ) {
        self.rateLimit = rateLimit
        self.status = status
        self.retryAfter = retryAfter
        self.retryAfterMilliseconds = retryAfterMilliseconds
        self.date = date
    }

    /// The pause it asks for, from `Retry-After` in either form or OpenAI's `retry-after-ms`; where
    /// it has none of them, from what its `RateLimit` says is used up.
    var pause: Duration? {
        if let text = retryAfterMilliseconds, let number = Int64(text), number >= 0 {
            return min(RetryAfter.longest, .milliseconds(number))
        }
        return retryAfter.flatMap { RetryAfter.pause(in: $0, date: date) }
            ?? rateLimit.flatMap { RetryAfter.pause(inRateLimit: $0) }
    }
}

extension Failure {
    /// The failure an HTTP answer stands for.
    ///
    /// - Parameters:
    ///   - refusal: Status and the headers that matter.
    ///   - body: The body as far as it was read; need not be JSON.
    package init(_ refusal: Refusal, body: [UInt8]) {
        let detail = (try? JSONDecoder().decode(VendorError.self, from: Data(body)))?.error
        let kind = Failure.kind(status: refusal.status, detail: detail)
        let problem = try? JSONDecoder().decode(ProblemDetails.self, from: Data(body))
        let said = readable(
            detail?.message ?? problem?.sentence ?? String(decoding: body, as: UTF8.self)
        )
        let end = said.isEmpty ? "." : ": \(said)"
        self.init(
            kind,
            "The endpoint answered \(refusal.status)\(end)",
            retryAfter: refusal.pause
        )
    }

    /// The failure an error event inside a stream stands for.
    init(streamed detail: VendorError.Detail) {
        let kind = Failure.kind(status: detail.code.flatMap { Int($0) } ?? 500, detail: detail)
        self.init(kind, "The stream ended in an error: \(readable(detail.message ?? "no reason"))")
    }

    /// The class of a status, refined by the words of the vendor.
    private static func kind(status: Int, detail: VendorError.Detail?) -> FailureKind {
        switch status {
        case 401, 403: return .auth
        case 402: return .quotaSpent
        case 408: return .timeout
        case 413: return .contextTooLong
        // Of two reasons with one status only one is over by itself.
        case 429: return word(of: detail) == .quotaSpent ? .quotaSpent : .rateLimited
        case 501: return .badInput
        case 500...599: return word(of: detail) ?? .overloaded
        case 400...499: return word(of: detail) ?? .badInput
        default: return .badOutput
        }
    }

    /// The class a vendor's own code or type names.
    private static func word(of detail: VendorError.Detail?) -> FailureKind? {
        switch detail?.code {
        case "context_length_exceeded": return .contextTooLong
        case "content_policy_violation", "content_filter": return .contentPolicy
        case "rate_limit_exceeded": return .rateLimited
        case "invalid_api_key": return .auth
        case "insufficient_quota", "billing_hard_limit_reached": return .quotaSpent
        case "model_not_found": return .unknownModel
        default: break
        }
        switch detail?.type {
        case "insufficient_quota", "billing_error": return .quotaSpent
        case "model_not_found": return .unknownModel
        case "exceed_context_size_error": return .contextTooLong
        case "rate_limit_error", "rate_limit_exceeded": return .rateLimited
        case "overloaded_error", "unavailable_error": return .overloaded
        case "authentication_error", "permission_error": return .auth
        default: break
        }
        // Anthropic says only that something is not found, and its path is always the same.
        if detail?.type == "not_found_error", detail?.message?.contains("model") == true {
            return .unknownModel
        }
        // vLLM, several proxies and Anthropic give a sentence and no code.
        let words = ["maximum context length", "prompt is too long"]
        let isLong = words.contains { detail?.message?.contains($0) == true }
        return isLong ? .contextTooLong : nil
    }
}

/// Foreign text cut to one printable line of at most 200 characters.
package func readable(_ text: String) -> String {
    let plain = text.unicodeScalars.prefix(800).map { scalar -> Character in
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            " "
        default: Character(scalar)
        }
    }
    let words = String(plain).split(separator: " ").joined(separator: " ")
    return words.count > 200 ? words.prefix(199) + "…" : words
}

/// What a server says of an error in `application/problem+json`.
///
/// Source: RFC 9457, section 3.1.
private struct ProblemDetails: Decodable {
    let title: String?
    let detail: String?

    /// What happened this time, or else what kind of thing it is.
    var sentence: String? { detail ?? title }
}
