/// What one source says of somebody at one time, made comparable.
package struct CustomerRecord: Hashable, Sendable {
    /// Names the record in its file.
    package let id: String
    let name: PersonName?
    let birth: Letters?
    let phone: Letters?
    let mail: MailAddress?
    let device: Letters?
    let account: Letters?
    let number: Letters?
    let address: HomeAddress?

    /// UTF-8 bytes of an id.
    package static let idLengthMax = 128

    /// Reads a record.
    ///
    /// Fields it does not know are passed over; empty ones are missing.
    ///
    /// Fields: `id`, `given_name`, `surname`, `date_of_birth`, `phone`, `email`, `device_id`,
    /// `user_id`, `soc_sec_id`, `street_number`, `address_1`, `address_2`, `suburb`, `postcode`,
    /// `state`. All are texts; a number is taken as its text.
    /// - Throws: `EventError` where the id is missing or too long, or a field is no text.
    package init(_ value: Value) throws(EventError) {
        guard case .map = value else { throw .notAMap }
        let id = try Self.text("id", of: value)
        guard !id.isEmpty else { throw .missing(field: "id") }
        guard id.utf8.count <= Self.idLengthMax else {
            throw .tooLarge(field: "id", limit: Self.idLengthMax)
        }
        self.id = id
        name = PersonName(
            given: try Self.text("given_name", of: value),
            surname: try Self.text("surname", of: value)
        )
        birth = NumberText.birth(try Self.text("date_of_birth", of: value))
        phone = NumberText.phone(try Self.text("phone", of: value))
        mail = MailAddress(try Self.text("email", of: value))
        device = try Self.key("device_id", of: value)
        account = try Self.key("user_id", of: value)
        number = try Self.key("soc_sec_id", of: value)
        var parts: [String] = []
        for field in Self.addressFields { parts.append(try Self.text(field, of: value)) }
        address = HomeAddress(parts: parts)
    }

    private static let addressFields = [
        "street_number", "address_1", "address_2", "suburb", "postcode", "state",
    ]

    private static func text(_ field: String, of value: Value) throws(EventError) -> String {
        switch value[field] {
        case nil, .null: return ""
        case .some(let found):
            guard let text = found.plainText else {
                throw .unexpected(field: field, expected: "a text")
            }
            return text
        }
    }

    private static func key(_ field: String, of value: Value) throws(EventError) -> Letters? {
        let letters = Plain.letters(try text(field, of: value))
        return letters.isEmpty ? nil : letters
    }
}

extension CustomerRecord {
    /// The value of a trait that is the same or not, as a whole; nil where it has none.
    func identifier(_ trait: Trait) -> Letters? {
        switch trait {
        case .phone: phone
        case .mail: mail.map { $0.local + ["@"] + $0.domain }
        case .device: device
        case .account: account
        case .number: number
        case .given, .surname, .order, .birth, .address, .owner: nil
        }
    }

    /// Whether it comes first in the order in which records are worked on: by what they say, so
    /// that the order in which they came does not matter.
    func precedes(_ other: CustomerRecord) -> Bool {
        for (mine, theirs) in zip(sortKeys, other.sortKeys) where mine != theirs {
            return mine.precedes(theirs)
        }
        return Array(id.unicodeScalars).precedes(Array(other.id.unicodeScalars))
    }

    private var sortKeys: [Letters] {
        [
            name?.surname ?? [], name?.given ?? [], identifier(.mail) ?? [], phone ?? [],
            device ?? [], account ?? [], birth ?? [],
        ]
    }
}
