/// How two records agree, trait by trait; where one of them says nothing, nothing is compared.
struct Likenesses: Equatable, Sendable {
    /// The raw value of a likeness, or -1.
    private var cells = SIMD16<Int8>(repeating: -1)

    subscript(trait: Trait) -> Likeness? {
        get { Likeness(rawValue: Int(cells[trait.rawValue])) }
        set { cells[trait.rawValue] = Int8(newValue?.rawValue ?? -1) }
    }

    /// Compares two records; their order does not matter.
    init(_ one: CustomerRecord, _ other: CustomerRecord) {
        addNames(one, other)
        addNumbers(one, other)
        self[.mail] = both(one.mail, other.mail) { Likeness($0, $1) }
        self[.address] = both(one.address, other.address) { Likeness($0, $1) }
        // The same address says nothing new about whose it is: another record vouches for it.
        if one.name == nil || other.name == nil, self[.mail] != .same { addOwner(one, other) }
    }

    private mutating func addNames(_ one: CustomerRecord, _ other: CustomerRecord) {
        guard let mine = one.name, let theirs = other.name else { return }
        let names = NameLikeness(mine, theirs)
        (self[.given], self[.surname], self[.order]) = (names.given, names.surname, names.order)
    }

    private mutating func addNumbers(_ one: CustomerRecord, _ other: CustomerRecord) {
        self[.birth] = both(one.birth, other.birth) { Likeness(ofBirths: $0, $1) }
        self[.phone] = both(one.phone, other.phone) { Likeness(ofNumbers: $0, $1) }
        self[.number] = both(one.number, other.number) { Likeness(ofNumbers: $0, $1) }
        self[.device] = both(one.device, other.device) { $0 == $1 ? .same : .different }
        self[.account] = both(one.account, other.account) { $0 == $1 ? .same : .different }
    }

    private mutating func addOwner(_ one: CustomerRecord, _ other: CustomerRecord) {
        if let mail = one.mail, let name = other.name {
            self[.owner] = Likeness(owner: mail, of: name)
        } else if let mail = other.mail, let name = one.name {
            self[.owner] = Likeness(owner: mail, of: name)
        }
    }

    private func both<Part>(_ one: Part?, _ other: Part?, _ likeness: (Part, Part) -> Likeness?)
        -> Likeness?
    {
        guard let one, let other else { return nil }
        return likeness(one, other)
    }
}
