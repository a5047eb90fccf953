import Orchestration
import Testing

@Suite struct `A schedule` {
    private func next(_ cron: String, after: String, zone: String = "UTC") throws -> String? {
        let start = try #require(Instant(text: after))
        return try Cron(cron).next(after: start, zone: zone)?.text
    }

    @Test(arguments: [
        ("0 2 * * *", "2026-11-22T01:59:59Z", "2026-11-22T02:00:00Z"),
        ("0 2 * * *", "2026-11-22T02:00:00Z", "2026-11-23T02:00:00Z"),
        ("*/15 * * * *", "2026-11-22T10:14:00Z", "2026-11-22T10:15:00Z"),
        ("5-10/5 8,20 * * *", "2026-11-22T08:06:00Z", "2026-11-22T08:10:00Z"),
        ("0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z"),
        ("0 9 * * mon-fri", "2026-11-21T12:00:00Z", "2026-11-23T09:00:00Z"),
        ("0 9 1 * 7", "2026-11-22T10:00:00Z", "2026-11-29T09:00:00Z"),
        ("0 9 1 jan,feb *", "2026-11-22T10:00:00Z", "2027-01-01T09:00:00Z"),
    ])
    func `finds the next time that fits`(cron: String, after: String, expected: String) throws {
        #expect(try next(cron, after: after) == expected)
    }

    @Test func `runs when the gap ends where summer time leaves its hour out`() throws {
        let due = try next("30 2 * * *", after: "2027-03-28T00:00:00Z", zone: "Europe/Berlin")
        #expect(due == "2027-03-28T01:00:00Z")
    }

    @Test func `runs once where the clocks go back and show its hour twice`() throws {
        let first = try next("30 2 * * *", after: "2026-10-24T12:00:00Z", zone: "Europe/Berlin")
        #expect(first == "2026-10-25T00:30:00Z")
        let second = try next("30 2 * * *", after: "2026-10-25T00:30:00Z", zone: "Europe/Berlin")
        #expect(second == "2026-10-26T01:30:00Z")
    }

    @Test func `runs once a day through a whole year of any zone`() throws {
        for zone in ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata"] {
            let cron = try Cron("30 2 * * *")
            var moment = try #require(Instant(text: "2026-01-01T00:00:00Z"))
            var count = 0
            let end = moment + .seconds(365 * 86_400)
            while let due = cron.next(after: moment, zone: zone), due < end {
                moment = due
                count += 1
            }
            #expect(count == 365, "\(zone)")
        }
    }

    /// The starts within so many hours, as times of day in UTC.
    private func starts(_ cron: String, _ zone: String, from: String, hours: Int) throws -> [String]
    {
        let cron = try Cron(cron)
        var moment = try #require(Instant(text: from)) - .seconds(1)
        let end = moment + .seconds(hours * 3600)
        var starts: [String] = []
        while let due = cron.next(after: moment, zone: zone), due <= end {
            starts.append(String(due.text.dropFirst(11).prefix(5)))
            moment = due
        }
        return starts
    }

    /// In Berlin clocks go back at 01:00Z on 2026-10-25 and forward at 01:00Z on 2027-03-28; on Lord
    /// Howe by half an hour, back at 15:00Z on 2026-04-04 and forward at 15:30Z on 2026-10-03.
    @Test(arguments: [
        ("0 * * * *", "Europe/Berlin", "2026-10-24T23:00:00Z", "23:00 00:00 01:00 02:00"),
        ("0 * * * *", "Europe/Berlin", "2027-03-27T23:00:00Z", "23:00 00:00 01:00 02:00"),
        ("0 0-23 * * *", "Europe/Berlin", "2026-10-24T23:00:00Z", "23:00 00:00 01:00 02:00"),
        ("0 */2 * * *", "Europe/Berlin", "2026-10-24T23:00:00Z", "00:00 01:00"),
        ("0 */2 * * *", "Europe/Berlin", "2027-03-27T23:00:00Z", "23:00 02:00"),
        ("30 * * * *", "Australia/Lord_Howe", "2026-04-04T14:00:00Z", "14:30 15:00 16:00 17:00"),
        ("0 * * * *", "Australia/Lord_Howe", "2026-10-03T14:00:00Z", "14:30 16:00 17:00"),
    ])
    func `that is round the clock follows real time where clocks are set`(
        cron: String,
        zone: String,
        from: String,
        expected: String
    ) throws {
        #expect(try starts(cron, zone, from: from, hours: 4).joined(separator: " ") == expected)
    }

    @Test(arguments: [
        "", "* * * *", "60 * * * *", "* 24 * * *", "1-0 * * * *", "*/0 * * * *", "a * * * *",
        "* * 0 * *",
    ])
    func `is refused where a field cannot be read`(cron: String) {
        #expect(throws: CronError.self) { try Cron(cron) }
    }
}
