internal import Orchestration

/// How many events could not be used, and why.
struct Rejections: Sendable {
    /// Letters that were in the list when the engine started.
    var before = 0
    /// Letters that were taken in after all since then.
    var resolved = 0
    private(set) var counts: [String: Int] = [:]
    /// Reasons told apart; a sender of nonsense could invent any number of fields.
    private static let reasonsMax = 64

    /// One more, for the reason with this code.
    mutating func add(_ code: String) {
        let isKnown = counts[code] != nil || counts.count < Self.reasonsMax
        counts[isKnown ? code : "other", default: 0] += 1
        added += 1
    }

    /// Takes over what was there before.
    mutating func restore(_ kept: [String: Int], total: Int) {
        before = total
        for (code, count) in kept { counts[code, default: 0] += count }
    }

    /// How many letters are in the list, but for those that retention has let go since.
    var listed: Int { max(0, before + added - resolved) }

    /// Since the engine started.
    private(set) var added = 0

    /// By reason, greatest first.
    var rows: [Snapshot.RejectionCount] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { Snapshot.RejectionCount(reason: $0.key, count: $0.value) }
    }
}
