internal import Orchestration

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
}

extension ModelRow {
    /// Its limit on money; nil where it has none.
    var moneyPerDay: QuotaUse? { quotas.first { $0.name == "money_per_day" } }
}
