internal import Orchestration
internal import Testing

@Suite struct `A record of a customer` {
    private func likeness(
        _ trait: Orchestration.Trait,
        _ one: KeyValuePairs<String, String>,
        _ other: KeyValuePairs<String, String>
    ) throws -> Likeness? {
        let records = [try Customers.record("a", one), try Customers.record("b", other)]
        let there = IdentityResolution(records).tie("a", "b")
        let back = IdentityResolution(records).tie("b", "a")
        let found = there?.reasons.first { $0.trait == trait }?.likeness
        #expect(found == back?.reasons.first { $0.trait == trait }?.likeness, "not symmetric")
        return found
    }

    @Test(arguments: [
        ("0433259407", "+61 433 259 407", Likeness.same), ("0433-259-407", "0433 259 407", .same),
        ("0061433259407", "0433259407", .same), ("+49 170 1234567", "0170/1234567", .same),
        ("(415) 555-2671", "+1 415 555 2671", .same), ("0433259407", "0433259470", .near),
        ("0433259407", "0412345678", .different),
    ])
    func `is called by one telephone, however it is written`(
        one: String,
        other: String,
        expected: Likeness
    ) throws {
        #expect(try likeness(.phone, ["phone": one], ["phone": other]) == expected)
    }

    @Test(arguments: [
        ("Jessica.Webb@Mail.example", "jessica.webb@mail.example", Likeness.same),
        ("jessica.webb+shop@mail.example", "jessica.webb@mail.example", .same),
        ("jesica.webb@mail.example", "jessica.webb@mail.example", .near),
        ("jessica.webb@mail.example", "jessica.webb@post.example", .near),
        ("jessica_webb@mail.example", "jessicawebb77@post.example", .partial),
        ("jbristow12@work.example", "jessicabristow@post.example", .faint),
        ("jessica.webb@mail.example", "oliver.stone@mail.example", .different),
    ])
    func `has one e-mail address, however it is written`(
        one: String,
        other: String,
        expected: Likeness
    ) throws {
        #expect(try likeness(.mail, ["email": one], ["email": other]) == expected)
    }

    @Test(arguments: [
        ("19680211", "1968-02-11", Likeness.same), ("11/2/1968", "19680211", .same),
        ("19680211", "19681102", .near), ("19680211", "19680212", .near),
        ("19680211", "19710530", .different),
    ])
    func `is born on one day, however it is written`(
        one: String,
        other: String,
        expected: Likeness
    ) throws {
        #expect(try likeness(.birth, ["date_of_birth": one], ["date_of_birth": other]) == expected)
    }

    @Test(arguments: [
        ("Élodie", "elodie", Likeness.same), ("john-paul", "John Paul", .same),
        ("dominic", "domiinc", .near), ("j", "jessica", .partial), ("j", "Oliver", .different),
        ("jess", "jessica", .faint), ("Bob", "robert", .faint), ("jack", "oliver", .different),
    ])
    func `is called by one given name, however it is said`(
        one: String,
        other: String,
        expected: Likeness
    ) throws {
        #expect(
            try likeness(
                .given,
                ["given_name": one, "surname": "webb"],
                ["given_name": other, "surname": "webb"]
            ) == expected
        )
    }

    @Test func `may have its names in each other's place`() throws {
        let (one, other): (KeyValuePairs, KeyValuePairs) = (
            ["given_name": "phoebe", "surname": "berryman"],
            ["given_name": "berryman", "surname": "pheobe"]
        )
        #expect(try likeness(.given, one, other) == .near)
        #expect(try likeness(.surname, one, other) == .same)
        #expect(try likeness(.order, one, other) == .near)
    }

    @Test(arguments: [
        ("georgia.campbell24@post.example", Likeness.same),
        ("georgiacampbel@post.example", .same), ("gcampbell9@work.example", .near),
        ("lukas.campbell@post.example", .partial), ("georgia@post.example", .faint),
        ("info@shop.example", .different),
    ])
    func `may be named by its e-mail address`(mail: String, expected: Likeness) throws {
        let name: KeyValuePairs = ["given_name": "georgia", "surname": "campbell"]
        #expect(try likeness(.owner, ["email": mail], name) == expected)
    }

    @Test func `lives where it lives, with street and building in either line`() throws {
        let home: KeyValuePairs = [
            "street_number": "12", "address_1": "Leahy Close", "address_2": "millwood",
            "suburb": "forbes", "postcode": "7256", "state": "qld",
        ]
        #expect(
            try likeness(
                .address,
                home,
                [
                    "street_number": "12", "address_1": "millwood", "address_2": "leahyclose",
                    "suburb": "Forbes", "postcode": "7256", "state": "QLD",
                ]
            ) == .same
        )
        #expect(
            try likeness(
                .address,
                home,
                [
                    "street_number": "21", "address_1": "leahy lose", "suburb": "forbes",
                    "postcode": "7265", "state": "qld",
                ]
            ) == .near
        )
        #expect(
            try likeness(
                .address,
                home,
                [
                    "street_number": "180", "address_1": "southern close", "suburb": "ettalong",
                    "postcode": "2326", "state": "vic",
                ]
            ) == .different
        )
    }

    @Test func `must have an id, and texts in its fields`() throws {
        #expect(throws: EventError.missing(field: "id")) { try CustomerRecord(["surname": "x"]) }
        #expect(throws: EventError.notAMap) { try CustomerRecord("x") }
        #expect(throws: EventError.unexpected(field: "email", expected: "a text")) {
            try CustomerRecord(["id": "a", "email": ["x"]])
        }
        #expect(throws: EventError.tooLarge(field: "id", limit: 128)) {
            try CustomerRecord(["id": .string(String(repeating: "i", count: 129))])
        }
        #expect(try CustomerRecord(["id": 7, "phone": nil]).id == "7")
    }

    @Test(arguments: [
        "", " ", "@", "a@", "@b", "+@x", "\u{1b}[2J", "\u{202e}abc", "\u{0}", "0", "--", "+",
        "👨‍👩‍👧‍👦", "e\u{301}\u{301}\u{301}", "ﬁ", "İ", String(repeating: "a", count: 100_000),
        String(repeating: "e\u{301}", count: 20_000), "1/2/3", "99/99/9999", "a@b@c@d",
    ])
    func `survives whatever is written in it`(text: String) throws {
        let fields: KeyValuePairs = [
            "given_name": text, "surname": text, "date_of_birth": text, "phone": text,
            "email": text,
            "device_id": text, "user_id": text, "soc_sec_id": text, "street_number": text,
            "address_1": text, "address_2": text, "suburb": text, "postcode": text, "state": text,
        ]
        let records = [
            try Customers.record("a", fields), try Customers.record("b", fields),
            try Customers.record("c", ["given_name": "ada", "surname": "lovelace"]),
        ]
        #expect(Customers.groups(records).flatMap { $0 }.sorted() == ["a", "b", "c"])
    }
}
