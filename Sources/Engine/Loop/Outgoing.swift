internal import Journal
internal import Orchestration

/// What has been decided and is not durable yet: the next group commit, and what it sets free.
struct Outgoing: Sendable {
    var batch = Batch()
    /// Attempts to start once the batch is durable.
    var starts: [Start] = []
    /// Callers to answer once it is known what became of the batch.
    var answers: [@Sendable (Fate) -> Void] = []
    /// Events that are known to the journal from then on.
    var accepted: [EventKey] = []
    /// Runs that have ended, and are so for the journal from then on.
    var ended: [RunID] = []

    /// What became of a group.
    enum Fate: Sendable {
        /// On disk, save the runs whose opening was refused.
        case durable(refused: Set<RunID>)
        /// The engine was stopped while the journal could not be written.
        case lost(JournalError)
    }

    struct Start: Sendable {
        let run: RunID
        let key: StepKey
        let work: Work
        let delivery: Int
    }

    /// Forgets what runs would have gained whose opening was refused: the journal knows no such runs.
    mutating func drop(_ refused: Set<RunID>) {
        guard !refused.isEmpty else { return }
        batch.turns.removeAll { refused.contains($0.run) }
        starts.removeAll { refused.contains($0.run) }
    }

    var isEmpty: Bool { batch.isEmpty && starts.isEmpty && answers.isEmpty }
}
