internal import Orchestration
internal import Testing

@Suite struct `A profile` {
    static let start = Instant(milliseconds: 1_776_000_000_000)
    static let day = Duration.seconds(86_400)

    /// An order `days` after the start.
    static func order(
        _ id: String,
        day days: Double,
        amount: Double = 100,
        _ more: [Value: Value] = [:]
    ) -> (id: String, event: Value, at: Instant) {
        let time = start + .milliseconds(Int64(days * 86_400_000))
        let event: [Value: Value] = [
            "type": "order_completed", "time": Value(time), "customer": "c1",
            "amount": .double(amount), "items": 2,
        ]
        return (id, .map(event.merging(more) { _, new in new }), time)
    }

    static func folded(
        _ events: [(id: String, event: Value, at: Instant)],
        into profile: Profile = Profile()
    ) throws -> Profile {
        try events.reduce(profile) { try $0.applying(event: $1.event, id: $1.id, at: $1.at) }
    }

    @Test func `counts an event once, however often it comes`() throws {
        let order = Self.order("o1", day: 0, ["email": "a@example.com"])
        let once = try Self.folded([order])
        #expect(try Self.folded([order, order, order]) == once)
        #expect(once.totals.baskets == 1)
    }

    @Test(arguments: UInt64(0)..<100)
    func `is the same whatever order events come in`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let events = (0..<40).map { number in
            Self.order(
                "o\(number)",
                day: Double(number) * 2 + random.unit(),
                amount: Double(number),
                ["first_name": .string("name \(number)")]
            )
        }
        let inOrder = try Self.folded(events)
        // Arrival is late for all, so that no order makes one come from the future.
        let last = Self.start + .seconds(100 * 86_400)
        let shuffled = (events + events.prefix(10)).map { ($0.id, $0.event, last) }
            .shuffled(using: &random)
        #expect(try Self.folded(shuffled) == inOrder)
    }

    @Test func `forgets single baskets after 88 days, but not that they were`() throws {
        let profile = try Self.folded([
            Self.order("o1", day: 0), Self.order("o2", day: 50), Self.order("o3", day: 89),
        ])
        #expect(profile.baskets.map(\.id) == ["o2", "o3"])
        #expect(profile.totals.baskets == 3)
        #expect(profile.totals.span?.lowerBound == Self.start)
        // The forgotten one comes again: it cannot be told from new, so it is not counted.
        #expect(try Self.folded([Self.order("o1", day: 0)], into: profile) == profile)
    }

    @Test func `stays within its limits, whatever comes in`() throws {
        var profile = Profile()
        for number in 0..<700 {
            let more: [Value: Value] = [
                "attributes": [.string("a\(number)"): .int(Int64(number))],
                "email": .string("\(number)@example.com"),
            ]
            let order = Self.order("o\(number)", day: Double(number) / 1000, more)
            profile = try Self.folded([order], into: profile)
        }
        #expect(profile.baskets.count == Profile.Limits.baskets)
        #expect(profile.attributes.count == Profile.Limits.attributes)
        #expect(profile.identities.count == Profile.Limits.identities)
        #expect(profile.totals.baskets == 700)
        #expect(profile.attributes["a699"] != nil && profile.attributes["a1"] == nil)
        let again = Self.order("o3", day: 0.003)
        #expect(try Self.folded([again], into: profile).totals.baskets == 700)
    }

    @Test func `believes the latest event, not the last to come`() throws {
        let profile = try Self.folded([
            Self.order("o2", day: 1, ["first_name": "New"]),
            Self.order("o1", day: 0, ["first_name": "Old"]),
        ])
        #expect(profile.value(at: Self.start)["first_name"] == "New")
    }

    @Test(
        arguments: [
            .null, "text", [:], ["type": 1], ["type": ""],
            ["type": "order_completed"], ["type": "order_completed", "amount": "12"],
            ["type": "order_completed", "amount": -1],
            ["type": "order_completed", "amount": .double(.nan)],
            ["type": "order_completed", "amount": .double(.infinity)],
            ["type": "order_completed", "amount": 1, "items": "three"],
            ["type": "order_completed", "amount": 1, "items": [["quantity": -5]]],
            ["type": "x", "time": "yesterday"], ["type": "x", "time": 12],
            ["type": "x", "time": "2099-01-01T00:00:00Z"],
            ["type": "x", "time": .timestamp(seconds: .max, nanoseconds: 0)],
            ["type": "x", "email": 1], ["type": "x", "email": ["a"]],
            ["type": "x", "first_name": .string(String(repeating: "x", count: 513))],
            ["type": "x", "attributes": [1]], ["type": "x", "attributes": [1: 2]],
            ["type": "x", "attributes": ["": 2]], ["type": "x", "attributes": ["a": [1]]],
            ["type": .string(String(repeating: "x", count: 65))],
        ] as [Value]
    )
    func `refuses what is no event, and says why`(event: Value) throws {
        let error = try #require(throws: EventError.self) {
            try Profile().applying(event: event, id: "e", at: Self.start)
        }
        #expect(!error.description.isEmpty)
    }

    @Test(arguments: ["", String(repeating: "i", count: 129)])
    func `refuses an event without a usable id`(id: String) {
        #expect(throws: EventError.self) {
            try Profile().applying(event: ["type": "x"], id: id, at: Self.start)
        }
    }

    @Test(arguments: [Int64.min, -1, 0, Int64.max])
    func `bears the ends of time`(milliseconds: Int64) throws {
        let end = Instant(milliseconds: milliseconds)
        let event: Value = ["type": "order_completed", "amount": 1]
        let profile = try Profile().applying(event: event, id: "e", at: end)
        #expect(profile.totals.baskets == 1)
        for now in [Instant(milliseconds: .min), .epoch, Instant(milliseconds: .max)] {
            #expect(profile.value(at: now)["features"] != nil)
        }
    }

    @Test func `survives the way through storage`() throws {
        let events = (0..<50).map { Self.order("o\($0)", day: Double($0) * 3, ["nearby": true]) }
        for count in [0, 1, 50] {
            let profile = try Self.folded(Array(events.prefix(count)))
            #expect(try Profile(stored: profile.stored) == profile)
        }
    }

    @Test(
        arguments: ["v", "closed", "baskets", "total", "attributes", "identities"],
        [nil, "x", -1, [], [[]], [:], [["a", 1]]] as [Value?]
    )
    func `is not made of damaged storage`(part: String, damage: Value?) throws {
        let sound = try Self.folded([Self.order("o1", day: 0)])
        guard case .map(var entries) = sound.stored else { return }
        entries[.string(part)] = damage
        // Empty lists and objects, and a moment of -1, are sound in their places.
        let isSound =
            damage == [] && ["baskets", "identities"].contains(part)
            || damage == [:] && part == "attributes" || damage == -1 && part == "closed"
        if isSound {
            _ = try Profile(stored: .map(entries))
        } else {
            #expect(throws: EventError.self) { try Profile(stored: .map(entries)) }
        }
    }
}
