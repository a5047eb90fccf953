import Orchestration
import Testing

@Suite struct `A daily schedule` {
    private static let zones = [
        "UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe",
        "Asia/Kolkata", "Africa/Casablanca", "Pacific/Apia", "America/St_Johns", "Asia/Gaza",
    ]

    @Test(arguments: zones, ["30 2 * * *", "0 0 * * *", "15 1 * * *", "59 23 * * *", "0 3 * * *"])
    func `comes once on each day of six years, whatever the clocks do`(zone: String, cron: String)
        throws
    {
        let from = try #require(Instant(text: "2022-01-01T12:00:00Z"))
        let before = try #require(Instant(text: "2028-01-01T12:00:00Z"))
        let starts = Schedule(cron: cron, zone: zone).starts(from: from, before: before)

        let days = 6 * 365 + 1
        #expect(abs(starts.count - days) <= 1, "\(starts.count) of \(days)")
        for (last, next) in zip(starts, starts.dropFirst()) {
            let gap = (next - last).inSeconds
            #expect(gap >= 22 * 3600 && gap <= 26 * 3600, "\(last.text) to \(next.text)")
        }
    }

    @Test(arguments: zones) func `is the same from wherever it is asked`(zone: String) throws {
        let from = try #require(Instant(text: "2026-03-20T00:00:00Z"))
        let before = try #require(Instant(text: "2026-11-10T00:00:00Z"))
        let schedule = Schedule(cron: "30 2 * * *", zone: zone)
        let whole = schedule.starts(from: from, before: before)
        for cut in stride(from: 0, to: whole.count, by: 7) {
            let parts =
                schedule.starts(from: from, before: whole[cut])
                + schedule.starts(from: whole[cut], before: before)
            #expect(parts == whole)
        }
    }
}
