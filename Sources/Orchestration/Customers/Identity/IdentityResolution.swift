/// Who is who: records of customers, put together into people without being told the answer.
///
/// The same records give the same people in whatever order they come.
package struct IdentityResolution: Sendable {
    /// In order of their ids.
    package let persons: [UnifiedPerson]
    /// In their working order.
    private let records: [CustomerRecord]
    private let places: [String: Int]
    private let model: IdentityModel

    /// - Parameters:
    ///   - records: Their ids have to differ; of two with one id the first in working order counts.
    ///   - least: Bits below which two groups are not put together; 0 is even odds, and more
    ///     misses more and mixes up fewer.
    /// - Complexity: Close to linear: records are compared with at most 40 others a key.
    package init(_ records: [CustomerRecord], least: Double = 0) {
        let sorted = Self.distinct(records.sorted { $0.precedes($1) })
        let candidates = Candidates(sorted)
        let compared = candidates.pairs.map { RecordPair(sorted[$0.one], sorted[$0.other]) }
        var model = IdentityModel(names: NameCounts(sorted))
        model.learn(from: sorted, compared)
        var pairs = PairBits(sorted, model)
        for (place, pair) in zip(candidates.pairs, compared) { pairs.note(pair, at: place) }
        var gathering = Gathering(pairs, candidates, least: least)
        gathering.gather()
        self.records = sorted
        self.model = model
        places = Dictionary(
            sorted.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        persons = Self.persons(gathering, sorted, model)
    }

    /// What two records say of each other; nil where there is no record of that id.
    package func tie(_ one: String, _ other: String) -> Tie? {
        guard let one = places[one], let other = places[other] else { return nil }
        return Tie(RecordPair(records[one], records[other]), model)
    }

    /// Whose a record is; nil where there is none of that id.
    package func person(of record: String) -> UnifiedPerson? {
        persons.first { $0.records.contains(record) }
    }

    private static func distinct(_ sorted: [CustomerRecord]) -> [CustomerRecord] {
        var seen: Set<String> = []
        return sorted.filter { seen.insert($0.id).inserted }
    }

    private static func persons(
        _ gathering: Gathering,
        _ records: [CustomerRecord],
        _ model: IdentityModel
    ) -> [UnifiedPerson] {
        let groups = gathering.persons
        var owners = Array(repeating: 0, count: records.count)
        for (group, members) in groups.enumerated() {
            for place in members { owners[place] = group }
        }
        let ties = Dictionary(grouping: gathering.ties, by: { owners[$0.one] })
        let persons = groups.enumerated().map { group, members in
            let ids = members.map { records[$0].id }.sorted()
            return UnifiedPerson(
                id: ids[0],
                records: ids,
                ties: (ties[group] ?? []).map {
                    Tie(RecordPair(records[$0.one], records[$0.other]), model)
                }
            )
        }
        return persons.sorted { $0.id < $1.id }
    }
}
