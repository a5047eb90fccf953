internal import Orchestration

/// Profiles in memory: those looked at lately, and all that the journal does not have yet.
struct ProfileCache: Sendable {
    struct Entry: Sendable {
        var profile: Profile
        /// What was sent to this customer lately, newest last: what caps count.
        var sendings: [Sending] = []
        /// Records staged and not yet durable: such an entry is not let go.
        var staged = 0
        /// Whether it holds something that no record has been staged of.
        var isChanged = false
        /// Ascends with every look at any entry: the lowest was looked at longest ago.
        fileprivate var touched = 0

        init(profile: Profile = Profile()) { self.profile = profile }

        fileprivate var mayGo: Bool { staged == 0 && !isChanged }
    }

    /// About 2 kB each; one that is not among them is one look into the journal away.
    static let kept = 2000

    private var entries: [String: Entry] = [:]
    private var looks = 0

    /// Whether it is held; if so, it will be for a while.
    mutating func touch(_ id: String) -> Bool {
        looks += 1
        entries[id]?.touched = looks
        return entries[id] != nil
    }

    /// Takes an entry in, unless there is one: what memory holds is never older.
    mutating func enter(_ entry: Entry, _ id: String) {
        if entries.count >= Self.kept { shrink() }
        if entries[id] == nil { entries[id] = entry }
        _ = touch(id)
    }

    /// Lets go of the half looked at longest ago, save what the journal does not have yet.
    private mutating func shrink() {
        let oldest = entries.filter { $0.value.mayGo }.sorted {
            $0.value.touched < $1.value.touched
        }
        for (id, _) in oldest.prefix(Self.kept / 2) { entries[id] = nil }
    }

    subscript(_ id: String) -> Entry? {
        get { entries[id] }
        set { entries[id] = newValue }
    }
}
