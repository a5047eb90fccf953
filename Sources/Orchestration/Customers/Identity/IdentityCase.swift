/// A record whose owner is known: one line of a file of reference cases.
package struct IdentityCase: Sendable {
    /// Which of the file's sets it belongs to; each set is resolved on its own.
    package let set: String
    package let record: CustomerRecord
    /// Whose it is, which the rule never sees.
    package let entity: String

    /// - Throws: `EventError` where `set` or `entity` is missing, or the record cannot be read.
    package init(_ value: Value) throws(EventError) {
        guard let entity = value["entity"]?.text else { throw .missing(field: "entity") }
        guard let set = value["set"]?.text else { throw .missing(field: "set") }
        self.set = set
        self.entity = entity
        record = try CustomerRecord(value)
    }
}

extension IdentityScore {
    /// What a set of cases reaches, by what is known of each of its records.
    package init(_ cases: [IdentityCase]) {
        let resolution = IdentityResolution(cases.map(\.record))
        self.init(
            resolution.persons.map(\.records),
            known: Dictionary(
                cases.map { ($0.record.id, $0.entity) },
                uniquingKeysWith: { first, _ in first }
            )
        )
    }
}
