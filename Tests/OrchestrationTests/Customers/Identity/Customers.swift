internal import Orchestration

/// Records as tests write them: made by hand, or corrupted by a seeded hand.
enum Customers {
    /// A record of an id and fields such as `["given_name": "Ada"]`.
    static func record(_ id: String, _ fields: KeyValuePairs<String, String>) throws
        -> CustomerRecord
    {
        var map: [Value: Value] = ["id": .string(id)]
        for (field, text) in fields { map[.string(field)] = .string(text) }
        return try CustomerRecord(.map(map))
    }

    /// The records of each person that was found, sorted.
    static func groups(_ records: [CustomerRecord], least: Double = 0) -> [[String]] {
        IdentityResolution(records, least: least).persons.map(\.records)
    }

    /// People who have nothing to do with each other: a crowd in which rare is rare.
    static func crowd(_ count: Int) throws -> [CustomerRecord] {
        let world = PaperTown(seed: 99)
        return try (0..<count).map { try world.person($0).record("crowd-\($0)") }
    }
}

/// A town on paper: people with all that records say, and clerks who mistype it.
struct PaperTown {
    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    private static let syllables = [
        "ba", "ber", "cor", "dal", "den", "fen", "gar", "hol", "kin", "lan", "mar", "nor", "pel",
        "ros", "sta", "ter", "vin", "wes", "yar", "zel",
    ]
    private static let given = [
        "anna", "boris", "clara", "dmitri", "emma", "felix", "greta", "hugo", "irene", "jonas",
        "karla", "lorenz", "martha", "nils", "olga", "pavel", "quentin", "rosa", "stefan", "tilda",
        "ulrich", "vera", "walter", "xenia", "yannick", "zora",
    ]

    /// The same person for the same number, in every town.
    func person(_ number: Int) -> Resident {
        var random = SplitMix(seed: UInt64(number) &* 7919 &+ 17)
        func word(_ length: Int) -> String {
            (0..<length).map { _ in Self.syllables.randomElement(using: &random) ?? "" }.joined()
        }
        let (given, surname) = (Self.given.randomElement(using: &random) ?? "", word(3))
        return Resident(fields: [
            "given_name": given, "surname": surname,
            "date_of_birth": "\(1930 + Int.random(in: 0..<70, using: &random))"
                + "0\(Int.random(in: 1...9, using: &random))1\(Int.random(in: 0...9, using: &random))",
            "street_number": "\(Int.random(in: 1...250, using: &random))",
            "address_1": word(3) + " street", "suburb": word(2) + " hills",
            "postcode": "\(Int.random(in: 2000...7999, using: &random))",
            "phone": "04\(Int.random(in: 10_000_000...99_999_999, using: &random))",
            "email": "\(given).\(surname)@mail.example",
        ])
    }

    /// Files with one to four records of each person, some fields mistyped and some missing.
    mutating func file(people: Int) throws -> (records: [CustomerRecord], owners: [String: String])
    {
        var (records, owners) = ([CustomerRecord](), [String: String]())
        for number in 0..<people {
            for copy in 0..<Int.random(in: 1...4, using: &random) {
                let id = "r\(number)-\(copy)"
                records.append(try mistyped(person(number)).record(id))
                owners[id] = "p\(number)"
            }
        }
        return (records.shuffled(using: &random), owners)
    }

    private mutating func mistyped(_ person: Resident) -> Resident {
        var copy = person
        for field in person.fields.keys.sorted() {
            switch Int.random(in: 0..<10, using: &random) {
            case 0: copy.fields[field] = slip(person.fields[field] ?? "")
            case 1, 2: copy.fields[field] = nil
            case _: break
            }
        }
        if Int.random(in: 0..<12, using: &random) == 0 {
            (copy.fields["given_name"], copy.fields["surname"]) = (
                copy.fields["surname"], copy.fields["given_name"]
            )
        }
        return copy
    }

    private mutating func slip(_ text: String) -> String {
        var letters = Array(text)
        guard letters.count > 2 else { return text }
        let place = Int.random(in: 1..<(letters.count - 1), using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: letters.swapAt(place, place + 1)
        case 1: letters.remove(at: place)
        case _: letters.insert(letters[place], at: place)
        }
        return String(letters)
    }

    /// Who lives there.
    struct Resident {
        var fields: [String: String]

        func record(_ id: String) throws -> CustomerRecord {
            var map: [Value: Value] = ["id": .string(id)]
            for (field, text) in fields { map[.string(field)] = .string(text) }
            return try CustomerRecord(.map(map))
        }
    }
}
