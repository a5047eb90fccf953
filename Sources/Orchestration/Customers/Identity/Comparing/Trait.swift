/// What two records are compared by.
package enum Trait: Int, CaseIterable, Sendable {
    case given
    case surname
    /// Whether given name and surname stand in the same order.
    case order
    case birth
    case phone
    case mail
    case device
    /// A login: `user_id`.
    case account
    /// A number of an office: `soc_sec_id`.
    case number
    case address
    /// Whether the address of one says the name of the other; asked where one has no name.
    case owner

    /// All of them, made once: they are gone through for every pair.
    static let every = allCases

    /// In the words of records and operators.
    package var word: String {
        switch self {
        case .given: "given name"
        case .surname: "surname"
        case .order: "order of names"
        case .birth: "date of birth"
        case .phone: "phone"
        case .mail: "e-mail"
        case .device: "device"
        case .account: "user id"
        case .number: "official number"
        case .address: "address"
        case .owner: "name in e-mail"
        }
    }

    /// Whether somebody may well have several: then the best agreement of two groups of records
    /// counts, where of all others their average does.
    var isPlural: Bool {
        switch self {
        case .phone, .mail, .device, .owner: true
        case .given, .surname, .order, .birth, .account, .number, .address: false
        }
    }

    /// Whether everybody at one address may share it.
    var isHouseholds: Bool {
        switch self {
        case .surname, .phone, .mail, .device, .address: true
        case .given, .order, .birth, .account, .number, .owner: false
        }
    }

    /// Whether two people are told apart by it: having another one speaks against one person.
    var tellsApart: Bool {
        switch self {
        case .given, .surname, .birth, .phone, .account, .number, .owner: true
        case .order, .mail, .device, .address: false
        }
    }
}
