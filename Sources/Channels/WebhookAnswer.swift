internal import FoundationEssentials
internal import Orchestration

/// What a message provider answered.
struct WebhookAnswer: Sendable {
    let status: Int
    var retryAfter: String?
    var date: String?
    let body: [UInt8]

    /// The provider's own name for the message: `id` or `reference` of its JSON answer.
    var reference: String? {
        struct Named: Decodable {
            let id: String?
            let reference: String?
        }
        let named = try? JSONDecoder().decode(Named.self, from: Data(body))
        return (named?.id ?? named?.reference).map { String($0.prefix(200)) }
    }

    /// What the answer to a post proves.
    ///
    /// A 409 says that the key is in use: only asking tells whether the customer has the message.
    /// 500, 502 and 504 come from a provider that may have done its work before it stumbled.
    func delivery(of key: MessageKey) -> Delivery {
        switch status {
        case 200...299: .sent(reference: reference ?? key.text)
        case 401, 403: refused(.auth)
        case 429: refused(.rateLimited)
        case 503: refused(.overloaded)
        case 408, 409, 425: .unknown("The provider answered \(status).")
        case 400...499: refused(.badInput)
        default: .unknown("The provider answered \(status).")
        }
    }

    private func refused(_ kind: FailureKind) -> Delivery {
        let pause = retryAfter.flatMap { RetryAfter.pause(in: $0, date: date) }
        return .refused(
            Failure(kind, "The message provider answered \(status).", retryAfter: pause)
        )
    }
}
