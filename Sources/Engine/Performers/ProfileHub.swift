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
        var profile: Profile
        /// Records staged and not yet durable: such an entry is not let go.
        var staged = 0
    }

    private let journal: Journal
    private let cache = Mutex<[String: Entry]>([:])
    /// About 2 kB each.
    private static let kept = 5000

    package init(journal: Journal) { self.journal = journal }

    /// Brings profiles into memory, so that `cached` knows them.
    func prepare(_ ids: [String]) async {
        for id in Set(ids) where !isCached(id) { await load(id) }
    }

    private func isCached(_ id: String) -> Bool { cache.withLock { $0[id] != nil } }

    private func load(_ id: String) async {
        guard let stored = try? await journal.profile(id) else {
            return cache.withLock { if $0[id] == nil { $0[id] = Entry(profile: Profile()) } }
        }
        let profile = (try? Value(json: stored.bytes)).flatMap { try? Profile(stored: $0) }
        cache.withLock { cache in
            if cache.count >= Self.kept { Self.shrink(&cache) }
            if cache[id] == nil { cache[id] = Entry(profile: profile ?? Profile()) }
        }
    }

    private static func shrink(_ cache: inout [String: Entry]) {
        for id in cache.filter({ $0.value.staged == 0 }).keys.prefix(kept / 2) { cache[id] = nil }
    }

    /// A profile as expressions see it; nil when it was not prepared.
    func cached(_ id: String, at now: Instant) -> Value? {
        cache.withLock { $0[id]?.profile }?.value(at: now)
    }

    /// A stored profile as expressions see it; nil when it cannot be read.
    func read(_ stored: StoredProfile, at now: Instant) -> Value? {
        if let newer = cached(stored.id, at: now) { return newer }
        guard let value = try? Value(json: stored.bytes) else { return nil }
        return try? Profile(stored: value).value(at: now)
    }

    /// Folds an event in, and answers with the profile that results.
    ///
    /// An event it has seen changes nothing, so an attempt delivered again is harmless.
    func fold(_ event: Value, id eventID: String, into id: String, at now: Instant) async
        throws(Failure) -> Value
    {
        await prepare([id])
        let folded = cache.withLock { cache in
            Result { () throws(EventError) in
                var entry = cache[id] ?? Entry(profile: Profile())
                entry.profile = try entry.profile.applying(event: event, id: eventID, at: now)
                cache[id] = entry
                return entry.profile
            }
        }
        switch folded {
        case .success(let profile): return profile.value(at: now)
        case .failure(let error): throw Failure(.badInput, "the event does not fit a profile: \(error)")
        }
    }

    /// The record that makes a profile durable as it is now.
    func stage(_ id: String, at now: Instant) -> Record? {
        cache.withLock { cache in
            guard let profile = cache[id]?.profile else { return nil }
            cache[id]?.staged += 1
            return .profile(id: id, bytes: profile.stored.jsonBytes, at: now)
        }
    }

    /// The record of a profile has become durable.
    func settled(_ id: String) { cache.withLock { $0[id]?.staged -= 1 } }
}
