/// What a model's window is held against.
package enum DriftBaseline: String, Hashable, Sendable, CaseIterable {
    /// The reference it was accepted with.
    case pinned
    /// The same hour of the last weeks: what every Sunday night is like is no drift.
    case hourOfWeek = "hour_of_week"
}

/// How values fell into the bins of their references in each hour of the week (UTC), over the last
/// four weeks of each of the 168.
///
/// Several variables at once, whose bins lie one after the other: a row is counted once in each.
package struct WeekBaseline: Hashable, Sendable {
    /// Weeks of an hour that are remembered.
    package static let weeksMax = 4

    /// An hour that has ended, with all weeks of it.
    package struct Cell: Hashable, Sendable {
        /// 0 ..< 168, from Thursday's first hour, as 1970 began.
        package let place: Int
        package let weeks: [[Int]]
    }

    private let bins: Int
    private var weeks: [Int: [[Int]]] = [:]
    private var running: (number: Int64, counts: [Int])?
    /// Hours that ended since somebody asked.
    private var ended: Set<Int> = []

    /// - Parameter bins: Of all variables together.
    package init(bins: Int) { self.bins = bins }

    /// Counts a row: a bin for each variable, numbered over all of them.
    package mutating func add(_ row: some Sequence<Int>, at now: Instant) {
        let number = LocalHours.utc.number(of: now)
        if let hour = running, number > hour.number { end(hour.number, hour.counts) }
        var hour = running ?? (number, [Int](repeating: 0, count: bins))
        running = nil
        if number > hour.number { hour = (number, [Int](repeating: 0, count: bins)) }
        for bin in row where bin < bins { hour.counts[bin] += 1 }
        running = hour
    }

    private mutating func end(_ number: Int64, _ counts: [Int]) {
        let place = LocalHours.place(of: number)
        weeks[place, default: []].append(counts)
        if weeks[place, default: []].count > Self.weeksMax { weeks[place]?.removeFirst() }
        ended.insert(place)
    }

    /// The rows of the hour in which the newest came.
    package var current: [Int] { running?.counts ?? [Int](repeating: 0, count: bins) }

    /// The rows of the same hour in earlier weeks, together.
    package var reference: [Int] {
        let none = [Int](repeating: 0, count: bins)
        guard let running else { return none }
        return (weeks[LocalHours.place(of: running.number)] ?? []).reduce(none) { sum, week in
            zip(sum, week).map { $0.addingClamped($1) }
        }
    }

    /// How many earlier weeks of the hour are known.
    package var known: Int {
        running.map { weeks[LocalHours.place(of: $0.number)]?.count ?? 0 } ?? 0
    }

    /// Takes out which hours have ended since the last time, to be kept.
    package mutating func takeEnded() -> [Cell] {
        defer { ended = [] }
        return ended.sorted().map { Cell(place: $0, weeks: weeks[$0] ?? []) }
    }

    /// Takes up an hour that was kept; one of other bins is of no use.
    package mutating func restore(_ cell: Cell) {
        guard (0..<LocalHours.week).contains(cell.place),
            cell.weeks.allSatisfy({ $0.count == bins && $0.allSatisfy { $0 >= 0 } })
        else { return }
        weeks[cell.place] = Array(cell.weeks.suffix(Self.weeksMax))
    }

    package static func == (a: WeekBaseline, b: WeekBaseline) -> Bool {
        a.bins == b.bins && a.weeks == b.weeks && a.running?.number == b.running?.number
            && a.current == b.current
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(weeks)
        hasher.combine(current)
    }
}

extension WeekBaseline.Cell {
    /// As it is journaled.
    package var value: Value {
        [
            "place": .int(Int64(place)),
            "weeks": .list(weeks.map { .list($0.map { .int(Int64($0)) }) }),
        ]
    }

    /// Read back; nil where this is none.
    package init?(value: Value) {
        guard let place = value["place"]?.whole.flatMap({ Int(exactly: $0) }),
            let weeks = value["weeks"]?.elements
        else { return nil }
        self.place = place
        self.weeks = weeks.map { week in
            (week.elements ?? []).map { Int(clamping: max(0, min($0.whole ?? 0, 1 << 40))) }
        }
    }
}
