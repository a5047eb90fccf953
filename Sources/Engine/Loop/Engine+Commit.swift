package import Journal
package import Orchestration

extension Engine {
    /// Starts the commit loop where it is not under way.
    func kick() {
        guard !isCommitting, !outgoing.isEmpty else { return }
        isCommitting = true
        Task { await self.commitAll() }
    }

    /// One group commit after another until nothing is left to commit.
    private func commitAll() async {
        while !outgoing.isEmpty {
            let group = outgoing
            outgoing = Outgoing()
            let refused = await commit(group.batch)
            for id in refused { forget(id) }
            setFree(group)
        }
        isCommitting = false
        publishSoon()
        wakeIdleWatchers()
    }

    /// Commits, however long it takes: what was decided is never dropped, and nothing that builds
    /// on it starts before it is durable.
    private func commit(_ batch: Batch) async -> [RunID] {
        guard !batch.isEmpty else { return [] }
        while true {
            do {
                let committed = try await journal.commit(batch)
                stuck = nil
                pulse.commits += 1
                return committed.refused.map { batch.openings[$0.opening].turn.run }
            } catch {
                stuck = error
                publishSoon()
                try? await time.sleep(until: time.now() + .seconds(1))
            }
        }
    }

    /// An opening the journal refused: the event had been accepted before, so this run never was.
    private func forget(_ id: RunID) {
        guard let live = runs.removeValue(forKey: id) else { return }
        roster.leave(id, of: live.state.opening.workflow)
        if let key = live.queueKey, let next = queues.leave(id, key) { release(next) }
    }

    private func setFree(_ group: Outgoing) {
        for start in group.starts { enqueue(start) }
        for answer in group.answers { answer() }
    }

    /// Tells whoever waits for it that nothing is under way, where that is so.
    func wakeIdleWatchers() {
        guard isIdle else { return }
        for watcher in idleWatchers { watcher.resume() }
        idleWatchers = []
    }

    /// Whether nothing is under way: no commit, no attempt, no event being judged, no batch.
    private var isIdle: Bool {
        !isCommitting && outgoing.isEmpty && queue.running == 0 && queue.waiting == 0
            && inbox.isEmpty && !isAdmitting && batchesUnderWay == 0
    }

    /// Returns when nothing is under way: what is left waits for time, an event or an operator.
    package func idle() async {
        if isIdle { return }
        await withCheckedContinuation { idleWatchers.append($0) }
    }

    /// Performs what is due by now, and returns when nothing is under way nor due.
    ///
    /// For a clock that stands until it is moved: between two settlements no time passes, so that
    /// what happens does not depend on how fast this machine is.
    package func settle() async {
        repeat {
            ringDue()
            await idle()
        } while wheel.nextDue.map { $0 <= time.now() } ?? false && !isStopped
    }

    /// The earliest moment at which anything happens of itself; nil where nothing ever will.
    package var nextDue: Instant? { wheel.nextDue }

    /// Runs that have not ended.
    package var openRuns: Int { runs.count }

    /// Returns when everything staged so far is durable.
    func durable() async {
        await withCheckedContinuation { continuation in
            outgoing.answers.append { continuation.resume() }
            kick()
        }
    }
}

extension Engine: Desk {
    package func record(_ records: [Record]) async {
        outgoing.batch.records += records
        await durable()
    }

    package nonisolated var now: Instant { time.now() }

    package func age(of source: String) -> Duration? { sources[source]?.age(at: time.now()) }

    package func tell(_ line: EventLine) { tail.append(line) }
}
