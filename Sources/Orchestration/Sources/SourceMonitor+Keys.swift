/// Keys that a source promises once within some time.
extension SourceMonitor {
    /// Refuses an event with a key that came before; notes nothing, as it may be refused still.
    func checkKeys(of event: Value, at now: Instant) throws(EventRejection) {
        for (field, window, key) in keys(of: event, .block) {
            guard key.utf8.count <= SeenKeys.keyBytesMax else { throw .unnamed(field: field) }
            guard seen[field]?.has(key, within: window, at: now) != true else {
                throw .repeated(field: field, within: window)
            }
        }
    }

    /// Notes the keys of an event that was accepted.
    mutating func noteKeys(of event: Value, at now: Instant) -> [KeyChange] {
        let keys = keys(of: event, .block) + keys(of: event, .warn)
        return keys.flatMap { field, window, key -> [KeyChange] in
            guard key.utf8.count <= SeenKeys.keyBytesMax else { return [] }
            let left = seen[field, default: SeenKeys()].insert(key, within: window, at: now)
            return left.map { KeyChange(field: field, key: $0, at: nil) }
                + [KeyChange(field: field, key: key, at: now)]
        }
    }

    /// The keys of an event that may not come twice, of checks with that consequence.
    func keys(
        of event: Value,
        _ consequence: FieldCheck.Consequence
    ) -> [(field: String, window: Duration, key: String)] {
        card.checks.compactMap { check in
            guard check.onBreach == consequence, let window = check.uniqueWithin,
                let key = event[check.field]?.plainText
            else { return nil }
            return (check.field, window, key)
        }
    }

    /// Takes back the keys that were kept before a restart.
    /// - Returns: What need not be kept any longer.
    package mutating func restore(keys: [KeyChange], at now: Instant) -> [KeyChange] {
        var left: [KeyChange] = []
        let windows = Dictionary(
            card.checks.compactMap { check in check.uniqueWithin.map { (check.field, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
        for kept in keys.sorted(by: { ($0.at ?? .epoch, $0.key) < ($1.at ?? .epoch, $1.key) }) {
            guard let at = kept.at, let window = windows[kept.field], now - at < window else {
                left.append(KeyChange(field: kept.field, key: kept.key, at: nil))
                continue
            }
            let over = seen[kept.field, default: SeenKeys()].insert(
                kept.key,
                within: window,
                at: at
            )
            left += over.map { KeyChange(field: kept.field, key: $0, at: nil) }
        }
        return left
    }
}

/// A key that a source may not send again for a while, as it is kept over a restart.
package struct KeyChange: Hashable, Sendable {
    package let field: String
    package let key: String
    /// When it came; nil where it is forgotten.
    package let at: Instant?

    package init(field: String, key: String, at: Instant?) {
        self.field = field
        self.key = key
        self.at = at
    }
}
