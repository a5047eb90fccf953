package import Journal
package import Orchestration
internal import Synchronization

/// The unified profiles: the newest of each in memory, all of them in the journal.
///
/// What memory holds may be ahead of the disk by one commit. So a profile is written as it is when
/// its record is staged, never as it was when an event was folded in: however results overtake one
/// another, the newest stands in the journal at the end.
package final class ProfileHub: Sendable {
    private struct Entry: Sendable {
        var profile = Profile()
        /// What was sent to this customer lately, newest last: what caps count.
        var sendings: [Sending] = []
        /// Records staged and not yet durable.
        var staged = 0
        /// Changed since a record of it was staged.
        var isChanged = false
        /// Ascends with every look at any entry: the lowest was looked at longest ago.
        var touched = 0

        /// Whether the journal has it as it is.
        var isDurable: Bool { staged == 0 && !isChanged }
    }

    /// What memory holds: the entries, and how often one was looked at.
    private struct Cache: Sendable {
        private(set) var entries: [String: Entry] = [:]
        private var looks = 0

        /// Whether it is held; if so, it will be for a while.
        mutating func touch(_ id: String) -> Bool {
            looks += 1
            entries[id]?.touched = looks
            return entries[id] != nil
        }

        /// Takes an entry in, unless there is one: what memory holds is never older.
        mutating func enter(_ entry: Entry, _ id: String) {
            if entries.count >= ProfileHub.kept { shrink() }
            if entries[id] == nil { entries[id] = entry }
            _ = touch(id)
        }

        /// Lets go of the half looked at longest ago, save what the journal does not have yet.
        private mutating func shrink() {
            let durable = entries.filter { $0.value.isDurable }
            let oldest = durable.sorted { $0.value.touched < $1.value.touched }
            for (id, _) in oldest.prefix(ProfileHub.kept / 2) { entries[id] = nil }
        }

        subscript(_ id: String) -> Entry? {
            get { entries[id] }
            set { entries[id] = newValue }
        }
    }

    private let journal: Journal
    private let cache = Mutex(Cache())
    /// About 2 kB each.
    private static let kept = 5000

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
        guard let stored = try? await journal.profile(id) else {
            let known = Entry(profile: archive?(id) ?? Profile())
            return cache.withLock { $0.enter(known, id) }
        }
        let entry = (try? Value(json: stored.bytes)).flatMap { Self.entry($0) } ?? Entry()
        cache.withLock { $0.enter(entry, id) }
    }

    private static func entry(_ value: Value) -> Entry? {
        guard let profile = value["profile"].flatMap({ try? Profile(stored: $0) }) else {
            return nil
        }
        var entry = Entry(profile: profile)
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
        let folded = cache.withLock { cache in
            Result { () throws(EventError) in
                var entry = cache[id] ?? Entry()
                entry.profile = try entry.profile.applying(event: event, id: eventID, at: now)
                entry.isChanged = true
                cache[id] = entry
                return entry.profile
            }
        }
        switch folded {
        case .success(let profile): return profile.value(at: now)
        case .failure(let error):
            throw Failure(.badInput, "the event does not fit a profile: \(error)")
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

    /// What is known of a customer that bears on whether they may be written to.
    ///
    /// An attribute such as `marketing_consent: true` is a grant for that purpose on every channel
    /// from the moment of the newest event that said so; false is a withdrawal.
    func consent(of id: String, for scope: ConsentScope) async -> Consent.Ledger {
        await prepare([id])
        guard let entry = cache.withLock({ $0[id] }) else { return Consent.Ledger() }
        var events: [ConsentEvent] = []
        if let said = entry.profile.attributes["\(scope.purpose)_consent"] {
            let kind: ConsentEvent.Kind =
                said.content == .bool(true) ? .grant(scope, expires: nil) : .withdraw(scope)
            events.append(ConsentEvent(kind, at: said.at))
        }
        return Consent.Ledger(events: events, sendings: entry.sendings)
    }

    /// Remembers that a customer was written to.
    func sent(_ sending: Sending) {
        cache.withLock { cache in
            var entry = cache[sending.scope.profile] ?? Entry()
            entry.sendings.append(sending)
            if entry.sendings.count > 64 { entry.sendings.removeFirst() }
            entry.isChanged = true
            cache[sending.scope.profile] = entry
        }
    }
}

extension Sending {
    /// As `Sending(_:)` reads it.
    fileprivate var stored: Value {
        [
            "profile": .string(scope.profile), "channel": .string(scope.channel),
            "purpose": .string(scope.purpose), "at": .string(at.text),
        ]
    }
}
