internal import Foundation
internal import Orchestration
internal import Testing

@Suite struct `Features of a profile` {
    @Test func `come from the 60 days up to now`() throws {
        let profile = try `A profile`.folded([
            `A profile`.order("o1", day: 0), `A profile`.order("o2", day: 10, amount: 50),
            `A profile`.order("o3", day: 14), `A profile`.order("o4", day: 65),
            `A profile`.order("o5", day: 75, ["age_group": "35-39", "nearby": true]),
        ])
        // Day 0 is Sunday, 2026-04-12, so day 14 is one too and day 10 a Wednesday.
        let features = profile.features(at: `A profile`.start + .seconds(70 * 86_400))
        #expect(
            features == [
                "recency_days": 5.0, "baskets": 3.0, "spend": 250.0, "items": 6.0,
                "tenure_days": 60.0, "gap_mean_days": 27.5, "gap_std_days": 23.5,
                "weekend_share": .double(1.0 / 3), "age": 35.0, "nearby": 1.0,
            ]
        )
    }

    @Test func `are unknown rather than zero where there is nothing`() {
        #expect(
            Profile().features(at: .epoch) == [
                "recency_days": .null, "baskets": 0.0, "spend": 0.0, "items": 0.0,
                "tenure_days": .null, "gap_mean_days": .null, "gap_std_days": .null,
                "weekend_share": .null, "age": .null, "nearby": .null,
            ]
        )
        #expect(Profile().history(at: .epoch) == .null)
    }

    @Test(
        arguments: [
            ("35-39", 35), ("<25", 20), (">65", 65), ("", nil), ("old", nil), ("12345", nil),
        ] as [(String, Double?)]
    )
    func `read an age group by its lower end`(group: String, age: Double?) throws {
        let event: Value = ["type": "x", "attributes": ["age_group": .string(group)]]
        let profile = try Profile().applying(event: event, id: "e", at: .epoch)
        #expect(profile.features(at: .epoch)["age"]?.number == age)
    }

    @Test func `are what the table of the value model needs`() throws {
        let profile = try `A profile`.folded([
            `A profile`.order("o1", day: 0), `A profile`.order("o2", day: 10, amount: 50),
        ])
        #expect(
            profile.history(at: `A profile`.start + .seconds(30 * 86_400)) == [
                "repeats": 1.0, "first_to_last_days": 10.0, "first_to_now_days": 30.0,
                "mean_spend": 75.0,
            ]
        )
    }

    @Test(
        .enabled(
            if: Files.isFetched("ta-feng/events.jsonl"),
            "Ta Feng is not fetched: see SampleData/retention/training/README.md"
        )
    )
    func `equal those of the training script for 1000 real customers`() throws {
        let cut = try #require(try Self.profiles(before: "2001-02-01"))
        let lines = try Files.lines(Files.fetched.appending(path: "ta-feng/rows.csv"))
        let names = try #require(lines.first).split(separator: ",").map(String.init)
        var compared = 0
        for line in lines.dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            let profile = try #require(cut.profiles["tf-" + String(cells[0])])
            let features = profile.features(at: cut.now)
            for (name, cell) in zip(names, cells) where Profile.featureNames.contains(name) {
                let (found, expected) = (features[name]?.number, Double(String(cell)))
                #expect(found == expected || abs((found ?? .nan) - (expected ?? .nan)) < 1e-12)
                compared += 1
            }
        }
        #expect(compared == 10_000)
    }

    /// Profiles of all customers from the events before a day.
    private static func profiles(
        before day: String
    ) throws -> (profiles: [String: Profile], now: Instant)? {
        var profiles: [String: Profile] = [:]
        for line in try Files.lines(Files.fetched.appending(path: "ta-feng/events.jsonl")) {
            let event = try Files.json(line)
            guard let id = event["id"]?.text, let customer = event["customer"]?.text,
                let time = event["time"]?.text
            else { return nil }
            guard time < day else { continue }
            profiles[customer] = try (profiles[customer] ?? Profile()).applying(
                event: event,
                id: id,
                at: Instant(milliseconds: .max)
            )
        }
        let cut = try Date("\(day)T00:00:00Z", strategy: .iso8601)
        return (profiles, Instant(milliseconds: Int64(cut.timeIntervalSince1970) * 1000))
    }
}
