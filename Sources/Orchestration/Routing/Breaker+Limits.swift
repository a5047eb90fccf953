extension Breaker {
    /// The figures of a breaker; not configurable, because nobody tunes them well in an incident.
    enum Limits {
        static let callsMin = 10
        static let failedShare = 0.5
        static let slowShare = 0.8
        static let openBase = Duration.seconds(15)
        static let openCap = Duration.seconds(300)
        static let jitter = 0.2
        /// No upstream may keep us away for longer than this.
        static let askedCap = Duration.seconds(3600)
        static let trials = 3
        static let trialsToClose = 2
        /// A trial without an answer after this long is taken for lost.
        static let trialsPatience = Duration.seconds(60)

        static func cause(in tally: BreakerWindow.Tally) -> Cause? {
            guard tally.calls >= callsMin else { return nil }
            let calls = Double(tally.calls)
            if Double(tally.failed) >= failedShare * calls { return .failures(tally) }
            if Double(tally.slow) >= slowShare * calls { return .slowness(tally) }
            return nil
        }

        /// How long an opening lasts: 15 s, doubled per opening in a row, at most 5 min, ± 20 %.
        static func openTime(opening: Int, random: inout SplitMix) -> Duration {
            let doubled = openBase.inSeconds * Double(1 << min(opening, 8))
            let moved = 1 + jitter * (2 * random.unit() - 1)
            return .milliseconds(Int64(min(doubled, openCap.inSeconds) * moved * 1000))
        }
    }
}
