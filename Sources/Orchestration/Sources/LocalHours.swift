/// The hours of a place, numbered: 24 of them are a day and 168 a week, as its clocks show them.
///
/// An hour that its clocks show twice in autumn is one hour here; one that they leave out in spring
/// has a number and never comes.
package struct LocalHours: Hashable, Sendable {
    /// Hours of a week.
    package static let week = 168
    /// The hours of UTC.
    package static let utc = LocalHours("UTC")

    private let zone: Zone

    /// The hours of a zone; UTC's where nobody knows it.
    package init(_ zone: String) { self.zone = Zone(zone) ?? .fixed(seconds: 0) }

    /// The number of the hour of a moment since 1970; a moment before that is in the first.
    package func number(of moment: Instant) -> Int64 {
        let seconds = max(0, min(moment.milliseconds, 1 << 52)) / 1000
        return max(0, seconds + zone.offset(at: seconds)) / 3600
    }

    /// When an hour begins.
    func start(of number: Int64) -> Instant {
        .epoch + .seconds(zone.moment(localSeconds: number * 3600))
    }

    /// Whether the clocks show an hour at all.
    func has(_ number: Int64) -> Bool { self.number(of: start(of: number)) == number }

    /// The hour's place in its week, 0 ..< 168.
    static func place(of number: Int64) -> Int { Int(number % Int64(week)) }
}
