internal import Synchronization
package import Orchestration

/// Collects lineage events until somebody fetches them; where nobody does, the newest are let go of.
package final class LineageLog: Sendable {
    private struct State {
        var events: [LineageEvent] = []
        var dropped = 0
    }

    /// Events that may wait.
    package static let waitingMax = 8192

    private let flows: [String: DataFlow]
    private let state = Mutex(State())

    package init(_ project: Project) {
        flows = Dictionary(
            project.workflows.map { ($0.name, DataFlow(of: $0, in: project)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// A run has begun.
    func opened(_ run: RunID, of workflow: String, at now: Instant) {
        let flow = flows[workflow] ?? DataFlow()
        add(LineageEvent(.start, at: now, run: run, workflow: workflow, flow))
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
        add(
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

    private func add(_ event: LineageEvent) {
        state.withLock { state in
            guard state.events.count < Self.waitingMax else { return state.dropped += 1 }
            state.events.append(event)
        }
    }

    /// Takes the oldest out, at most so many.
    package func take(_ limit: Int) -> [LineageEvent] {
        state.withLock { state in
            let taken = Array(state.events.prefix(limit))
            state.events.removeFirst(taken.count)
            return taken
        }
    }

    /// Events that were let go of because nobody fetched them.
    package var dropped: Int { state.withLock { $0.dropped } }
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
