internal import Foundation
internal import Orchestration
internal import Testing

@Suite struct `Quiet hours` {
    private func end(_ from: Int, _ to: Int, at now: String, in zone: String) throws -> String? {
        let scope = ConsentScope(profile: "p", channel: "email", purpose: "marketing")
        var policy = ConsentPolicy()
        policy.quiet = QuietHours(from: from, to: to)
        let message = Consent.Message(scope, to: "a", at: try #require(Instant(text: now)))
        let ledger = Consent.Ledger(events: [
            ConsentEvent(.grant(scope, expires: nil), at: .epoch),
            ConsentEvent(.zone(profile: "p", name: zone), at: .epoch),
        ])
        switch Consent.decide(message, ledger, policy) {
        case .deferred(let until): return until.text
        case .send: return nil
        case .block(let refusal): return refusal.rawValue
        }
    }

    @Test(
        arguments: [
            ("2026-06-10T20:00:00Z", nil), ("2026-06-10T21:00:00Z", "2026-06-11T08:00:00Z"),
            ("2026-06-11T07:59:59Z", "2026-06-11T08:00:00Z"), ("2026-06-11T08:00:00Z", nil),
        ] as [(String, String?)]
    )
    func `span midnight, their end not included`(now: String, until: String?) throws {
        #expect(try end(21 * 60, 8 * 60, at: now, in: "UTC") == until)
    }

    @Test func `are none where they begin and end at once`() {
        #expect(QuietHours(from: 60, to: 60) == nil)
        #expect(QuietHours(from: 0, to: 1440) == nil)
    }

    @Test(
        arguments: [
            // The night loses an hour, the night gains one.
            ("Europe/Berlin", "2026-03-28T22:00:00Z", "2026-03-29T06:00:00Z"),
            ("Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T07:00:00Z"),
            ("America/St_Johns", "2026-06-11T02:00:00Z", "2026-06-11T10:30:00Z"),
            ("Australia/Lord_Howe", "2026-04-04T14:00:00Z", "2026-04-04T21:30:00Z"),
            ("Asia/Kolkata", "2026-06-10T17:00:00Z", "2026-06-11T02:30:00Z"),
            ("no such zone", "2026-06-10T22:00:00Z", "2026-06-11T08:00:00Z"),
        ])
    func `end when the local clock says so, across its jumps`(
        zone: String,
        now: String,
        until: String
    ) throws {
        #expect(try end(21 * 60, 8 * 60, at: now, in: zone) == until)
    }

    @Test func `end a day later where their end is skipped, at the first where it comes twice`()
        throws
    {
        // 02:30 does not exist on 29 March in Berlin, and comes twice on 25 October.
        #expect(
            try end(0, 150, at: "2026-03-29T00:00:00Z", in: "Europe/Berlin")
                == "2026-03-30T00:30:00Z"
        )
        #expect(
            try end(0, 150, at: "2026-10-24T23:00:00Z", in: "Europe/Berlin")
                == "2026-10-25T00:30:00Z"
        )
        // The clock was set back to 02:00: it is quiet again, until 02:30 comes again.
        #expect(
            try end(0, 150, at: "2026-10-25T01:10:00Z", in: "Europe/Berlin")
                == "2026-10-25T01:30:00Z"
        )
        #expect(try end(0, 150, at: "2026-10-25T00:40:00Z", in: "Europe/Berlin") == nil)
    }

    /// The rule itself, minute by minute, against the answer.
    @Test(
        arguments: [
            "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns",
            "Africa/Cairo",
        ],
        [(1260, 480), (0, 150), (120, 0), (90, 125)]
    )
    func `are as a watch would show them`(zone: String, hours: (Int, Int)) throws {
        let calendar = try #require(TimeZone(identifier: zone))
        func minute(_ seconds: Int64) -> Int {
            let date = Date(timeIntervalSince1970: Double(seconds))
            let local = seconds + Int64(calendar.secondsFromGMT(for: date))
            return Int((local % 86_400 + 86_400) % 86_400) / 60
        }
        // From 20 hours before to 20 after each change of the clock in 2026, every 37 minutes.
        var change = Date(timeIntervalSince1970: 1_767_225_600)
        for _ in 0..<2 {
            guard let next = calendar.nextDaylightSavingTimeTransition(after: change) else {
                return
            }
            change = next
            let middle = Int64(change.timeIntervalSince1970)
            for now in stride(from: middle - 72_000, to: middle + 72_000, by: 37 * 60) {
                let (from, to) = hours
                let here = minute(now)
                let isQuiet = from < to ? from <= here && here < to : here >= from || here < to
                var until = now / 60 * 60 + 60
                while minute(until) != to { until += 60 }
                let text = Instant(milliseconds: now * 1000).text
                #expect(
                    try end(from, to, at: text, in: zone)
                        == (isQuiet ? Instant(milliseconds: until * 1000).text : nil),
                    "\(zone) \(text)"
                )
            }
        }
    }
}
