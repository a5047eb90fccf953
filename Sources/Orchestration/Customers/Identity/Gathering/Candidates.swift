/// The pairs of records that are worth comparing.
struct Candidates: Sendable {
    /// Places of records, the smaller first; sorted, each once.
    let pairs: [Place]

    struct Place: Hashable, Comparable, Sendable {
        let one: Int
        let other: Int

        static func < (first: Place, second: Place) -> Bool {
            (first.one, first.other) < (second.one, second.other)
        }
    }

    /// Records of one key, beyond which each is compared with its neighbours only.
    private static let blockMax = 40
    /// How far such neighbours may be apart.
    private static let reach = 8

    /// - Parameter records: In their working order, in which alike names lie side by side.
    /// - Complexity: At most 40 pairs for each key of each record.
    init(_ records: [CustomerRecord]) {
        var blocks: [Letters: [Int]] = [:]
        for (place, record) in records.enumerated() {
            for key in BlockingKeys(record).all { blocks[key, default: []].append(place) }
        }
        var pairs: Set<Place> = []
        for block in blocks.values where block.count > 1 {
            let reach = block.count > Self.blockMax ? Self.reach : block.count
            for (start, one) in block.enumerated() {
                for other in block[(start + 1)...].prefix(reach) {
                    pairs.insert(Place(one: one, other: other))
                }
            }
        }
        self.pairs = pairs.sorted()
    }
}
