/// Puts records together that are one person, the surest first.
///
/// Not everything that hangs together is one person: of a chain of three whose ends contradict each
/// other, the weaker tie is not made. So groups are weighed as a whole each time one has grown, and
/// 1. the strongest tie of two groups is made first, and none below even odds;
/// 2. a tie is not made where another group would have been nearly as right and the two contradict
///    each other: nobody could say whose records they are.
///
/// Agglomerative clustering with average linkage (Sokal and Michener, 1958), with two vetoes.
struct Gathering {
    private struct Group {
        var members: [Int]
        /// Groups that hold a candidate for one of the members.
        var neighbours: Set<Int> = []
        var version = 0
    }

    /// Records that speak for their group, and neighbours that are weighed anew when it grows: a
    /// file in which everybody is alike must end, too.
    private static let spokesmen = 12
    private static let neighboursMax = 64
    /// How much stronger than the next a tie has to be.
    private static let leadBits = 2.0
    /// How far below any two records those are that contradict each other.
    private static let contradictionBits = 3.0

    private var pairs: PairBits
    private var groups: [Group?]
    private var queue = TieQueue()
    private let least: Double
    /// Which two records tied which groups together, in the order in which that was done.
    private(set) var ties: [Candidates.Place] = []

    /// Takes the candidates as they were compared; no tie below `least` bits will be made.
    init(_ pairs: PairBits, _ candidates: Candidates, least: Double) {
        self.pairs = pairs
        self.least = least
        groups = pairs.records.indices.map { Group(members: [$0]) }
        for place in candidates.pairs {
            groups[place.one]?.neighbours.insert(place.other)
            groups[place.other]?.neighbours.insert(place.one)
            offer(place.one, place.other)
        }
    }

    /// The places of the records of each person.
    var persons: [[Int]] { groups.compactMap { $0?.members.sorted() } }

    /// Makes every tie there is to make.
    mutating func gather() {
        while let entry = queue.removeFirst() {
            guard isCurrent(entry), !isAmbiguous(entry) else { continue }
            tie(entry.one, entry.other)
        }
    }

    private func isCurrent(_ entry: TieQueue.Entry) -> Bool {
        guard let one = groups[entry.one], let other = groups[entry.other] else { return false }
        return entry.versions == [one.version, other.version]
    }

    private mutating func isAmbiguous(_ entry: TieQueue.Entry) -> Bool {
        isTorn(entry.one, from: entry.other, entry.bits)
            || isTorn(entry.other, from: entry.one, entry.bits)
    }

    /// Whether a third group would suit the one nearly as well, and contradicts the other.
    private mutating func isTorn(_ one: Int, from other: Int, _ bits: Double) -> Bool {
        let rivals = neighbours(of: one).filter { $0 != other }
        return rivals.contains { rival in
            weigh(one, rival) >= bits - Self.leadBits
                && weigh(other, rival) < pairs.model.prior - Self.contradictionBits
        }
    }

    private mutating func tie(_ first: Int, _ second: Int) {
        ties.append(strongestPair(first, second))
        let (kept, gone) = busier(first, second)
        guard let old = groups[gone], var group = groups[kept] else { return }
        group.members += old.members
        group.neighbours.formUnion(old.neighbours)
        group.neighbours.subtract([kept, gone])
        group.version += 1
        groups[kept] = group
        groups[gone] = nil
        for neighbour in old.neighbours where neighbour != kept {
            groups[neighbour]?.neighbours.remove(gone)
            groups[neighbour]?.neighbours.insert(kept)
        }
        for neighbour in neighbours(of: kept) { offer(kept, neighbour) }
    }

    /// The group with more neighbours keeps its place, so that few have to be told.
    private func busier(_ one: Int, _ other: Int) -> (kept: Int, gone: Int) {
        let counts = [one, other].map { groups[$0]?.neighbours.count ?? 0 }
        return counts[0] >= counts[1] ? (one, other) : (other, one)
    }

    private func neighbours(of group: Int) -> ArraySlice<Int> {
        (groups[group]?.neighbours ?? []).sorted().prefix(Self.neighboursMax)
    }

    private mutating func offer(_ one: Int, _ other: Int) {
        let (one, other) = (min(one, other), max(one, other))
        let bits = weigh(one, other)
        guard bits >= least else { return }
        let versions = [one, other].map { groups[$0]?.version ?? 0 }
        queue.insert(TieQueue.Entry(bits: bits, one: one, other: other, versions: versions))
    }

    private mutating func weigh(_ one: Int, _ other: Int) -> Double {
        pairs.model.sum(pairs.bits(spokesmen(one), spokesmen(other)))
    }

    private func spokesmen(_ group: Int) -> ArraySlice<Int> {
        (groups[group]?.members ?? []).prefix(Self.spokesmen)
    }

    /// The two records that say most for it, one of each group.
    private mutating func strongestPair(_ one: Int, _ other: Int) -> Candidates.Place {
        var best = (bits: -Double.infinity, place: Candidates.Place(one: one, other: other))
        for first in spokesmen(one) {
            for second in spokesmen(other) {
                let bits = pairs.model.sum(pairs.bits(first, second))
                let place = Candidates.Place(one: min(first, second), other: max(first, second))
                if bits > best.bits { best = (bits, place) }
            }
        }
        return best.place
    }
}
