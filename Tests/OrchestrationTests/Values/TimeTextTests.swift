import Testing

@testable import Orchestration

@Suite struct `A duration as text` {
    @Test(arguments: [
        ("250ms", Duration.milliseconds(250)), ("30s", .seconds(30)), ("15m", .seconds(900)),
        ("4h", .seconds(14_400)), ("7d", .seconds(604_800)), ("1h30m", .seconds(5400)),
        ("0", .zero),
        ("1.5h", .seconds(5400)), (".5s", .milliseconds(500)), ("-2m", .seconds(-120)),
        ("+1s", .seconds(1)),
        ("1d12h", .seconds(129_600)), ("10us", .microseconds(10)), ("1.0000000005s", .seconds(1)),
    ]) func `is read`(text: String, duration: Duration) {
        #expect(Duration(text: text) == duration)
    }

    @Test(arguments: [
        "", " ", "5", "s", "1", "1x", "1 h", "h1", "1h 30m", "--1s", "1.s.", ".s", ".", "-", "1e3s",
        "٣s",
        "99999999999d", "999999999999999999999999s", String(repeating: "1s", count: 100), "1h30",
        "1w",
    ]) func `that is none is nil`(text: String) {
        #expect(Duration(text: text) == nil)
    }

    @Test(arguments: [
        (Duration.zero, "0s"), (.seconds(5400), "1h30m"), (.milliseconds(250), "250ms"),
        (.seconds(90), "1m30s"),
        (.milliseconds(1500), "1.5s"), (.seconds(604_800), "7d"), (.seconds(-61), "-1m1s"),
        (.nanoseconds(1), "0.000000001s"),
    ]) func `is written as short as people would`(duration: Duration, text: String) {
        #expect(duration.text == text)
    }

    @Test(arguments: UInt64(0)..<300) func `is read back as written`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let duration = Duration.nanoseconds(Int64(truncatingIfNeeded: random.next()) >> (seed % 60))
        #expect(Duration(text: duration.text) == duration)
    }
}

@Suite struct `An instant as text` {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2009-02-13T23:31:30Z", 1_234_567_890_000),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2026-01-02T03:04:05.678Z", 1_767_323_045_678),
        ("2000-02-29T12:00:00+02:00", 951_818_400_000),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ]) func `is read and written`(text: String, milliseconds: Int64) {
        #expect(Instant(text: text) == Instant(milliseconds: milliseconds))
        #expect(
            Instant(text: Instant(milliseconds: milliseconds).text)?.milliseconds == milliseconds
        )
    }

    @Test(arguments: [
        "", "2026", "2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-01-32T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.1234567890Z",
        "20260101T000000Z",
        "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00Z ", "２026-01-01T00:00:00Z",
        "-026-01-01T00:00:00Z",
    ]) func `that is none is nil`(text: String) {
        #expect(Instant(text: text) == nil)
    }

    @Test func `shows every day of eight centuries as a calendar does`() {
        var (year, month, day, weekday) = (Int64(1600), 1, 1, 6)
        for number in CivilDate.days(
            year: 1600,
            month: 1,
            day: 1
        )...CivilDate.days(year: 2400, month: 12, day: 31) {
            let civil = CivilDate(secondsSinceEpoch: number * 86_400 + 86_399)
            guard civil.year == year, civil.month == month, civil.day == day,
                civil.weekday.rawValue == weekday,
                CivilDate.days(year: year, month: month, day: day) == number
            else {
                Issue.record("\(civil) is not \(year)-\(month)-\(day)")
                return
            }
            weekday = (weekday + 1) % 7
            day += 1
            if day > CivilDate.daysInMonth(month, of: year) { (day, month) = (1, month + 1) }
            if month > 12 { (month, year) = (1, year + 1) }
        }
    }

    @Test func `has the parts of its moment in UTC`() {
        let civil = Instant(milliseconds: 1_234_567_890_123).civil
        #expect((civil.year, civil.month, civil.day) == (2009, 2, 13))
        #expect((civil.hour, civil.minute, civil.second) == (23, 31, 30))
        #expect(civil.weekday == .friday)
        #expect(civil.dayOfYear == 44)
    }

    @Test(arguments: [Int64.min, .max, -1, 0]) func `never traps at the ends of time`(
        milliseconds: Int64
    ) {
        #expect(!Instant(milliseconds: milliseconds).text.isEmpty)
        #expect((1...12).contains(CivilDate(secondsSinceEpoch: milliseconds).month))
    }
}
