internal import Orchestration

/// Events of a drill's sources: whole ones, unless a fault says otherwise.
extension DrillWorld {
    mutating func placeEvents(until end: Instant) {
        for index in sources.indices {
            while nextEvents[index] < end {
                let at = nextEvents[index]
                let isFlooded = fault?.kind == .flood && fault?.name == sources[index].card.name
                nextEvents[index] = at + gap(pace.eventsPerSecond * (isFlooded ? 3 : 1))
                arrive(index, at: at)
            }
        }
        for index in sources.indices { _ = sources[index].roll(to: end) }
    }

    private mutating func arrive(_ index: Int, at moment: Instant) {
        let card = sources[index].card
        let kind = fault?.name == card.name ? fault?.kind : nil
        if kind == .silentFeed || kind == .partialLoad && random.unit() > 0.1 { return }
        events += 1
        var fields = card.event(number: events)
        fields["time"] = .string(moment.text)
        kind?.spoil(&fields, of: card)
        let event = Value.map(
            Dictionary(uniqueKeysWithValues: fields.map { (.string($0.key), $0.value) })
        )
        try? sources[index].receive(event, bytes: 200, eventTime: moment, at: moment)
    }
}

extension DrillFault {
    /// Breaks what an event promises.
    fileprivate func spoil(_ fields: inout [String: Value], of card: SourceCard) {
        switch self {
        case .schemaChange: card.fields.keys.min().map { fields[$0] = .list([]) }
        case .outOfRange:
            guard let check = card.checks.first(where: breaks) else { return }
            let beyond = check.highest.map { $0 + 1 } ?? check.lowest.map { $0 - 1 }
            fields[check.field] = beyond.map(Value.double)
        case .nulls: card.checks.first(where: breaks).map { fields[$0.field] = nil }
        case .repeatedKeys:
            guard let check = card.checks.first(where: breaks) else { return }
            fields[check.field] = card.value(of: check.field, number: 1)
        case .outage, .silent, .overloaded, .quota, .stalls, .slow, .silentFeed, .partialLoad,
            .flood, .scoreDrift, .featureDrift:
            break
        }
    }
}

extension SourceCard {
    /// An event that keeps every promise.
    fileprivate func event(number: Int) -> [String: Value] {
        let names = Set(fields.keys).union(checks.map(\.field))
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, value(of: $0, number: number)) }
        )
    }

    /// What a field holds in the event of that number: another thing in every event, where it may.
    fileprivate func value(of field: String, number: Int) -> Value {
        let own = checks.filter { $0.field == field }
        if let allowed = own.first(where: { !$0.allowed.isEmpty })?.allowed {
            return .string(allowed[number % allowed.count])
        }
        let lowest = own.compactMap(\.lowest).max()
        let highest = own.compactMap(\.highest).min()
        switch fields[field] ?? (lowest == nil && highest == nil ? "string" : "number") {
        case "number": return .double(Self.number(number, lowest, highest))
        case "bool": return .bool(true)
        case "timestamp": return "2026-01-01T00:00:00Z"
        case "list": return .list([])
        case "map": return .map([:])
        default: return .string("x\(number)")
        }
    }

    private static func number(_ number: Int, _ lowest: Double?, _ highest: Double?) -> Double {
        switch (lowest, highest) {
        case (nil, nil): Double(number)
        case (let lowest?, nil): lowest + Double(number)
        case (nil, let highest?): highest - Double(number)
        case (let lowest?, let highest?): lowest + (highest - lowest) / (1 + 1 / Double(number))
        }
    }
}
