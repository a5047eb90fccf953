internal import Orchestration
internal import Screen

/// A freshness calendar in lines: a day a row, an hour a cell.
enum FreshnessLines {
    /// Cells of a row.
    static let width = 32

    /// Seven days, the newest last; nothing before anybody looked.
    static func lines(_ calendar: FreshnessCalendar?, _ now: Instant) -> [TextLine] {
        guard let calendar else { return [] }
        let today = calendar.hour(of: now) / 24
        let zone = calendar.zone == nil ? "UTC" : "local"
        let head = TextLine("FRESH   0     6     12    18 \(zone)", .muted)
        let days = (0..<7).map { row(calendar, day: today - 6 + Int64($0), today: today) }
        return [head] + days + [legend]
    }

    private static func row(_ calendar: FreshnessCalendar, day: Int64, today: Int64) -> TextLine {
        let date = Figures.stamp(Instant(milliseconds: day * 86_400_000)).dropFirst(5).prefix(5)
        let cells = (0..<24).map { hour in
            span(of: calendar.mark(ofHour: day * 24 + Int64(hour)))
        }
        return TextLine([Span("\(date)   ", day == today ? .strong : .muted)] + cells)
    }

    /// The letter carries the state; the colour helps.
    static func span(of mark: FreshnessCalendar.Mark) -> Span {
        switch mark {
        case .unseen: Span(" ")
        case .fresh: Span(".", .muted)
        case .part: Span("~", .warning)
        case .late: Span("x", .late, .bold)
        }
    }

    static let legend = TextLine(". fresh  ~ partly late  x late", .muted)
}
