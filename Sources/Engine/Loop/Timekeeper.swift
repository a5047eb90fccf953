package import Orchestration

/// The engine's only source of time; injected, so that tests and replays own it.
package protocol Timekeeper: Sendable {
    /// The moment it is.
    func now() -> Instant
    /// Returns when `now()` has reached that moment.
    /// - Throws: `CancellationError` when the task is cancelled first.
    nonisolated(nonsending) func sleep(until due: Instant) async throws
    /// Returns after so much of the wall's time, however fast this clock runs: for what the outside
    /// world must get done meanwhile.
    nonisolated(nonsending) func pause(_ duration: Duration) async throws
    /// Calls `ring` when `now()` has reached that moment, on the thread of the actor that asks, in
    /// place of what it asked for before.
    /// - Returns: Whether it will; a clock without a thread leaves it to a task that sleeps.
    func setAlarm(_ due: Instant, _ ring: @escaping @Sendable () -> Void) -> Bool
}

extension Timekeeper {
    package func setAlarm(_ due: Instant, _ ring: @escaping @Sendable () -> Void) -> Bool { false }

    nonisolated(nonsending) package func pause(_ duration: Duration) async throws {
        try await sleep(until: now() + duration)
    }
}

/// The machine's own clock, or a faster one: `speed` seconds pass for each real one.
///
/// A replay of old events runs on a clock that starts at the first event's time.
package struct SystemTime: Timekeeper {
    private let origin: Instant
    private let start: ContinuousClock.Instant
    private let speed: Double
    private let thread: EngineThread?

    /// A clock that shows `origin` now, and rings on that thread; nil for the pool's.
    package init(origin: Instant, speed: Double = 1, on thread: EngineThread? = nil) {
        self.origin = origin
        self.speed = speed
        self.thread = thread
        start = ContinuousClock.now
    }

    package func now() -> Instant {
        let passed = ContinuousClock.now - start
        // Asked several times a step: a product of durations costs more than all the rest.
        return origin + (speed == 1 ? passed : passed * speed)
    }

    nonisolated(nonsending) package func sleep(until due: Instant) async throws {
        let real = (due - now()) / speed
        if real > .zero { try await pause(real) }
    }

    nonisolated(nonsending) package func pause(_ duration: Duration) async throws {
        guard let thread else { return try await ContinuousClock().sleep(for: duration) }
        try await thread.sleep(until: .now + duration)
    }

    package func setAlarm(_ due: Instant, _ ring: @escaping @Sendable () -> Void) -> Bool {
        guard let thread else { return false }
        thread.setAlarm(at: .now + max(.zero, (due - now()) / speed), ring)
        return true
    }
}
