/// The time of day at which nobody wants a message: from one local time up to another.
package struct QuietHours: Hashable, Sendable {
    /// Minutes after local midnight, 0 ..< 1440.
    package let from: Int
    /// The first minute that is no longer quiet; before `from` when they span midnight.
    package let to: Int

    /// Quiet hours, or nil where they begin and end at once or are no times of day.
    package init?(from: Int, to: Int) {
        guard from != to, (0..<1440).contains(from), (0..<1440).contains(to) else { return nil }
        self.from = from
        self.to = to
    }

    /// When they end, if it is quiet at `now` in that zone.
    ///
    /// That is the next moment at which the local clock shows `to`, whatever jumps in between: an
    /// end that falls into a skipped hour comes a day later, of one that comes twice the first
    /// still ahead counts.
    /// - Parameters:
    ///   - now: The moment asked about.
    ///   - zone: How far that place is from UTC.
    /// - Returns: nil when it is not quiet.
    func end(at now: Instant, in zone: Zone) -> Instant? {
        let seconds = now.milliseconds.flooredDivision(by: 1000).quotient
        guard CivilDate.secondsRange.contains(seconds) else { return nil }
        let local = seconds + zone.offset(at: seconds)
        let (day, second) = local.flooredDivision(by: 86_400)
        guard contains(second) else { return nil }
        let ends = (0...7).lazy.compactMap { ahead in
            moment(showing: (day + ahead) * 86_400 + Int64(to) * 60, after: seconds, in: zone)
        }
        return ends.first.map { Instant(milliseconds: $0 * 1000) }
    }

    private func contains(_ second: Int64) -> Bool {
        let (start, end) = (Int64(from) * 60, Int64(to) * 60)
        return from < to
            ? (start..<end).contains(second) : second >= start || second < end
    }

    /// The first moment after `now` at which the clock shows `local`; nil where it never does.
    private func moment(showing local: Int64, after now: Int64, in zone: Zone) -> Int64? {
        // Offsets change at most once around a moment, so that those a day off are all there are.
        [local - 86_400, local, local + 86_400]
            .map { local - zone.offset(at: $0) }
            .filter { $0 > now && $0 + zone.offset(at: $0) == local }
            .min()
    }
}
