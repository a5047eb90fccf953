/// Records that share a key may be one person; only those are compared.
///
/// One slip must not hide a person, so each record has many keys, and no trait is in all of them.
struct BlockingKeys {
    /// First a letter that says of what kind the key is.
    private(set) var all: Set<Letters> = []

    init(_ record: CustomerRecord) {
        for trait in IdentifierTrust.traits {
            add(Unicode.Scalar(UInt8(65 + trait.rawValue)), record.identifier(trait))
        }
        add("b", record.birth)
        if let mail = record.mail { addHandle(mail.handle) }
        if let name = record.name { addName(name, record) }
        if let address = record.address { addAddress(address) }
    }

    private mutating func add(_ kind: Unicode.Scalar, _ parts: Letters?...) {
        let known = parts.compactMap { $0 }.filter { !$0.isEmpty }
        guard known.count == parts.count else { return }
        all.insert([kind, " "] + Letters(known.joined(separator: [" "])))
    }

    /// Letters of an e-mail address, where a name has the same keys.
    private mutating func addHandle(_ handle: Letters) {
        guard handle.count >= 5 else { return }
        addWhole(handle)
        add("i", [handle[0]] + Sound(handle.dropFirst()).code + handle.suffix(2))
    }

    private mutating func addWhole(_ word: Letters) {
        add("h", word)
        add("e", Array(word.prefix(1)) + word.suffix(5))
        add("s", Array(word.prefix(7)))
    }

    private mutating func addName(_ name: PersonName, _ record: CustomerRecord) {
        let (given, surname) = (name.given, name.surname)
        for part in [given, surname] where !part.isEmpty {
            add("p", Array(part.prefix(3)), record.address?.postcode)
            add("y", Array(part.prefix(2)), record.birth.map { Array($0.prefix(4)) })
        }
        guard let initial = given.first, !surname.isEmpty else { return }
        addWhole(given + surname)
        add("h", [initial] + surname)
        let sounds = [Sound(given[...]).code, Sound(surname[...]).code]
        add("n", sounds.min { $0.precedes($1) }, sounds.max { $0.precedes($1) })
        add("f", [initial], Array(surname.prefix(5)))
        add("f", Array(surname.prefix(1)), Array(given.prefix(5)))
        add("l", [initial], Array(surname.suffix(4)))
    }

    private mutating func addAddress(_ address: HomeAddress) {
        for line in [address.street, address.building] {
            add("a", Array(line.prefix(6)), address.postcode)
        }
        add("r", Array(address.street.prefix(6)), address.houseNumber)
        add("u", address.houseNumber, Array(address.suburb.prefix(6)))
    }
}
