package import Journal
package import Orchestration
internal import Synchronization

/// The unified profiles: the newest of each in memory, all of them in the journal.
///
/// What memory holds may be ahead of the disk by one commit. So a profile is written as it is when
/// its record is staged, never as it was when an event was folded in: however results overtake one
/// another, the newest stands in the journal at the end.
package final class ProfileHub: Sendable {
    private let journal: Journal
    private let cache = Mutex(ProfileCache())
    /// Profiles that stand in the journal and are no profiles this build can read.
    private let damaged = Mutex<Set<String>>([])

    /// What is known of a customer before the first event that comes in here.
    package typealias Archive = @Sendable (_ id: String) -> Profile?

    private let archive: Archive?

    package init(journal: Journal, archive: Archive? = nil) {
        self.journal = journal
        self.archive = archive
    }

    /// Brings profiles into memory, so that `cached` knows them.
    func prepare(_ ids: [String]) async {
        for id in Set(ids) where !isCached(id) { await load(id) }
    }

    private func isCached(_ id: String) -> Bool { cache.withLock { $0.touch(id) } }

    private func load(_ id: String) async {
        let entry: ProfileCache.Entry
        do {
            let stored = try await journal.profile(id)
            if let stored {
                guard let known = (try? Value(json: stored.bytes)).flatMap(Self.entry) else {
                    // An empty one in its place would be written over it.
                    damaged.withLock { _ = $0.insert(id) }
                    return
                }
                entry = known
            } else {
                entry = ProfileCache.Entry(profile: archive?(id) ?? Profile())
            }
        } catch {
            // Unknown is not empty: an empty profile would be written over the one that is there.
            return
        }
        cache.withLock { $0.enter(entry, id) }
    }

    private static func entry(_ value: Value) -> ProfileCache.Entry? {
        guard let profile = value["profile"].flatMap({ try? Profile(stored: $0) }) else {
            return nil
        }
        var entry = ProfileCache.Entry(profile: profile)
        if case .list(let sendings)? = value["sendings"] {
            entry.sendings = sendings.compactMap { try? Sending($0) }
        }
        return entry
    }

    /// A profile as expressions see it; nil when it was not prepared.
    func cached(_ id: String, at now: Instant) -> Value? {
        cache.withLock { $0[id]?.profile }?.value(at: now)
    }

    /// A stored profile as expressions see it; nil when it cannot be read.
    func read(_ stored: StoredProfile, at now: Instant) -> Value? {
        if let newer = cached(stored.id, at: now) { return newer }
        return (try? Value(json: stored.bytes)).flatMap(Self.entry)?.profile.value(at: now)
    }

    /// Folds an event in, and answers with the profile that results.
    ///
    /// An event it has seen changes nothing, so an attempt delivered again is harmless.
    func fold(_ event: Value, id eventID: String, into id: String, at now: Instant)
        async
        throws(Failure) -> Value
    {
        await prepare([id])
        let folded = change(id) { entry in
            Result { () throws(EventError) in
                entry.profile = try entry.profile.applying(event: event, id: eventID, at: now)
                return entry.profile
            }
        }
        switch folded {
        case .success(let profile)?: return profile.value(at: now)
        case .failure(let error)?:
            throw Failure(.badInput, "the event does not fit a profile: \(error)")
        case nil: throw unreadable(id)
        }
    }

    /// Why a profile is not at hand.
    func unreadable(_ id: String) -> Failure {
        guard damaged.withLock({ $0.contains(id) }) else {
            return Failure(.lostWorker, "The profile of \(id) cannot be read now.")
        }
        return Failure(
            .badInput,
            "The stored profile of \(id) is damaged or of a newer Podium; it is left as it is."
        )
    }

    /// Whether a profile is at hand, or can be brought.
    func isReadable(_ id: String) async -> Bool {
        await prepare([id])
        return isCached(id)
    }

    /// Changes an entry that is in memory, which stays there until a record of it is durable; nil
    /// where it is not.
    private func change<T: Sendable>(_ id: String, _ body: (inout ProfileCache.Entry) -> T) -> T? {
        cache.withLock { cache in
            guard var entry = cache[id] else { return nil }
            let result = body(&entry)
            entry.isChanged = true
            cache[id] = entry
            return result
        }
    }

    /// The record that makes a profile durable as it is now.
    func stage(_ id: String, at now: Instant) -> Record? {
        cache.withLock { cache in
            guard let entry = cache[id] else { return nil }
            cache[id]?.staged += 1
            cache[id]?.isChanged = false
            let value: Value = [
                "profile": entry.profile.stored, "sendings": .list(entry.sendings.map(\.stored)),
            ]
            return .profile(id: id, bytes: value.jsonBytes, at: now)
        }
    }

    /// The record of a profile has become durable.
    func settled(_ id: String) { cache.withLock { $0[id]?.staged -= 1 } }

    /// Decides whether a message may go out, and counts it at once where it may.
    ///
    /// In one step: of two messages that are decided at the same moment, the later one sees the
    /// other, though neither has been sent. One counted here stays so until it is `unsent`.
    /// - Returns: The answer; nil where the profile cannot be read now, since unknown is not empty.
    func admit(
        _ key: String,
        _ message: Consent.Message,
        under policy: ConsentPolicy
    ) async -> Consent.Decision? {
        let id = message.scope.profile
        await prepare([id])
        return cache.withLock { cache in
            guard var entry = cache[id] else { return nil }
            let decision = Consent.decide(message, entry.ledger(besides: key, message), policy)
            if case .send = decision {
                entry.count(key, message.scope, at: message.at)
                cache[id] = entry
            }
            return decision
        }
    }

    /// Counts a message that was sent, unless it is counted already.
    func sent(_ key: String, _ scope: ConsentScope, at now: Instant) async {
        await prepare([scope.profile])
        _ = change(scope.profile) { $0.count(key, scope, at: now) }
    }

    /// A message that was counted will not be sent after all.
    func unsent(_ key: String, to id: String) async {
        await prepare([id])
        _ = change(id) { entry in entry.sendings.removeAll { $0.key == key } }
    }
}

extension ProfileCache.Entry {
    /// What is known of a customer that bears on whether they may be written to.
    ///
    /// An attribute such as `marketing_consent: true` is a grant for that purpose on every channel
    /// from the moment of the newest event that said so; false is a withdrawal.
    fileprivate func ledger(besides key: String, _ message: Consent.Message) -> Consent.Ledger {
        let scope = message.scope
        var events: [ConsentEvent] = []
        if let said = profile.attributes["\(scope.purpose)_consent"] {
            let kind: ConsentEvent.Kind =
                said.content == .bool(true) ? .grant(scope, expires: nil) : .withdraw(scope)
            events.append(ConsentEvent(kind, at: said.at))
        }
        return Consent.Ledger(events: events, sendings: sendings.filter { $0.key != key })
    }

    fileprivate mutating func count(_ key: String, _ scope: ConsentScope, at now: Instant) {
        guard !sendings.contains(where: { $0.key == key }) else { return }
        var sending = Sending(scope, at: now)
        sending.key = key
        sendings.append(sending)
        if sendings.count > 64 { sendings.removeFirst() }
        isChanged = true
    }
}

extension Sending {
    /// As `Sending(_:)` reads it.
    fileprivate var stored: Value {
        [
            "profile": .string(scope.profile), "channel": .string(scope.channel),
            "purpose": .string(scope.purpose), "at": .string(at.text), "key": .string(key),
        ]
    }
}
