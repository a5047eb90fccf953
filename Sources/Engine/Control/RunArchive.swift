package import Journal
package import Orchestration

/// Runs in detail from a journal that no engine holds.
package struct RunArchive: Sendable {
    private let journal: Journal
    private let revive: @Sendable ([UInt8]) -> Plan?

    package init(_ journal: Journal, revive: @escaping @Sendable ([UInt8]) -> Plan?) {
        self.journal = journal
        self.revive = revive
    }

    /// Everything about one run; nil where there is none of that name, or the text of its workflow
    /// is gone.
    package func detail(of id: RunID) async throws -> RunDetail? {
        guard let history = try await journal.history(of: id),
            case .opened(let opening)? = history.facts.first?.fact
        else { return nil }
        let pin = Pin(opening.workflow, opening.version)
        guard let text = try await journal.states(of: "workflow")[pin.text],
            let plan = revive(text),
            var detail = RunDetail(id, history: history.facts, plan: plan)
        else { return nil }
        detail.row.versionSeen = history.row.versionSeen
        for (key, bytes) in try await journal.choices(of: id) { detail.add(choice: bytes, to: key) }
        return detail
    }

    /// One page of runs.
    package func page(_ query: RunQuery) async throws -> RunPage {
        try await RunLister(journal).page(query)
    }
}
