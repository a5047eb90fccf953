internal import Engine
internal import Foundation
internal import Orchestration
internal import Synchronization

/// A file of events, read as it is needed.
struct Tape {
    let path: String
    let limit: Int?
    /// The time of the first event that can be read; nil where there is none.
    let first: Instant?

    /// - Throws: A complaint where the file cannot be read.
    init(path: String, limit: Int?) throws {
        self.path = path
        self.limit = limit
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Complaint(
                "\(path) cannot be read.\n  Check that it exists and that you may read it."
            )
        }
        var found: Instant?
        for line in Lines(file).prefix(1000) where found == nil {
            found = (try? IncomingEvent(json: line))?.time
        }
        first = found
        try file.close()
    }

    var lines: some AsyncSequence<[UInt8], any Error> {
        let file = FileHandle(forReadingAtPath: path) ?? FileHandle.nullDevice
        return LineFeed(file).prefix(limit ?? .max)
    }
}

/// The engine's clock of a replay: the events' time, at a multiple of the wall's.
///
/// At speed 0 it stands still between events and is moved from one to the next.
final class ReplayTime: Timekeeper {
    private let running: SystemTime?
    private let manual: ManualTime

    init(from origin: Instant, speed: Double) {
        running = speed > 0 ? SystemTime(origin: origin, speed: speed) : nil
        manual = ManualTime(at: origin)
    }

    func now() -> Instant { running?.now() ?? manual.now() }

    nonisolated(nonsending) func sleep(until due: Instant) async throws {
        if let running { return try await running.sleep(until: due) }
        try await manual.sleep(until: due)
    }

    /// A clock that stands still would never let the journal be tried again.
    nonisolated(nonsending) func pause(_ duration: Duration) async throws {
        try await ContinuousClock().sleep(for: duration)
    }

    /// Returns when an event of that time is to be taken in.
    func reach(_ time: Instant) async throws {
        if let running { return try await running.sleep(until: time) }
        manual.advance(to: time)
    }

    var stands: Bool { running == nil }
}

/// Plays a tape into an engine.
struct Player {
    private let engine: Engine
    private let clock: ReplayTime

    init(_ engine: Engine, _ clock: ReplayTime) {
        self.engine = engine
        self.clock = clock
    }

    /// Takes in every event of a tape, each at its time.
    ///
    /// - Returns: What became of them, once all of it is durable.
    func play(_ tape: Tape) async throws -> Intake.Counts {
        var counts = Intake.Counts()
        try await withThrowingTaskGroup(of: Admission.self) { group in
            var underWay = 0
            for try await line in tape.lines {
                if let time = time(of: line), time > clock.now() {
                    // An event that is still on its way to the engine belongs before this moment.
                    while clock.stands, let admission = try await group.next() {
                        counts.add(admission)
                        underWay -= 1
                    }
                    try await reach(time)
                }
                if underWay >= 256, let admission = try await group.next() {
                    counts.add(admission)
                    underWay -= 1
                }
                group.addTask { await engine.submit(line) }
                underWay += 1
            }
            for try await admission in group { counts.add(admission) }
        }
        return counts
    }

    /// Returns when every run has ended; where the clock runs by itself, when all that is left waits.
    ///
    /// - Parameter limit: Time given at most to a clock that only moves by our hand: a run that
    ///   waits for an operator would never end.
    /// - Throws: `CancellationError` when the replay is cancelled.
    func finish(within limit: Duration = .seconds(60 * 86_400)) async throws {
        await engine.idle()
        guard clock.stands else { return }
        let end = clock.now() + limit
        await engine.settle()
        while await engine.openRuns > 0, let due = await engine.nextDue, due <= end {
            try await step(to: due)
        }
    }

    /// Moves a standing clock from one thing that is due to the next, so that each happens at its
    /// own moment and a day's waits end before the next day's events come.
    private func reach(_ time: Instant) async throws {
        guard clock.stands else { return try await clock.reach(time) }
        await engine.settle()
        while let due = await engine.nextDue, due <= time { try await step(to: due) }
        try await clock.reach(time)
    }

    private func step(to due: Instant) async throws {
        try await clock.reach(due)
        await engine.settle()
    }

    private func time(of line: [UInt8]) -> Instant? { (try? IncomingEvent(json: line))?.time }
}
