internal import Journal
internal import Orchestration

/// What has been decided and is not durable yet: the next group commit, and what it sets free.
struct Outgoing: Sendable {
    var batch = Batch()
    /// Attempts to start once the batch is durable.
    var starts: [Start] = []
    /// Callers to answer once the batch is durable.
    var answers: [@Sendable () -> Void] = []

    struct Start: Sendable {
        let run: RunID
        let key: StepKey
        let work: Work
        let delivery: Int
    }

    var isEmpty: Bool { batch.isEmpty && starts.isEmpty && answers.isEmpty }
}
