internal import Journal
internal import Orchestration

/// What becomes of the events of a source that an operator paused.
///
/// They are judged, made durable and acknowledged, and have no effect: they start nothing, end no
/// wait and change no profile. Those who need the source see it grow old and follow their declared
/// way. At its end they are taken in as they came, in their order, each in the commit that forgets
/// it: none is lost, and none counts twice.
extension Engine {
    /// The paused source that an event belongs to, or one whose kept events come before it.
    func sourceHolding(back arrival: Arrival) -> String? {
        guard arrival.plan == nil, let source = source(of: arrival.event) else { return nil }
        if isPaused(.source(source)) { return source }
        return arrival.held == nil && held.counts[source] != nil ? source : nil
    }

    /// The source that carries an event.
    func source(of event: IncomingEvent) -> String? {
        project.sources.first { $0.event == event.type }?.name
    }

    /// Keeps an event for later.
    /// - Throws: What its contract has against it: a sender hears that at once.
    func hold(_ arrival: Arrival, of source: String) throws(EventRejection) {
        if arrival.held == nil {
            let now = time.now()
            let bytes = arrival.raw.count
            let event = arrival.event
            try sources[source]?.judge(event.value, bytes: bytes, eventTime: event.time, at: now)
            settle(arrival)
            outgoing.batch.records.append(held.keep(event, of: source, at: now))
        }
        reply(arrival, .held(source))
    }

    /// A source goes on: what was kept of it is taken in, before anything newer.
    func release(_ source: String) {
        guard held.counts[source] != nil, letting.insert(source).inserted else { return }
        searches += 1
        Task { await self.takeInAll(of: source) }
    }

    private func takeInAll(of source: String) async {
        defer {
            searches -= 1
            letting.remove(source)
            wakeIdleWatchers()
        }
        // What comes meanwhile stands behind them, and has its turn in the next round.
        while !isStopped, !isPaused(.source(source)), held.counts[source] != nil {
            do throws(JournalError) { try await durable() } catch { return }
            let stored = await insist { (journal) async throws(JournalError) in
                try await journal.states(of: HeldEvents.kind)
            }
            let entries = HeldEvents.entries(stored ?? [:]).filter { $0.source == source }
            guard !entries.isEmpty else { return }
            await takeIn(entries)
        }
    }

    /// Returns when the last of them is durable, and so all are.
    private func takeIn(_ entries: [HeldEvents.Entry]) async {
        await withCheckedContinuation { continuation in
            for (place, entry) in entries.enumerated() {
                let isLast = place == entries.count - 1
                let raw = entry.event.value.jsonBytes
                var arrival = Arrival(event: entry.event, raw: raw) { _ in
                    if isLast { continuation.resume() }
                }
                arrival.held = entry
                arrive(arrival)
            }
        }
    }
}
