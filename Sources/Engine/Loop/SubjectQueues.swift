internal import DequeModule
internal import Orchestration

/// One run at a time per workflow and subject; the others wait in the order they came.
struct SubjectQueues: Sendable {
    struct Key: Hashable, Sendable {
        let workflow: String
        let subject: String
    }

    private var queues: [Key: Deque<RunID>] = [:]

    /// Whether an open run of that subject must end before another may start.
    func isTaken(_ key: Key) -> Bool { queues[key] != nil }

    /// The run of that subject that may go on.
    func head(of key: Key) -> RunID? { queues[key]?.first }

    /// The open runs of that subject, oldest first.
    func all(of key: Key) -> [RunID] { Array(queues[key] ?? []) }

    /// Puts a run at the end of its subject's queue.
    mutating func enter(_ run: RunID, _ key: Key) { queues[key, default: []].append(run) }

    /// Takes a run out, wherever it stands.
    /// - Returns: The run that may start now, where the one taken out was at the head.
    mutating func leave(_ run: RunID, _ key: Key) -> RunID? {
        guard let place = queues[key]?.firstIndex(of: run) else { return nil }
        queues[key]?.remove(at: place)
        if queues[key]?.isEmpty == true { queues[key] = nil }
        return place == 0 ? queues[key]?.first : nil
    }
}
