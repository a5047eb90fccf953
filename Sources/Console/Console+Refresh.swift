internal import Orchestration

/// What is asked of the engine so that the screen stays fresh.
extension Console {
    /// What the screen needs to stay fresh.
    package mutating func refresh() -> [Effect] {
        // The others are looked at most where this one is lost.
        if place == .contexts { return lookAround() }
        guard link == .up else { return [] }
        if let past { return refreshPast(past) }
        return refresh(place) + (beside(in: size).map { refresh($0.place) } ?? [])
    }

    private mutating func refresh(_ place: Place) -> [Effect] {
        switch place {
        case .runs: return refreshRuns()
        case .run(let id):
            if let closed = detail?.row.closed, detail?.row.id == id, now - closed > .seconds(10) {
                return []
            }
            return ask(.fetchRun(id))
        case .audit: return fetchAudit()
        case .models: return fetchSeries()
        case .incident: return fetchIncident()
        case .deadLetters:
            // What was read stays while the operator reads on; a new one shows in the total.
            let isFew = (deadLetters?.count ?? 0) <= Self.lettersPage
            return isFew ? ask(.fetchDeadLetters(before: nil)) : []
        case .overview, .workflows, .routing, .alerts, .sources, .help, .silences, .proposals,
            .contexts:
            return []
        }
    }

    /// The engine looks through so many runs at a time: where few of them matched, it is asked for
    /// the next, until a page is full or there are no more.
    mutating func readOn() -> [Effect] {
        guard place == .runs, isLive, runs.isReadingOn else { return [] }
        return runs.askMore(at: now).map { [$0] } ?? []
    }

    /// The next page of the runs as they were.
    mutating func readOnPast(_ moment: Instant) -> [Effect] {
        guard place == .runs, case .fetchRuns(let query)? = pastRuns.askMore(at: now) else {
            return []
        }
        return [.fetchPastRuns(query, moment)]
    }

    /// The runs as they are now: again every two seconds while they fit one answer.
    private mutating func refreshRuns() -> [Effect] {
        if readsAll { return readAll() }
        let filter = lists[.runs]?.filter ?? ""
        if !runs.isBlank(for: filter) {
            if let read = runs.read, now - read < runs.pause { return [] }
            // A search that waits for an answer too long is asked for it again.
            if runs.isReadingOn { return readOn() }
            if runs.rows.count > RunBook.refreshed { return [] }
        }
        return runs.ask(filter, at: now).map { [$0] } ?? []
    }

    /// Asks once; a question without answer is repeated after a while.
    mutating func ask(_ effect: Effect) -> [Effect] {
        if let at = asked[effect], now - at < RunBook.patience { return [] }
        asked[effect] = now
        return [effect]
    }
}
