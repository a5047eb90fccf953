/// Which keys came within some time, the newest 65,536 of them.
///
/// ```
///  order:  a  b  c  a'        `moments` has each key's newest moment; an older entry of the
///          └ oldest   └ newest  order, like the first a, is passed over when it is let go
/// ```
struct SeenKeys: Hashable, Sendable {
    static let keysMax = 65_536
    /// The longest key, in bytes: they are kept by the thousand.
    static let keyBytesMax = 256

    private struct Entry: Hashable, Sendable {
        let key: String
        let at: Instant
    }

    private var moments: [String: Instant] = [:]
    private var order: [Entry] = []
    /// What of `order` was let go already.
    private var gone = 0

    /// Whether a key came within `window`.
    func has(_ key: String, within window: Duration, at now: Instant) -> Bool {
        moments[key].map { now - $0 < window } ?? false
    }

    /// Notes a key that came.
    /// - Returns: The keys that are let go for it: too old, or too many.
    mutating func insert(_ key: String, within window: Duration, at now: Instant) -> [String] {
        moments[key] = now
        let left = forget(before: now, window)
        order.append(Entry(key: key, at: now))
        return left
    }

    private mutating func forget(before now: Instant, _ window: Duration) -> [String] {
        var left: [String] = []
        while gone < order.count,
            now - order[gone].at >= window || order.count - gone >= Self.keysMax
        {
            let entry = order[gone]
            if moments[entry.key] == entry.at {
                moments[entry.key] = nil
                left.append(entry.key)
            }
            gone += 1
        }
        guard gone > 1024, gone > order.count / 2 else { return left }
        order.removeFirst(gone)
        gone = 0
        return left
    }
}
