/// Decides when a frame may be drawn, so that there are never more than 30 a second.
///
/// A bucket of tokens: a frame takes one, and thirty come back in a second. Frames for news of
/// the engine leave two of the three tokens for the operator, whose keys are shown at once.
struct FrameBudget: Sendable {
    /// Who wants a frame.
    enum Cause: Hashable, Sendable, Comparable { case news, key }

    /// The time in which one token comes back.
    static let interval = Duration.nanoseconds(1_000_000_000 / 30)
    private static let capacity = 3

    /// When the bucket was, or will be, empty; it lies in the past when tokens are left.
    private var emptyAt: ContinuousClock.Instant

    /// A full bucket.
    init(at now: ContinuousClock.Instant) { emptyAt = now - Self.interval * Self.capacity }

    /// How long a frame must wait; zero when it may be drawn now.
    func wait(for cause: Cause, at now: ContinuousClock.Instant) -> Duration {
        let needed = cause == .key ? 1 : Self.capacity
        return max(.zero, emptyAt + Self.interval * needed - now)
    }

    /// Notes that a frame was drawn.
    mutating func spend(at now: ContinuousClock.Instant) {
        emptyAt = max(emptyAt, now - Self.interval * Self.capacity) + Self.interval
    }
}
