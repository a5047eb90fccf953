extension Profile {
    /// The profile as expressions and templates see it.
    ///
    /// Every attribute under its own name (`first_name`, `email`, …), and over those: `features`,
    /// `history`, `value` (spend so far), `purchases`, `recency_days` since the last purchase,
    /// `first_seen`, `last_seen`, and `identities` by kind. Unknown ones are null.
    /// - Parameter now: The moment that ages and windows are counted to.
    /// - Returns: A map.
    package func value(at now: Instant) -> Value {
        var entries: [Value: Value] = [:]
        for (name, attribute) in attributes { entries[.string(name)] = attribute.content }
        let last = totals.span?.upperBound
        entries["features"] = features(at: now)
        entries["history"] = history(at: now)
        entries["value"] = .double(totals.spend)
        entries["purchases"] = .int(Int64(totals.baskets))
        entries["recency_days"] = last.map { .double(days(from: $0, to: now)) } ?? .null
        entries["first_seen"] = seen.map { Value($0.lowerBound) } ?? .null
        entries["last_seen"] = seen.map { Value($0.upperBound) } ?? .null
        entries["identities"] = identitiesByKind
        return .map(entries)
    }

    private var identitiesByKind: Value {
        let byKind = Dictionary(grouping: identities.keys, by: \.kind)
        let sorted = byKind.map { kind, all in
            (Value.string(kind), Value.list(all.map(\.value).sorted().map(Value.string)))
        }
        return .map(Dictionary(uniqueKeysWithValues: sorted))
    }
}
