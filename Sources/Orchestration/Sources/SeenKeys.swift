/// Which keys came within some time, the newest 65,536 of them.
///
/// ```
///  order:  a  b  c  a'        `moments` has each key's newest moment; an older entry of the
///          └ oldest   └ newest  order, like the first a, is passed over when it is let go
/// ```
struct SeenKeys: Hashable, Sendable {
    static let keysMax = 65_536

    private struct Entry: Hashable, Sendable {
        let key: String
        let at: Instant
    }

    private var moments: [String: Instant] = [:]
    private var order: [Entry] = []
    /// What of `order` was let go already.
    private var gone = 0

    /// Notes a key, unless it came within `window`.
    /// - Returns: Whether it is new.
    mutating func insert(_ key: String, within window: Duration, at now: Instant) -> Bool {
        forget(before: now, window)
        if let seen = moments[key], now - seen < window { return false }
        moments[key] = now
        order.append(Entry(key: key, at: now))
        return true
    }

    private mutating func forget(before now: Instant, _ window: Duration) {
        while gone < order.count,
            now - order[gone].at >= window || order.count - gone >= Self.keysMax
        {
            let entry = order[gone]
            if moments[entry.key] == entry.at { moments[entry.key] = nil }
            gone += 1
        }
        guard gone > 1024, gone > order.count / 2 else { return }
        order.removeFirst(gone)
        gone = 0
    }
}
