internal import Orchestration
internal import Screen

extension Console {
    /// How fresh every source was over seven days, a row each; then what breaks a promise now.
    func freshnessLines(_ width: Int) -> [TextLine] {
        let rows = snapshot?.sources ?? []
        guard !rows.isEmpty else { return [TextLine("there are no sources", .muted)] }
        let name = min(20, max(8, width - FreshnessStrip.width - 2))
        let now = moment().now
        return [FreshnessStrip.head(name, now)]
            + rows.map { FreshnessStrip.line($0, name, now) }
            + [[], FreshnessStrip.legend, []] + promises(rows, width)
    }

    /// The promises that are broken: what was turned away, and volumes that are not as usual.
    private func promises(_ rows: [SourceRow], _ width: Int) -> [TextLine] {
        let broken = rows.filter { !$0.rejections.isEmpty || !$0.newFields.isEmpty }
        guard !broken.isEmpty else {
            return [TextLine("every event of the last hour was as its contract says", .muted)]
        }
        return [TextLine("AGAINST THEIR CONTRACTS", .muted)]
            + broken.flatMap { row in
                let missing = row.rejections.prefix(3).map {
                    "\($0.kind) \(Figures.count($0.count))"
                }
                let fresh = row.newFields.prefix(3).map { "new \($0.kind)" }
                let words = "\(row.name): " + (missing + fresh).joined(separator: ", ")
                return Paragraph.lines(words, width, role: missing.isEmpty ? .text : .warning)
            }
    }
}

/// Seven days of a source in a row: three hours a mark, a day a group.
enum FreshnessStrip {
    private static let hoursOfMark: Int64 = 3
    private static let marksOfDay = 8
    /// Cells behind the name.
    static let width = 7 * (marksOfDay + 1)

    static let legend = FreshnessLines.legend

    /// The days above the marks.
    static func head(_ name: Int, _ now: Instant) -> TextLine {
        let today = now.milliseconds / 86_400_000
        let days = (0..<7).map { back in
            let date = Instant(milliseconds: (today - 6 + Int64(back)) * 86_400_000)
            return Text.padded(
                String(Figures.stamp(date).dropFirst(5).prefix(5)),
                to: marksOfDay + 1
            )
        }
        return TextLine(Text.padded("", to: name + 1) + days.joined(), .muted)
    }

    static func line(_ row: SourceRow, _ name: Int, _ now: Instant) -> TextLine {
        let title = Span(
            Text.padded(Text.clipped(row.name, to: name), to: name + 1),
            row.state.role
        )
        guard let calendar = row.calendar else {
            return [title, Span("nobody has looked yet", .muted)]
        }
        let today = calendar.hour(of: now) / 24
        let marks = (0..<7).flatMap { day -> [Span] in
            (0..<marksOfDay).map { part in
                let hour = (today - 6 + Int64(day)) * 24 + Int64(part) * hoursOfMark
                return FreshnessLines.span(of: worst(of: calendar, from: hour))
            } + [Span(" ")]
        }
        return TextLine([title] + marks)
    }

    /// The worst mark of three hours; late beats partly late beats fresh beats unseen.
    private static func worst(of calendar: FreshnessCalendar, from hour: Int64)
        -> FreshnessCalendar.Mark
    {
        let marks = (hour..<(hour + hoursOfMark)).map(calendar.mark(ofHour:))
        return marks.max { $0.rawValue < $1.rawValue } ?? .unseen
    }
}
