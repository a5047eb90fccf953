import Testing

@testable import Orchestration

@Suite struct `The hours of a zone` {
    private func at(_ text: String) throws -> Instant { try #require(Instant(text: text)) }

    @Test func `are those of UTC where nobody says otherwise`() throws {
        for hour in Int64(0)..<500 {
            let start = Instant(milliseconds: hour * 3_600_000)
            #expect(LocalHours.utc.number(of: start) == hour)
            #expect(LocalHours.utc.number(of: start + .milliseconds(3_599_999)) == hour)
            #expect(LocalHours.utc.start(of: hour) == start)
        }
        #expect(LocalHours("Nowhere/At-All") == .utc)
    }

    @Test(arguments: ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "+05:45"])
    func `begin where they are numbered, unless the clocks leave them out`(zone: String) throws {
        let hours = LocalHours(zone)
        let first = hours.number(of: try at("2026-01-01T12:00:00Z"))
        let missing = (first..<first + 365 * 24).filter { !hours.has($0) }
        #expect(missing.count == (["Europe/Berlin", "America/New_York"].contains(zone) ? 1 : 0))
    }

    @Test func `leave nine in the morning at nine over a change to summer time`() throws {
        let hours = LocalHours("Europe/Berlin")
        // Clocks go forward on 29 March 2026: nine is 08:00 in UTC before, and 07:00 after.
        let winter = hours.number(of: try at("2026-03-23T08:00:00Z"))
        let summer = hours.number(of: try at("2026-03-30T07:00:00Z"))
        #expect(summer - winter == 168)
        #expect(LocalHours.place(of: summer) == LocalHours.place(of: winter))
    }

    @Test func `are one where the clocks show an hour twice`() throws {
        let hours = LocalHours("Europe/Berlin")
        let first = hours.number(of: try at("2026-10-25T00:30:00Z"))
        #expect(hours.number(of: try at("2026-10-25T01:30:00Z")) == first)
        #expect(hours.number(of: try at("2026-10-25T02:30:00Z")) == first + 1)
    }

    @Test(arguments: [Int64.min, -1, 0, 1 << 52, .max])
    func `stand any moment`(milliseconds: Int64) {
        for zone in ["UTC", "America/New_York", "-12:00", "+14:00"] {
            #expect(LocalHours(zone).number(of: Instant(milliseconds: milliseconds)) >= 0)
        }
    }

    @Test func `are what is learned of a week, so that summer time is no news`() throws {
        var week = WeekRhythm(hours: LocalHours("Europe/Berlin"))
        let first = try at("2026-03-02T00:00:00Z")
        _ = week.roll(to: first)
        // Four weeks of winter, then one of summer: 30 events at nine of the clock, every day.
        for number in 0..<35 {
            let summer = number >= 27
            let nine = first + .seconds(Int64(number) * 86_400 + (summer ? 7 : 8) * 3600)
            for second in 0..<30 { _ = week.add(at: nine + .seconds(Int64(second))) }
            _ = week.roll(to: nine + .seconds(3600))
            #expect(week.unusual(at: nine + .seconds(3600)) == nil, "day \(number)")
        }
        #expect(week.usual(at: try at("2026-04-06T07:00:00Z"))?.count == 30)
    }

    @Test func `are those of a source's calendar, also after a restart`() throws {
        let now = try at("2026-06-01T22:30:00Z")
        var calendar = FreshnessCalendar(zone: "Europe/Berlin", at: now)
        _ = calendar.note(isLate: true, at: now)
        // Half past midnight in Berlin: the first hour of its day.
        #expect(calendar.newest % 24 == 0)
        #expect(FreshnessCalendar(value: calendar.value) == calendar)
        #expect(FreshnessCalendar(zone: "UTC", at: now) == FreshnessCalendar(at: now))
    }
}
