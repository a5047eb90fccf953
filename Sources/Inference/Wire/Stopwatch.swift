/// Measures and waits on an injected clock, counting from its own making.
struct Stopwatch: Sendable {
    /// The time since the start.
    let elapsed: @Sendable () -> Duration
    /// Returns at that time since the start; throws when cancelled.
    let reach: @Sendable (Duration) async throws -> Void

    /// Starts counting.
    init(_ clock: some Clock<Duration>) {
        let start = clock.now
        elapsed = { start.duration(to: clock.now) }
        reach = { try await clock.sleep(until: start.advanced(by: $0), tolerance: nil) }
    }
}
