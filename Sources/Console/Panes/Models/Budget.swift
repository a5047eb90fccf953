internal import Orchestration
internal import Screen

/// What may be spent in a UTC day, and what is.
enum Budget {
    /// When the rest is gone at that rate, where that is before the day is over.
    static func end(used: Double, of limit: Double, rate: Double, at now: Instant) -> String {
        guard used < limit else { return ", spent" }
        let dayEnds = (now.milliseconds / 86_400_000 + 1) * 86_400_000
        let hours = (limit - used) / rate
        guard rate > 0, hours * 3_600_000 < Double(dayEnds - now.milliseconds) else { return "" }
        let end = Instant(milliseconds: now.milliseconds + Int64(hours * 3_600_000))
        return ", spent by \(Figures.shortClock(end))"
    }

    /// How much of it is spent, in `width` cells.
    static func bar(_ share: Double, _ width: Int, _ role: Role) -> TextLine {
        let halves = Int((min(1, max(0, share)) * Double(2 * width)).rounded())
        let full = String(repeating: "━", count: halves / 2) + (halves % 2 == 1 ? "╸" : "")
        let rest = String(repeating: "─", count: width - halves / 2 - halves % 2)
        return [Span(Text.blanks(8)), Span(full, role), Span(rest, .border)]
    }
}

extension ModelRow {
    /// Its limit on money; nil where it has none.
    var moneyPerDay: QuotaUse? { quotas.first { $0.name == "money_per_day" } }
}
