internal import Orchestration
internal import Testing

@Suite struct `Records of one person come together` {
    private func alone(_ records: [CustomerRecord]) throws -> [[String]] {
        Customers.groups(records + (try Customers.crowd(150))).filter {
            !($0.first?.hasPrefix("crowd") ?? true)
        }
    }

    @Test func `over a login, a device, an address and a name, each known to one source only`()
        throws
    {
        let records = [
            try Customers.record("app", ["user_id": "u068926", "device_id": "d-3ea435a6"]),
            try Customers.record(
                "web",
                ["device_id": "d-3ea435a6", "email": "mia.maynard@mail.example"]
            ),
            try Customers.record(
                "crm",
                [
                    "given_name": "Mia", "surname": "Maynard", "phone": "0458-151-407",
                    "email": "MIA.MAYNARD+shop@mail.example",
                ]
            ),
            try Customers.record(
                "store",
                ["given_name": "m", "surname": "mayanrd", "phone": "+61 458 151 407"]
            ),
        ]
        #expect(try alone(records) == [["app", "crm", "store", "web"]])
    }

    @Test func `over a login that was seen sixty times`() throws {
        let sightings = try (10..<70).map {
            try Customers.record("s\($0)", ["user_id": "u068926", "device_id": "d-\($0)"])
        }
        #expect(try alone(sightings) == [sightings.map(\.id)])
    }

    @Test(arguments: UInt64(1)...3)
    func `of a town whose clerks mistype, whom the rule has never seen`(seed: UInt64) throws {
        var town = PaperTown(seed: seed)
        let (records, owners) = try town.file(people: 80)
        let score = IdentityScore(Customers.groups(records), known: owners)
        #expect(score.precision >= 0.99, "seed \(seed): \(score)")
        #expect(score.recall >= 0.95, "seed \(seed): \(score)")
    }

    @Test(arguments: UInt64(1)...3)
    func `in the same way, in whatever order they come`(seed: UInt64) throws {
        var town = PaperTown(seed: seed)
        let records = try town.file(people: 40).records
        let first = IdentityResolution(records).persons
        var random = SplitMix(seed: seed)
        #expect(IdentityResolution(records.shuffled(using: &random)).persons == first)
        #expect(IdentityResolution(records.reversed()).persons == first)
    }

    @Test func `and taken in twice are the same people`() throws {
        var town = PaperTown(seed: 8)
        let records = try town.file(people: 40).records
        #expect(
            IdentityResolution(records + records).persons == IdentityResolution(records).persons
        )
    }

    @Test func `with ties that reach each of them, and reasons that add up`() throws {
        var town = PaperTown(seed: 5)
        let resolution = IdentityResolution(try town.file(people: 40).records)
        #expect(resolution.persons.contains { $0.records.count > 2 })
        for person in resolution.persons {
            #expect(person.ties.count == person.records.count - 1)
            for record in person.records {
                let path = try #require(person.path(from: person.id, to: record))
                #expect(path.isEmpty == (record == person.id))
                #expect(path.allSatisfy { !$0.reasons.isEmpty })
            }
        }
        let tie = try #require(resolution.persons.flatMap(\.ties).max { $0.bits < $1.bits })
        #expect(resolution.tie(tie.other, tie.one)?.bits == tie.bits)
        #expect(resolution.tie("nobody", tie.one) == nil)
    }

    @Test func `fewer of them where more is asked for`() throws {
        var town = PaperTown(seed: 6)
        let records = try town.file(people: 40).records
        let counts = [0, 10, 20, 100.0].map { Customers.groups(records, least: $0).count }
        #expect(counts == counts.sorted())
        #expect(counts.last == records.count)
    }

    @Test func `of nobody there is nobody`() throws {
        #expect(IdentityResolution([]).persons.isEmpty)
        let one = try Customers.record("only", ["email": "a@b.example"])
        #expect(Customers.groups([one]) == [["only"]])
    }

    @Test func `and a rare name says more than a common one`() throws {
        let common = try (0..<120).map {
            try Customers.record("c\($0)", ["given_name": "x\($0)y\($0)", "surname": "smith"])
        }
        let pair = try ["smith", "kranenborg"].flatMap { surname in
            try ["1", "2"].map {
                try Customers.record(surname + $0, ["given_name": "kirra", "surname": surname])
            }
        }
        let resolution = IdentityResolution(common + pair)
        let rare = try #require(resolution.tie("kranenborg1", "kranenborg2"))
        let usual = try #require(resolution.tie("smith1", "smith2"))
        #expect(rare.bits > usual.bits + 1)
    }
}

@Suite struct `The score of found people` {
    private static let known = ["a": "1", "b": "1", "c": "1", "d": "2", "e": "2"]

    @Test func `is whole where they are right`() {
        let score = IdentityScore([["a", "b", "c"], ["d", "e"]], known: Self.known)
        #expect(score.precision == 1 && score.recall == 1 && score.f1 == 1 && score.cubedF1 == 1)
        #expect(score.records == 5 && score.found == 2 && score.known == 2)
    }

    @Test func `counts pairs, and by B-cubed records`() {
        // Together: ab, cd, ce, de. Right: ab, de. Known: ab, ac, bc, de.
        let score = IdentityScore([["a", "b"], ["c", "d", "e"]], known: Self.known)
        #expect(score.precision == 0.5 && score.recall == 0.5 && score.f1 == 0.5)
        #expect(abs(score.cubedPrecision - (1 + 1 + 1.0 / 3 + 2.0 / 3 + 2.0 / 3) / 5) < 1e-12)
        #expect(abs(score.cubedRecall - (2.0 / 3 + 2.0 / 3 + 1.0 / 3 + 1 + 1) / 5) < 1e-12)
    }

    @Test func `of each alone is precise and recalls nothing`() {
        let score = IdentityScore(Self.known.keys.sorted().map { [$0] }, known: Self.known)
        #expect(score.precision == 1 && score.recall == 0 && score.f1 == 0)
    }
}
