/// How many events come in each hour of the week: the last six weeks of each of the 168 hours.
///
/// Mondays at nine are held against Mondays at nine, as the clocks of the source's zone show them: a
/// change to summer time moves nothing.
package struct WeekRhythm: Hashable, Sendable {
    static let weeksMax = 6
    /// Weeks needed before an hour is expected to be as it was.
    static let weeksMin = 3

    /// Counts of each hour of the week, the oldest first.
    private var weeks = [[Int]](repeating: [], count: LocalHours.week)
    private let hours: LocalHours
    private let holidays: Holidays
    private var running: Hour?

    /// An hour under way: its number since 1970, and what came in it.
    private struct Hour: Hashable, Sendable {
        let number: Int64
        var count: Int
    }

    package init(hours: LocalHours = .utc, holidays: Holidays = .none) {
        self.hours = hours
        self.holidays = holidays
    }

    /// Counts an arrival.
    /// - Returns: Whether an hour has ended by it.
    package mutating func add(at now: Instant) -> Bool {
        let ended = roll(to: now)
        running?.count += 1
        return ended
    }

    /// Ends the hours that are over; one in which nothing came counts as that.
    /// - Returns: Whether any has.
    package mutating func roll(to now: Instant) -> Bool {
        let number = hours.number(of: now)
        guard let last = running else {
            // The first hour is a part of one, and tells nothing.
            running = Hour(number: number, count: Self.partial)
            return false
        }
        guard number > last.number else { return false }
        if last.count >= 0 { note(last.count, last.number) }
        // After a pause of more than six weeks there is nothing to be said of it.
        let first = max(last.number + 1, number - Int64(LocalHours.week * Self.weeksMax))
        for hour in first..<max(first, number) where hours.has(hour) { note(0, hour) }
        running = Hour(number: number, count: 0)
        return true
    }

    /// A count that stays below 0 whatever comes: of an hour that was not watched whole.
    private static let partial = Int.min / 2

    private mutating func note(_ count: Int, _ hour: Int64) {
        // What comes on a holiday teaches nothing of other weeks.
        guard !holidays.has(hour: hour) else { return }
        let place = LocalHours.place(of: hour)
        weeks[place].append(count)
        if weeks[place].count > Self.weeksMax { weeks[place].removeFirst() }
    }

    /// What the hour of a moment usually brings; nil until three weeks of it are known, and on a
    /// holiday on which nothing is expected.
    package func usual(at moment: Instant) -> (count: Double, spread: Double)? {
        guard let place = holidays.place(of: hours.number(of: moment)) else { return nil }
        let counts = weeks[place]
        guard counts.count >= Self.weeksMin else { return nil }
        return Quantile.middle(of: counts.map(Double.init).sorted()).map { ($0.median, $0.spread) }
    }

    /// The count of the last whole hour and what it usually is, where it is far from that.
    ///
    /// Far is three normal spreads, and half of what is usual at least: a few events more or less
    /// are no news. An hour of a holiday is not judged so.
    func unusual(at now: Instant) -> (count: Int, usual: Double)? {
        let before = now - .seconds(3600)
        guard !holidays.has(hour: hours.number(of: before)) else { return nil }
        let counts = weeks[LocalHours.place(of: hours.number(of: before))]
        guard let last = counts.last, running?.number == hours.number(of: now),
            counts.count > Self.weeksMin
        else { return nil }
        var earlier = self
        earlier.weeks[LocalHours.place(of: hours.number(of: before))].removeLast()
        guard let usual = earlier.usual(at: before), usual.count >= 10 else { return nil }
        let far = max(3 * usual.spread, usual.count * 0.5)
        return abs(Double(last) - usual.count) > far ? (last, usual.count) : nil
    }

    /// When the next event should come after one: the usual gap of its hour, or in the next hour
    /// that usually has any; nil where too little is known.
    package func next(after last: Instant) -> Instant? {
        let isQuiet = holidays.expectNothing(in: hours.number(of: last))
        guard let usual = isQuiet ? (0, 0) : usual(at: last) else { return nil }
        if usual.count >= 1 {
            let due = last + .milliseconds(Int64(3_600_000 / usual.count))
            if hours.number(of: due) == hours.number(of: last) { return due }
        }
        let first = hours.number(of: last) + 1
        for hour in first..<first + Int64(LocalHours.week)
        where !holidays.expectNothing(in: hour) {
            let start = hours.start(of: hour)
            guard let usual = self.usual(at: start) else { return nil }
            if usual.count >= 1 { return start + .milliseconds(Int64(3_600_000 / usual.count)) }
        }
        return nil
    }
}

extension WeekRhythm {
    /// What is known of each hour, as it is journaled.
    ///
    /// The running hour is not: who takes this up has not watched it whole, nor those in between.
    package var value: Value {
        .list(weeks.map { .list($0.map { .int(Int64($0)) }) })
    }

    /// Read back; what does not fit is as if it had never been learned.
    package init(value: Value, hours: LocalHours = .utc, holidays: Holidays = .none) {
        self.init(hours: hours, holidays: holidays)
        guard let known = value.elements, known.count == LocalHours.week else { return }
        weeks = known.map { hour in
            (hour.elements ?? []).prefix(Self.weeksMax).compactMap(\.whole)
                .map { Int(clamping: max(0, min($0, 1 << 40))) }
        }
    }
}
