package import Orchestration

/// Collects lineage events until somebody fetches them; where nobody does, the newest are let go of.
package final class LineageLog: Sendable {
    /// Events that may wait.
    package static let waitingMax = 8192

    private let flows: [String: DataFlow]
    private let waiting = WaitingRoom<LineageEvent>(most: waitingMax)

    package init(_ project: Project) {
        flows = Dictionary(
            project.workflows.map { ($0.name, DataFlow(of: $0, in: project)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// A run has begun.
    func opened(_ run: RunID, of workflow: String, at now: Instant) {
        let flow = flows[workflow] ?? DataFlow()
        waiting.add(LineageEvent(.start, at: now, run: run, workflow: workflow, flow))
    }

    /// A run has ended.
    func ended(_ live: LiveRun) {
        let workflow = live.state.opening.workflow
        let kind: LineageEvent.Kind
        switch live.state.outcome {
        case .completed: kind = .complete
        case .failed: kind = .fail
        case .cancelled: kind = .abort
        case nil: return
        }
        waiting.add(
            LineageEvent(
                kind,
                at: live.state.closedAt ?? live.state.now,
                run: live.row.id,
                workflow: workflow,
                flows[workflow] ?? DataFlow(),
                reason: kind == .fail ? live.row.reason : ""
            )
        )
    }

    /// Takes the oldest out, at most so many.
    package func take(_ limit: Int) -> [LineageEvent] { waiting.take(limit) }

    /// Events that were let go of because nobody fetched them.
    package var dropped: Int { waiting.dropped }
}

extension Engine {
    /// Takes it that a source was loaded at a moment, as another system says.
    ///
    /// It counts as one arrival: the source is as fresh as that. Its events are not here.
    /// - Returns: Whether there is such a source.
    package func loaded(source name: String, at moment: Instant) -> Bool {
        guard sources[name] != nil else { return false }
        let now = time.now()
        sources[name]?.accept(eventTime: min(moment, now), at: now)
        return true
    }
}
