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
            outgoing.batch.records += queue.takeSpent()
            let group = outgoing
            outgoing = Outgoing()
            do throws(JournalError) {
                let refused = try await commit(group.batch)
                for opening in refused {
                    forget(group.batch.openings[opening.opening], opening.reason)
                }
                setFree(
                    group,
                    refused: Set(refused.map { group.batch.openings[$0.opening].turn.run })
                )
            } catch {
                giveUp(group, error)
            }
        }
        isCommitting = false
        publishSoon()
        wakeIdleWatchers()
    }

    /// Commits, however long it takes: what was decided is never dropped, and nothing that builds
    /// on it starts before it is durable.
    ///
    /// Durable is only what is in a file that somebody can find: one that was taken away meanwhile
    /// must come back before anybody is told.
    /// - Throws: Only where the engine is to stop: nobody was told that anything was written.
    private func commit(_ batch: Batch) async throws(JournalError) -> [Refusal] {
        var refused: [Refusal]? = batch.isEmpty ? [] : nil
        while true {
            do throws(JournalError) {
                if refused == nil {
                    refused = try await write(batch).refused
                    pulse.commits += 1
                }
                try journal.insistOnPlace()
                // Where nothing was to be written, all that is known is where the file is.
                if !batch.isEmpty || isDisplaced { journalWorks() }
                return refused ?? []
            } catch {
                journalFailed(error)
                guard !isStopped else { throw error }
                await pause()
            }
        }
    }

    /// A few rows on this very thread, many on the journal's while this one decides what comes next.
    private func write(_ batch: Batch) async throws(JournalError) -> Committed {
        let isHere = batch.isSmall && isDiskQuick && !isPruning
        let start = time.now()
        let committed = try await journal.commit(batch, on: isHere ? .caller : nil)
        isDiskQuick = time.now() - start < .milliseconds(2)
        // Whoever came meanwhile is heard before the next group. Where nobody did, it goes on: to
        // yield is a detour by way of the pool's threads.
        if isHere && executor.isAwaited { await Task.yield() }
        return committed
    }

    /// Waits before the journal is tried again, or until the engine is told to stop.
    private func pause() async {
        let pause = Task { [time] in _ = try? await time.pause(.seconds(1)) }
        retrying = pause
        await pause.value
        retrying = nil
    }

    /// The engine stops and the journal cannot be written: whoever waits is told that it was in vain.
    private func giveUp(_ group: Outgoing, _ error: JournalError) {
        lost = error
        for answer in group.answers { answer(.lost(error)) }
    }

    /// An opening the journal refused: this run never was.
    ///
    /// What it gained while the commit was under way must not be committed either: the journal
    /// would refuse that batch for ever, and with it all that comes after.
    private func forget(_ start: Batch.Start, _ reason: Refusal.Reason) {
        let id = start.turn.run
        outgoing.drop([id])
        // A refused once-key leaves the event unrecorded; it was accepted all the same.
        if case .duplicateOnce = reason, let cause = start.cause {
            outgoing.batch.records.append(.event(cause))
        }
        guard let live = runs.removeValue(forKey: id) else { return }
        letGo(live)
    }

    private func setFree(_ group: Outgoing, refused: Set<RunID>) {
        for id in group.ended { ending.remove(id) }
        for key in group.accepted { settled(key) }
        for start in group.starts { enqueue(start) }
        fillSlots()
        for answer in group.answers { answer(.durable(refused: refused)) }
    }

    func wakeIdleWatchers() {
        guard isIdle() else { return }
        for watcher in idleWatchers { watcher.resume() }
        idleWatchers = []
    }

    /// Whether nothing is under way: no commit, attempt, event or batch, and nothing that is due.
    ///
    /// Those `attempts` may be under way all the same: a test has some that hang.
    func isIdle(besides attempts: Int = 0) -> Bool {
        !isCommitting && outgoing.isEmpty && queue.running <= attempts
            && (!queue.hasReady || queue.isFull) && inbox.isEmpty && !isAdmitting
            && batches == 0 && !notices.isBusy && searches == 0 && !isPruning
            && judges.values.allSatisfy { $0.underWay == 0 }
            && (isStopped || wheel.nextDue.map { $0 > time.now() } ?? true)
    }

    /// Returns when nothing is under way: what is left waits for time, an event or an operator.
    package func idle() async {
        if isIdle() { return }
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

    /// Group commits made since the start.
    package var commits: Int { pulse.commits }

    /// Every open run as it stands.
    var states: [RunID: RunState] { runs.mapValues(\.state) }

    /// Runs that have not ended.
    package var openRuns: Int { runs.count }

    /// Returns when everything staged so far is durable.
    /// - Throws: Where the engine was stopped and it never will be.
    func durable() async throws(JournalError) {
        let fate = await withCheckedContinuation { continuation in
            outgoing.answers.append { continuation.resume(returning: $0) }
            kick()
        }
        if case .lost(let error) = fate { throw error }
    }
}

extension Engine: Desk {
    package func record(_ records: [Record], profiles: [String]) async throws(JournalError) {
        stage(records, profiles)
        try await durable()
    }

    package nonisolated var now: Instant { time.now() }

    package func age(of source: String) -> Duration? { sources[source]?.age(at: time.now()) }

}
