extension Profile {
    /// How long baskets are kept, counted back from the newest.
    static let kept = Duration.seconds(88 * 86_400)

    /// The profile with one more event.
    ///
    /// - Parameters:
    ///   - event: A map with `type` and, where it is not now, `time`; see `CustomerEvent`.
    ///   - id: The same for the same event, however often it arrives.
    ///   - arrival: When the event came in.
    /// - Returns: The same profile for an event it already knows.
    /// - Throws: The first field that is missing, wrong or too large; the profile stays as it was.
    package func applying(
        event: Value,
        id: String,
        at arrival: Instant
    ) throws(EventError) -> Profile {
        let event = try CustomerEvent(event, id: id, arrival: arrival)
        guard !baskets.contains(where: { $0.id == id }) else { return self }
        var next = self
        next.see(event.time)
        if let basket = event.basket { next.add(basket) }
        for (name, value) in event.attributes { next.learn(name, value, at: event.time) }
        for identity in event.identities { next.recognise(by: identity, at: event.time) }
        return next
    }

    private mutating func see(_ time: Instant) {
        seen = seen.map { min($0.lowerBound, time)...max($0.upperBound, time) } ?? time...time
    }

    private mutating func add(_ basket: Basket) {
        guard basket.at >= closedBefore else { return }
        totals.add(basket)
        baskets.insert(basket, at: baskets.firstIndex { basket.precedes($0) } ?? baskets.endIndex)
        if let newest = baskets.last { closedBefore = max(closedBefore, newest.at - Self.kept) }
        baskets.removeAll { $0.at < closedBefore }
        guard baskets.count > Limits.baskets else { return }
        closedBefore = baskets.removeFirst().at + .milliseconds(1)
    }

    private mutating func learn(_ name: String, _ value: Value, at time: Instant) {
        if let known = attributes[name], known.at > time { return }
        attributes[name] = Dated(content: value, at: time)
        guard attributes.count > Limits.attributes else { return }
        let oldest = attributes.min { ($0.value.at, $0.key) < ($1.value.at, $1.key) }
        if let oldest { attributes[oldest.key] = nil }
    }

    private mutating func recognise(by identity: Identity, at time: Instant) {
        identities[identity] = max(identities[identity] ?? time, time)
        guard identities.count > Limits.identities else { return }
        let oldest = identities.min {
            ($0.value, $0.key.kind, $0.key.value) < ($1.value, $1.key.kind, $1.key.value)
        }
        if let oldest { identities[oldest.key] = nil }
    }
}

extension Profile.Totals {
    fileprivate mutating func add(_ basket: Basket) {
        baskets += 1
        spend += basket.amount
        let (first, last) = (span?.lowerBound ?? basket.at, span?.upperBound ?? basket.at)
        span = min(first, basket.at)...max(last, basket.at)
    }
}

extension Basket {
    /// Order of time, then of id, so that arrival does not matter.
    func precedes(_ other: Basket) -> Bool { (at, id) < (other.at, other.id) }
}
