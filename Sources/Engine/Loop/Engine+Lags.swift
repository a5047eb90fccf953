internal import Journal
internal import Orchestration

/// What is learned of sources while runs go on: their lags, and what each hour of the week brings.
extension Engine {
    /// Notes how long an event took to its profile, and how old data was when a model answered.
    func noteLags(
        of lease: Lease,
        _ performance: Performance,
        opened: Instant,
        at now: Instant
    ) {
        if case .update(let event) = lease.work, let name = source(opening: lease, with: event) {
            sources[name]?.loaded(after: now - opened, at: now)
        }
        guard let model = performance.model,
            let card = project.models.first(where: { $0.name == model })
        else { return }
        for name in card.needs.keys { sources[name]?.served(at: now) }
    }

    /// The source of an event that opened the run it is folded in by: one waited for came later.
    private func source(opening lease: Lease, with event: Value) -> String? {
        guard let type = event["type"]?.text,
            case .event(type, _, _)? = runs[lease.run]?.state.plan.workflow.trigger
        else { return nil }
        return project.sources.first { $0.event == type }?.name
    }

    /// Ends the hours that are over, and keeps what was learned of them.
    func keepWeeks(at now: Instant) {
        for name in sources.keys.sorted() where sources[name]?.roll(to: now) == true {
            guard let learned = sources[name]?.learned else { continue }
            outgoing.batch.records.append(
                .state(kind: "week", id: name, value: learned.jsonBytes)
            )
        }
    }

    /// What the last engine had learned of each hour of the week.
    func restoreWeeks() async throws(JournalError) {
        for (name, bytes) in try await journal.states(of: "week") {
            guard let learned = try? Value(json: bytes) else { continue }
            sources[name]?.restore(learned: learned)
        }
    }
}
