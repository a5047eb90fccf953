/// Five cron fields, read: minute, hour, day of month, month, day of week.
///
/// Lists, ranges, steps and the names of months and days are understood; where both days are
/// restricted, either may hold, as in every cron since Vixie's.
package struct Cron: Hashable, Sendable {
    private let minutes: Set<Int>
    private let hours: Set<Int>
    private let days: Set<Int>
    private let months: Set<Int>
    private let weekdays: Set<Int>
    private let dayIsFree: Bool
    private let weekdayIsFree: Bool
    /// Whether it runs all round the clock, by real time: `*` or `*/n` hours.
    private let isRoundTheClock: Bool

    /// Reads five fields.
    /// - Throws: `CronError` naming the field that cannot be read.
    package init(_ text: String) throws(CronError) {
        let fields = text.split(separator: " ").map(String.init)
        guard fields.count == 5 else {
            throw CronError(
                "A schedule has five fields (minute hour day month weekday), not \(fields.count)."
            )
        }
        minutes = try CronField("minute", 0...59).read(fields[0])
        hours = try CronField("hour", 0...23).read(fields[1])
        days = try CronField("day of month", 1...31).read(fields[2])
        months = try CronField("month", 1...12, names: CronField.months).read(fields[3])
        weekdays = Set(
            try CronField("day of week", 0...7, names: CronField.days).read(fields[4]).map {
                $0 % 7
            }
        )
        dayIsFree = fields[2].hasPrefix("*")
        weekdayIsFree = fields[4].hasPrefix("*")
        isRoundTheClock = fields[1].hasPrefix("*") || hours.count == 24
    }

    /// The first moment after `instant` at which the clock of a zone shows a time that fits.
    ///
    /// At named hours, a time that a change to summer time leaves out happens when the gap ends, and
    /// one that a change back shows twice happens the first time: a daily run is neither skipped nor
    /// doubled. Round the clock, what is left out does not happen and what is shown twice happens
    /// twice: an hourly run comes every hour. So it is in every cron since Vixie's.
    /// - Returns: Nil when no such moment lies within eight years, or the zone is unknown.
    package func next(after instant: Instant, zone name: String) -> Instant? {
        guard let zone = Zone(name) else { return nil }
        let start = instant.milliseconds.flooredDivision(by: 1000).quotient
        let local = start + zone.offset(at: start)
        let firstDay = local.flooredDivision(by: 86_400).quotient
        // One day back: local midnight may lie after the moment where clocks were set back.
        for day in (firstDay - 1)...(firstDay + 8 * 366) where fits(day) {
            if let moment = first(of: day, after: start, zone) { return .epoch + .seconds(moment) }
        }
        return nil
    }

    private func first(of day: Int64, after start: Int64, _ zone: Zone) -> Int64? {
        let midnight = day * 86_400
        let times = timesOfDay.lazy.map { midnight + Int64($0) * 60 }
        guard isRoundTheClock, zone.changes(near: midnight) else {
            return times.map(zone.moment(localSeconds:)).first { $0 > start }
        }
        return times.flatMap(zone.moments(localSeconds:)).filter { $0 > start }.min()
    }

    private var timesOfDay: [Int] {
        hours.sorted().flatMap { hour in minutes.sorted().map { hour * 60 + $0 } }
    }

    private func fits(_ day: Int64) -> Bool {
        let date = CivilDate(secondsSinceEpoch: day * 86_400)
        guard months.contains(date.month) else { return false }
        let dayFits = days.contains(date.day)
        let weekdayFits = weekdays.contains(date.weekday.rawValue)
        if dayIsFree || weekdayIsFree { return dayFits && weekdayFits }
        return dayFits || weekdayFits
    }
}

/// Why a schedule could not be read.
package struct CronError: Error, Hashable, Sendable {
    package let message: String
    init(_ message: String) { self.message = message }
}

/// One field of a schedule.
private struct CronField {
    static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    static let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    let name: String
    let range: ClosedRange<Int>
    let names: [String]

    init(_ name: String, _ range: ClosedRange<Int>, names: [String] = []) {
        self.name = name
        self.range = range
        self.names = names
    }

    func read(_ text: String) throws(CronError) -> Set<Int> {
        var values: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            values.formUnion(try read(part: String(part)))
        }
        return values
    }

    private func read(part: String) throws(CronError) -> Set<Int> {
        let halves = part.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard halves.count <= 2, let span = halves.first else { throw unreadable(part) }
        var step = 1
        if halves.count == 2 {
            guard let number = Int(halves[1]), number >= 1, number <= range.upperBound + 1 else {
                throw unreadable(part)
            }
            step = number
        }
        let bounds = try bounds(span, openEnded: halves.count == 2)
        return Set(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step))
    }

    private func bounds(_ text: String, openEnded: Bool) throws(CronError) -> ClosedRange<Int> {
        if text == "*" { return range }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard ends.count <= 2, let first = ends.first.flatMap(number) else {
            throw unreadable(text)
        }
        if ends.count == 1 { return openEnded ? first...range.upperBound : first...first }
        guard let last = number(ends[1]), last >= first else { throw unreadable(text) }
        return first...last
    }

    private func number(_ text: String) -> Int? {
        if let place = names.firstIndex(of: text.lowercased()) { return range.lowerBound + place }
        guard let number = Int(text), range.contains(number) else { return nil }
        return number
    }

    private func unreadable(_ text: String) -> CronError {
        CronError(
            "`\(text.prefix(40))` is no \(name): give \(range.lowerBound) to \(range.upperBound), a range, a list or a step."
        )
    }
}

extension Zone {
    /// Whether clocks may be set on the local day that begins at `midnight`.
    func changes(near midnight: Int64) -> Bool {
        offset(at: midnight - 86_400) != offset(at: midnight + 2 * 86_400)
    }

    /// Every moment at which local clocks show that many seconds since 1970: none, one or two.
    func moments(localSeconds local: Int64) -> Set<Int64> {
        let offsets = [offset(at: local - 86_400), offset(at: local + 86_400)]
        return Set(offsets.map { local - $0 }.filter { $0 + offset(at: $0) == local })
    }

    /// The moment at which local clocks show that many seconds since 1970: the first of two, or the
    /// end of the gap where there is none.
    func moment(localSeconds local: Int64) -> Int64 {
        let before = offset(at: local - 86_400)
        let after = offset(at: local + 86_400)
        let early = local - max(before, after)
        let late = local - min(before, after)
        if early + offset(at: early) == local { return early }
        if late + offset(at: late) == local { return late }
        return gapEnd(from: early, to: late)
    }

    /// The second at which the offset changes.
    private func gapEnd(from low: Int64, to high: Int64) -> Int64 {
        var (low, high) = (low, high)
        let old = offset(at: low)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(at: middle) == old { low = middle } else { high = middle }
        }
        return high
    }
}
