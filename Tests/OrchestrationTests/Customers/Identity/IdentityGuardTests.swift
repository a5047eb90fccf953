internal import Orchestration
internal import Testing

/// What must not merge, each beside what must: people stand in a crowd of a hundred and fifty others.
@Suite struct `Two people stay two` {
    private func groups(_ records: [CustomerRecord]) throws -> [[String]] {
        Customers.groups(records + (try Customers.crowd(150))).filter {
            !($0.first?.hasPrefix("crowd") ?? true)
        }
    }

    private static let home: [(String, String)] = [
        ("street_number", "188"), ("address_1", "verdon street"), ("suburb", "dorrigo"),
        ("postcode", "2035"), ("state", "qld"),
    ]

    private func atHome(_ id: String, _ fields: [(String, String)]) throws -> CustomerRecord {
        let all = Self.home + fields
        return try CustomerRecord(
            .map(
                Dictionary(
                    uniqueKeysWithValues: [(Value.string("id"), Value.string(id))]
                        + all.map { (Value.string($0.0), Value.string($0.1)) }
                )
            )
        )
    }

    @Test func `when they are twins at one address`() throws {
        let twins = [
            ("sam", "0417342047"), ("sienna", "0462674702"),
        ]
        let records = try twins.flatMap { given, phone in
            try ["1", "2"].map { copy in
                try atHome(
                    "\(given)-\(copy)",
                    [
                        ("given_name", given), ("surname", "bunt"), ("phone", phone),
                        ("date_of_birth", "19650919"),
                    ]
                )
            }
        }
        #expect(try groups(records) == [["sam-1", "sam-2"], ["sienna-1", "sienna-2"]])
    }

    @Test func `when they are father and son of one name`() throws {
        let men = [("old", "19540519", "0484161722"), ("young", "19781006", "0498209396")]
        let records = try men.flatMap { who, birth, phone in
            try ["1", "2"].map { copy in
                try atHome(
                    "\(who)-\(copy)",
                    [
                        ("given_name", "latham"), ("surname", "quill"), ("phone", phone),
                        ("date_of_birth", birth),
                    ]
                )
            }
        }
        #expect(try groups(records) == [["old-1", "old-2"], ["young-1", "young-2"]])
    }

    @Test func `when they share a tablet in a shop`() throws {
        let names = [("ella", "mason"), ("calvin", "webb"), ("kirra", "kranenborg")]
        let records = try names.map { given, surname in
            try Customers.record(
                given,
                [
                    "device_id": "d-kiosk00", "given_name": given, "surname": surname,
                    "email": "\(given)_\(surname)@mail.example",
                ]
            )
        }
        #expect(try groups(records) == [["calvin"], ["ella"], ["kirra"]])
    }

    @Test func `when a telephone was handed on`() throws {
        let records = try ["1", "2"].flatMap { copy in
            [
                try Customers.record(
                    "tai-\(copy)",
                    ["given_name": "tai", "surname": "stephenson", "phone": "0423933377"]
                ),
                try Customers.record(
                    "kylee-\(copy)",
                    ["given_name": "kylee", "surname": "mccarthy", "phone": "+61 423 933 377"]
                ),
            ]
        }
        #expect(try groups(records) == [["kylee-1", "kylee-2"], ["tai-1", "tai-2"]])
    }

    @Test func `when one uses the other's e-mail address`() throws {
        let records = [
            try Customers.record(
                "guest-1",
                [
                    "given_name": "hari", "surname": "degasperi", "email": "cooper.moole@a.example",
                    "user_id": "u1",
                ]
            ),
            try Customers.record(
                "guest-2",
                [
                    "given_name": "hari", "surname": "degasperi", "user_id": "u1",
                    "phone": "0456712313",
                ]
            ),
            try Customers.record(
                "owner-1",
                [
                    "given_name": "cooper", "surname": "moole", "email": "cooper.moole@a.example",
                    "user_id": "u2",
                ]
            ),
            try Customers.record(
                "owner-2",
                [
                    "given_name": "cooper", "surname": "moole", "user_id": "u2",
                    "phone": "0477527395",
                ]
            ),
        ]
        #expect(try groups(records) == [["guest-1", "guest-2"], ["owner-1", "owner-2"]])
    }

    @Test func `when a chain of likenesses leads from one to the other`() throws {
        // The one in the middle could be either's; nobody can say whose.
        let records = [
            try Customers.record(
                "a",
                [
                    "given_name": "jack", "surname": "heidrich", "date_of_birth": "19541012",
                    "phone": "0405390369",
                ]
            ),
            try Customers.record("b", ["given_name": "j", "surname": "heidrich"]),
            try Customers.record(
                "c",
                [
                    "given_name": "jorja", "surname": "heidrich", "date_of_birth": "19870815",
                    "phone": "0451490951",
                ]
            ),
        ]
        #expect(try groups(records) == [["a"], ["b"], ["c"]])
    }
}
