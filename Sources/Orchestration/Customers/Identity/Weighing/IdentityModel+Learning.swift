internal import Glibc

extension IdentityModel {
    /// Records of two people that the usual chances stand for.
    private static let usualTwo = 5000.0
    /// Records of one person that the usual chances stand for.
    private static let usualOne = 20.0
    /// Pairs that are looked at for the chances of two people: so many a record, and at most.
    private static let strangersEach = 8
    private static let strangersMax = 40_000
    private static let rounds = 15
    /// Even few records are thought to come from so many: two that agree are not one by rarity.
    private static let recordsMin = 1000.0

    /// Learns the chances from records and from the pairs that may be one person.
    ///
    /// - Parameters:
    ///   - records: In their working order.
    ///   - pairs: Candidates, in a fixed order.
    mutating func learn(from records: [CustomerRecord], _ pairs: [RecordPair]) {
        learnStrangers(records)
        prior = Self.prior(matches: 0, records: records.count)
        for _ in 0..<Self.rounds { refine(pairs, records.count) }
        trust = IdentifierTrust(records, self)
    }

    /// Pairs taken at random: next to none of them are one person.
    ///
    /// The seed is always the same, so that the same records always give the same answer.
    private mutating func learnStrangers(_ records: [CustomerRecord]) {
        var counts = Counts(chances.map { $0.ofTwo.map { $0 * Self.usualTwo } })
        var random = SplitMix(seed: 7)
        for _ in 0..<min(Self.strangersMax, records.count * Self.strangersEach) {
            let one = Int.random(in: records.indices, using: &random)
            let other = Int.random(in: records.indices, using: &random)
            guard one != other else { continue }
            counts.add(Likenesses(records[one], records[other]), 1)
        }
        for trait in Trait.every {
            let usual = Chances.usual(of: trait).ofTwo
            chances[trait.rawValue].ofTwo = Likeness.allCases.map { likeness in
                let seen = counts.shares(trait)[likeness.rawValue]
                // Relatives are alike more often than people taken at random show.
                return likeness.isBetween ? max(seen, usual[likeness.rawValue]) : seen
            }
        }
    }

    /// One round of expectation and maximisation over the candidates.
    private mutating func refine(_ pairs: [RecordPair], _ records: Int) {
        var counts = Counts(
            Trait.every.map { Chances.usual(of: $0).ofOne.map { $0 * Self.usualOne } }
        )
        var matches = 0.0
        for pair in pairs {
            let chance = 1 / (1 + exp2(-sum(bits(pair))))
            matches += chance
            counts.add(pair.likenesses, chance)
        }
        for trait in Trait.every { chances[trait.rawValue].ofOne = counts.shares(trait) }
        prior = Self.prior(matches: matches, records: records)
    }

    /// Bits of two records taken at random: how many pairs are one person, among all.
    private static func prior(matches: Double, records: Int) -> Double {
        let records = max(Double(records), recordsMin)
        return log2(max(matches, records / 2) / (records * records / 2))
    }

    /// How often each likeness of each trait was seen.
    private struct Counts {
        var cells: [[Double]]

        init(_ cells: [[Double]]) { self.cells = cells }

        mutating func add(_ likenesses: Likenesses, _ weight: Double) {
            for trait in Trait.every {
                guard let likeness = likenesses[trait] else { continue }
                cells[trait.rawValue][likeness.rawValue] += weight
            }
        }

        func shares(_ trait: Trait) -> [Double] {
            let seen = cells[trait.rawValue]
            let total = seen.reduce(0, +)
            // A likeness that never occurs keeps a chance, so that no weight is infinite.
            return seen.map { max($0 / total, 1e-6) }
        }
    }
}
