internal import Orchestration

/// What waits for a journal, but not for ever: somebody at the other end holds the line.
///
/// What was begun goes on all the same, and is durable once the journal can be written: the same
/// order or event brought again changes nothing and is answered.
struct Patience: Sendable {
    let time: any Timekeeper
    let board: SnapshotBoard

    /// How long the journal may be stuck before whoever waits is told so.
    static let limit = Duration.seconds(2)
    /// How often it is looked at.
    private static let pause = Duration.milliseconds(250)

    /// What came of the work, or in what trouble the journal has been for all of the limit.
    func outcome<T: Sendable>(of work: @escaping @Sendable () async -> T) async -> Outcome<T> {
        let (answers, answer) = AsyncStream.makeStream(of: Outcome<T>.self)
        Task { answer.yield(.done(await work())) }
        let watch = Task { if let trouble = await self.trouble() { answer.yield(.stuck(trouble)) } }
        defer { watch.cancel() }
        for await first in answers { return first }
        return .stuck("the engine has ended")
    }

    enum Outcome<T: Sendable>: Sendable {
        case done(T)
        /// It may still come to be; in what trouble the journal is.
        case stuck(String)
    }

    /// Returns once the journal has been in trouble for all of the limit; nil where cancelled.
    private func trouble() async -> String? {
        var since: Instant?
        while !Task.isCancelled {
            let trouble = board.newest.environment.trouble
            since = trouble.isEmpty ? nil : since ?? time.now()
            if let since, time.now() - since >= Self.limit { return trouble }
            do { try await time.pause(Self.pause) } catch { return nil }
        }
        return nil
    }
}
