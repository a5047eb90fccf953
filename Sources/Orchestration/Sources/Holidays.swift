/// Days on which a source is not expected to bring what its hour of the week usually does.
package struct Holidays: Hashable, Sendable {
    package enum Manner: String, Hashable, Sendable, CaseIterable {
        /// As much as on a Sunday at that hour.
        case sunday
        /// Nothing: silence is no lateness on such a day, and is counted from its end.
        case nothing
    }

    /// No holidays.
    package static let none = Holidays(days: [], .sunday)

    /// By their numbers since 1970, as the clocks of the source's zone have them.
    private let days: Set<Int64>
    package let manner: Manner

    /// - Parameters:
    ///   - days: As midnights in UTC, whatever the zone: only their dates count.
    ///   - manner: What is expected on them.
    package init(days: [Instant], _ manner: Manner) {
        self.days = Set(days.map { $0.milliseconds / 86_400_000 })
        self.manner = manner
    }

    /// Whether an hour is on one.
    func has(hour: Int64) -> Bool { !days.isEmpty && days.contains(hour / 24) }

    /// Whether nothing is expected in an hour.
    func expectNothing(in hour: Int64) -> Bool { manner == .nothing && has(hour: hour) }

    /// The hour of the week that an hour is expected to be like; nil where nothing is expected.
    func place(of hour: Int64) -> Int? {
        guard has(hour: hour) else { return LocalHours.place(of: hour) }
        switch manner {
        case .nothing: return nil
        case .sunday: return Self.sunday * 24 + Int(hour % 24)
        }
    }

    /// 1970 began with a Thursday.
    private static let sunday = 3

    /// The end of the last day before this hour's own on which nothing was expected.
    func end(before hour: Int64) -> Int64? {
        guard manner == .nothing else { return nil }
        return days.filter { $0 < hour / 24 }.max().map { ($0 + 1) * 24 }
    }
}
