import Orchestration
import Testing

@Suite struct `A freshness calendar` {
    private func at(_ hour: Int64, _ minute: Int64 = 0) -> Instant {
        Instant(milliseconds: (hour * 60 + minute) * 60_000)
    }

    @Test(arguments: [
        ([false], FreshnessCalendar.Mark.fresh), ([true], .late), ([false, true], .part),
        ([true, false], .part), ([true, true], .late), ([false, true, false], .part),
    ])
    func `joins what was seen in an hour`(seen: [Bool], mark: FreshnessCalendar.Mark) {
        var calendar = FreshnessCalendar(at: at(1000))
        for (minute, isLate) in seen.enumerated() {
            _ = calendar.note(isLate: isLate, at: at(1000, Int64(minute)))
        }
        #expect(calendar.mark(ofHour: 1000) == mark)
    }

    @Test func `leaves hours blank in which nobody looked, and forgets what is a week old`() {
        var calendar = FreshnessCalendar(at: at(1000))
        _ = calendar.note(isLate: true, at: at(1000))
        _ = calendar.note(isLate: false, at: at(1003))
        #expect(
            (1000...1004).map { calendar.mark(ofHour: $0) }
                == [.late, .unseen, .unseen, .fresh, .unseen]
        )
        _ = calendar.note(isLate: false, at: at(1170))
        #expect(calendar.mark(ofHour: 1002) == .unseen)
        #expect(calendar.mark(ofHour: 1003) == .fresh)
        #expect(calendar.marks.count == FreshnessCalendar.hours)
    }

    @Test func `says whether something changed, and takes nothing from the past`() {
        var calendar = FreshnessCalendar(at: at(1000))
        let changes = [
            (false, at(1000)), (false, at(1000, 59)), (true, at(999)),
            (false, at(9_000_000)),
        ].map { calendar.note(isLate: $0.0, at: $0.1) }
        #expect(changes == [true, false, false, true])
        #expect(calendar.marks.count == FreshnessCalendar.hours)
    }

    @Test func `is read back as it was written, and from nothing else`() throws {
        var calendar = FreshnessCalendar(at: at(1000))
        for hour in 1000..<1300 { _ = calendar.note(isLate: hour % 5 == 0, at: at(Int64(hour))) }
        #expect(FreshnessCalendar(value: try Value(json: calendar.value.json)) == calendar)
        for text in [
            "{}", #"{"newest":1,"marks":""}"#, #"{"newest":1,"marks":"?"}"#,
            #"{"newest":-1,"marks":"."}"#, #"{"newest":9223372036854775807,"marks":"."}"#,
        ] {
            #expect(FreshnessCalendar(value: try Value(json: text)) == nil, "\(text)")
        }
        #expect(calendar.mark(ofHour: .min) == .unseen)
        #expect(calendar.mark(ofHour: .max) == .unseen)
    }
}
