internal import Orchestration
internal import Testing

@Suite struct `The time of an event` {
    private func moment(_ text: String) -> Int64? {
        let event: Value = ["type": "x", "time": .string(text)]
        let late = Instant(milliseconds: .max)
        let profile = try? Profile().applying(event: event, id: "e", at: late)
        return profile?.seen?.lowerBound.milliseconds
    }

    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.999Z", -1),
            ("2000-02-29T00:00:00Z", 951_782_400_000), ("2026-04-16T13:40:25Z", 1_776_346_825_000),
            ("2026-04-16T15:40:25.5+02:00", 1_776_346_825_500),
            ("2026-04-16t09:10:25.123456-04:30", 1_776_346_825_123),
            ("0000-03-01T00:00:00Z", -62_162_035_200_000),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000),
            ("9999-12-31T23:59:60Z", 253_402_300_800_000),
        ])
    func `is read as RFC 3339 says`(text: String, milliseconds: Int64) {
        #expect(moment(text) == milliseconds)
    }

    @Test(
        arguments: [
            "", "2026", "2026-04-16", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-04-16T24:00:00Z",
            "2026-04-16T00:60:00Z", "2026-04-16T00:00:61Z", "2026-04-16T00:00:00",
            "2026-04-16T00:00:00.Z", "2026-04-16T00:00:00+0200", "2026-04-16T00:00:00Zz",
            "+026-04-16T00:00:00Z", "2026-04-16T00:00:00+24:00", "२०२६-04-16T00:00:00Z",
        ])
    func `is refused where it is none`(text: String) {
        #expect(moment(text) == nil)
    }
}
