internal import Orchestration

/// Which open runs are in which state, so that nothing has to look at all of them.
struct Roster: Sendable {
    private var members: [StateWord: Set<RunID>] = [:]
    private var words: [RunID: StateWord] = [:]
    private(set) var byWorkflow: [String: Int] = [:]

    mutating func enter(_ id: RunID, _ word: StateWord, of workflow: String) {
        if words[id] == nil { byWorkflow[workflow, default: 0] += 1 }
        move(id, to: word)
    }

    mutating func move(_ id: RunID, to word: StateWord) {
        if let old = words[id] { members[old]?.remove(id) }
        words[id] = word
        members[word, default: []].insert(id)
    }

    mutating func leave(_ id: RunID, of workflow: String) {
        guard let word = words.removeValue(forKey: id) else { return }
        members[word]?.remove(id)
        byWorkflow[workflow, default: 1] -= 1
    }

    func count(_ word: StateWord) -> Int { members[word]?.count ?? 0 }

    func runs(_ word: StateWord) -> Set<RunID> { members[word] ?? [] }

    /// Runs that failed and that nobody has dealt with, the newest first: at most 32.
    private(set) var failed: [RunRow] = []

    mutating func fail(_ row: RunRow) {
        failed.insert(row, at: 0)
        if failed.count > 32 { failed.removeLast() }
    }

    /// Where the newest of a workflow's failed runs failed.
    func failedSteps(of workflow: String) -> Set<String> {
        Set(failed.filter { $0.workflow == workflow && !$0.step.isEmpty }.map(\.step))
    }

    /// A failed run is open again, or was given up for good.
    mutating func dealtWith(_ id: RunID) { failed.removeAll { $0.id == id } }
}
