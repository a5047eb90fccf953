internal import Channels
package import Journal
internal import Orchestration

/// Where intents to send are looked up before anything is sent.
package protocol Outbox: Sendable {
    /// What is known of a message; nil when it was never intended.
    func dispatch(of key: String) async throws -> Dispatch?
}

/// The journal's own outbox.
package struct JournaledOutbox: Outbox {
    private let journal: Journal
    package init(_ journal: Journal) { self.journal = journal }
    package func dispatch(of key: String) async throws -> Dispatch? {
        try await journal.outbox(key)
    }
}

/// Sends a message at most once, however often its step is delivered.
///
///     consent -> intended (durable) -> deliver -> settled (durable with the step's result)
///
/// 1. The key comes from run and step, never from the attempt.
/// 2. Found intended and unsettled, the channel is asked; only its `never` lets it be sent again.
/// 3. Unknown stays unknown until the channel knows: the step fails and is tried again, which asks.
/// 4. A message counts towards caps from the moment it may go, so that no two of them share the
///    last place; it counts no more only where it is refused for good.
struct Sender: Sendable {
    let channels: [String: any Channel]
    let outbox: any Outbox
    let profiles: ProfileHub
    let policy: ConsentPolicy
    var tracer: Tracer?

    func send(
        _ content: Value,
        by name: String,
        purpose: String,
        _ lease: Lease,
        _ desk: any Desk
    ) async -> Performance {
        guard let channel = channels[name] else {
            return Performance(.failure(Failure(.badInput, "There is no channel `\(name)`.")))
        }
        let key = lease.idempotencyKey
        do {
            if let earlier = try await outbox.dispatch(of: key) {
                return await resume(earlier, channel, name, purpose, lease, desk)
            }
        } catch {
            return Performance(.failure(Failure(.channel, "The outbox cannot be read: \(error)")))
        }
        let scope = ConsentScope(profile: lease.subject, channel: name, purpose: purpose)
        guard let address = await address(of: lease.subject, name, desk) else {
            return Performance(.success(["status": "blocked", "reason": "no_address"]))
        }
        guard await profiles.isReadable(scope.profile) else {
            return Performance(.failure(profiles.unreadable(scope.profile)))
        }
        guard let text = content["text"]?.text ?? content.text else {
            return Performance(.failure(Failure(.badInput, "There is no text to send.")))
        }
        if let refused = await refusal(key, scope, address, desk) { return refused }
        var message = OutboundMessage(
            key: MessageKey(key),
            to: address,
            profile: lease.subject,
            text: text,
            purpose: purpose,
            time: desk.now
        )
        message.traceparent = tracer?.attempt(lease).header
        let intent = intent(message, name, lease)
        do throws(JournalError) {
            try await desk.record([.outboxIntended(intent)], profiles: [lease.subject])
        } catch {
            return Performance(.failure(Failure(.channel, error.headline)))
        }
        return await deliver(message, channel, scope, desk)
    }

    private func intent(_ message: OutboundMessage, _ channel: String, _ lease: Lease) -> Message {
        Message(
            key: message.key.text,
            run: lease.run,
            step: lease.key.step,
            channel: channel,
            address: message.to,
            body: Array(message.text.utf8),
            at: message.time
        )
    }

    /// Consent is asked for at the moment of sending, not when the run began.
    private func refusal(
        _ key: String,
        _ scope: ConsentScope,
        _ address: String,
        _ desk: any Desk
    ) async -> Performance? {
        let message = Consent.Message(scope, to: address, at: desk.now)
        switch await profiles.admit(key, message, under: policy) {
        case .send: return nil
        case nil:
            return Performance(.failure(Failure(.channel, "The profile cannot be read now.")))
        case .block(let reason):
            return Performance(
                .success(["status": "blocked", "reason": .string(reason.rawValue)])
            )
        case .deferred(let until):
            return Performance(
                .failure(
                    Failure(
                        .channel,
                        "It is quiet there until \(until.text).",
                        retryAfter: until - desk.now
                    )
                )
            )
        }
    }

    private func address(of profile: String, _ channel: String, _ desk: any Desk) async -> String? {
        guard !profile.isEmpty else { return nil }
        await profiles.prepare([profile])
        let known = profiles.cached(profile, at: desk.now)
        return known?[channel == "sms" ? "phone" : channel]?.text ?? "\(profile)@\(channel)"
    }
}

extension Sender {
    private func deliver(
        _ message: OutboundMessage,
        _ channel: any Channel,
        _ scope: ConsentScope,
        _ desk: any Desk
    ) async -> Performance {
        switch await channel.deliver(message) {
        case .sent(let reference), .repeated(let reference):
            return await sent(message.key.text, reference, scope, desk)
        case .refused(let failure):
            // Tried again, it goes out without being asked about again: it keeps its place.
            guard !failure.kind.isRetryable else { return Performance(.failure(failure)) }
            await profiles.unsent(message.key.text, to: scope.profile)
            return Performance(.failure(failure), profiles: [scope.profile])
        case .unknown(let why): return unknown(message.key.text, why, desk)
        }
    }

    /// An intent from before: the channel is asked what became of it.
    private func resume(
        _ earlier: Dispatch,
        _ channel: any Channel,
        _ name: String,
        _ purpose: String,
        _ lease: Lease,
        _ desk: any Desk
    ) async -> Performance {
        let key = earlier.message.key
        let scope = ConsentScope(profile: lease.subject, channel: name, purpose: purpose)
        if earlier.settlement == .sent {
            return Performance(.success(Self.result(key, earlier.reference)))
        }
        switch await channel.lookUp(MessageKey(key)) {
        case .sent(let reference): return await sent(key, reference, scope, desk)
        case .unknown: return unknown(key, "the channel does not know", desk)
        case .never:
            var message = OutboundMessage(
                key: MessageKey(key),
                to: earlier.message.address,
                profile: lease.subject,
                text: String(decoding: earlier.message.body, as: UTF8.self),
                purpose: purpose,
                time: earlier.message.at
            )
            message.traceparent = tracer?.attempt(lease).header
            return await deliver(message, channel, scope, desk)
        }
    }

    private func sent(
        _ key: String,
        _ reference: String,
        _ scope: ConsentScope,
        _ desk: any Desk
    ) async -> Performance {
        await profiles.sent(key, scope, at: desk.now)
        return Performance(
            .success(Self.result(key, reference)),
            records: [.outboxSettled(key: key, as: .sent, reference: reference, at: desk.now)],
            profiles: [scope.profile]
        )
    }

    private func unknown(_ key: String, _ why: String, _ desk: any Desk) -> Performance {
        Performance(
            .failure(Failure(.channel, "Whether it was sent is unknown: \(why).")),
            records: [.outboxSettled(key: key, as: .unknown, reference: why, at: desk.now)]
        )
    }

    private static func result(_ key: String, _ reference: String) -> Value {
        ["status": "sent", "key": .string(key), "reference": .string(reference)]
    }
}
