/// Where somebody lives, as a record has it; a part that is missing is empty.
struct HomeAddress: Hashable, Sendable {
    let houseNumber: Letters
    let street: Letters
    let building: Letters
    let suburb: Letters
    let postcode: Letters
    let state: Letters

    /// Nil where no part has a letter or digit.
    init?(parts: [String]) {
        let plain = parts.map(Plain.letters)
        houseNumber = plain[0]
        street = plain[1]
        building = plain[2]
        suburb = plain[3]
        postcode = plain[4]
        state = plain[5]
        if plain.allSatisfy(\.isEmpty) { return nil }
    }

    fileprivate var lines: [Letters] { [street, building].filter { !$0.isEmpty } }
}

extension Likeness {
    /// Compares two addresses as one thing, because its parts come and go together.
    ///
    /// The parts both have are weighed, and the share that agrees is cut into five.
    /// - Returns: Nil where they share too little to say anything.
    init?(_ one: HomeAddress, _ other: HomeAddress) {
        var share = Share()
        share.addLines(one.lines, other.lines)
        share.add(weight: 2, one.houseNumber, other.houseNumber, Self.houses)
        share.add(weight: 1.5, one.suburb, other.suburb, Self.texts)
        share.add(weight: 1.5, one.postcode, other.postcode, Self.codes)
        share.add(weight: 0.3, one.state, other.state) { $0 == $1 ? 1 : 0 }
        guard share.whole >= 2 else { return nil }
        switch share.agreed / share.whole {
        case 0.93...: self = .same
        case 0.75...: self = .near
        case 0.5...: self = .partial
        case 0.25...: self = .faint
        case _: self = .different
        }
    }

    private static func texts(_ one: Letters, _ other: Letters) -> Double {
        if one == other { return 1 }
        let longer = max(one.count, other.count)
        let slips = EditDistance.between(one, other)
        return slips <= 2 && longer >= 5 || slips <= 3 && longer >= 10 ? 0.8 : 0
    }

    private static func codes(_ one: Letters, _ other: Letters) -> Double {
        if one == other { return 1 }
        return EditDistance.between(one, other) <= 1 ? 0.7 : 0
    }

    private static func houses(_ one: Letters, _ other: Letters) -> Double {
        if one == other { return 1 }
        let isSlip = EditDistance.between(one, other) <= 1 || one.sorted() == other.sorted()
        return isSlip ? 0.6 : 0
    }

    /// How much of what two addresses both have agrees.
    private struct Share {
        var agreed = 0.0
        var whole = 0.0

        mutating func add(
            weight: Double,
            _ one: Letters,
            _ other: Letters,
            _ likeness: (Letters, Letters) -> Double
        ) {
            guard !one.isEmpty, !other.isEmpty else { return }
            agreed += weight * likeness(one, other)
            whole += weight
        }

        /// Street and building, which forms take in each other's place.
        mutating func addLines(_ one: [Letters], _ other: [Letters]) {
            let each = one.map { line in other.map { Likeness.texts(line, $0) } }
            guard let best = each.joined().max() else { return }
            agreed += 3 * best
            whole += 3
            guard one.count == 2, other.count == 2 else { return }
            agreed += 1.5 * (max(each[0][0] + each[1][1], each[0][1] + each[1][0]) - best)
            whole += 1.5
        }
    }
}
