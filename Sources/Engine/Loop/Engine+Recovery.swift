package import Journal
internal import Orchestration

extension Engine {
    /// Takes up where the last engine on this journal left off, then begins to work.
    ///
    /// Attempts that were under way are delivered again under the same key; waits and alarms are
    /// set anew from the facts; nothing else is done twice.
    package func start() async throws {
        try await takeNumber()
        try await restoreControls()
        try await restoreDefinitions()
        try await noteDeploys()
        try await restoreFigures()
        try await restoreRouting()
        try await restoreRoutingNews()
        try await restoreBandits()
        try await restoreSwitches()
        try await restoreSplits()
        for tally in try await journal.tallies() { restore(tally) }
        let letters = try await journal.deadLetterReasons()
        rejections.restore(letters.newest, total: letters.total)
        var query = RunQuery()
        query.limit = 32
        let failed = try await journal.runs(query, where: .states([.fail]))
        for row in failed.rows.reversed() { roster.fail(row) }
        let histories = try await journal.unfinished()
        // A run that was opened again waits behind a younger one: who is held comes after who is not.
        for history in histories where history.row.state != .held { restore(history) }
        for history in histories where history.row.state == .held { restore(history) }
        try await restoreProgress()
        try await restoreDeliveries()
        try await noteRevision()
        for id in runs.keys.sorted() { resume(id) }
        try await restoreFreshness()
        try await restoreArrivals()
        try await restoreTexts()
        try await restoreBaselines()
        try await restoreWeeks()
        try await restoreFeedback()
        try await restoreJudges()
        try await restoreRatings()
        try await restoreNotices()
        try await restoreNotes()
        try await startSchedules()
        // A source was resumed, and the process died before all that was kept had been taken in.
        for source in held.counts.keys.sorted() where !isPaused(.source(source)) {
            release(source)
        }
        wheel.set(.tick, due: time.now())
        if project.retention.isLimited { wheel.set(.prune, due: time.now() + options.tick) }
        arm()
        // An engine that only answers a question and stops has no tick to do this.
        refreshFigures(Dependents(project), at: time.now())
        publish()
        kick()
    }

    /// Stops starting attempts, lets the last commit finish, and leaves the rest to the next start.
    ///
    /// Returns even while the journal cannot be written. What was not durable then is as if it had
    /// never come: nobody was told otherwise.
    /// - Returns: Why something was lost; nil where nothing was.
    @discardableResult
    package func stop() async -> JournalError? {
        isStopped = true
        sleeper?.cancel()
        retrying?.cancel()
        for live in runs.values {
            for attempt in live.attempts.values { attempt.errand?.cancel() }
        }
        takeBackDeliveries()
        outgoing.batch.records += telemetry.drain(at: time.now())
        try? await durable()
        // The last look: what is told of a run that was stopped must be how it was left.
        publish()
        return lost
    }

    private func takeNumber() async throws {
        let stored = try await journal.states(of: "engine")["epoch"]
        let last = stored.flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
        ids = RunIDs(epoch: last + 1)
        var batch = Batch()
        batch.records = [.state(kind: "engine", id: "epoch", value: Array("\(last + 1)".utf8))]
        _ = try await journal.commit(batch)
    }

    private func restoreControls() async throws {
        try await restorePauses()
        try await restoreThrottles()
        queue.restoreSpent(try await journal.states(of: StepQueue.rateKind))
        cache.restore(try await journal.states(of: ResultCache.kind))
        for (_, bytes) in try await journal.states(of: "override") {
            guard let value = try? Value(json: bytes),
                let orders = RouteOrders<Override>(value: value)
            else { continue }
            switchboard.with { $0.table.restore(orders) }
        }
        let changes = try await journal.states(of: "alert").values.compactMap { bytes in
            (try? Value(json: bytes)).flatMap(AlertChange.init(value:))
        }
        alerts = AlertBook(replaying: changes.sorted { $0.at < $1.at })
    }

    /// Plans that open runs may have pinned, and the project's own made durable.
    private func restoreDefinitions() async throws {
        let stored = try await journal.states(of: "workflow")
        for (id, bytes) in stored where pinned[Pin(id)] == nil {
            if let workflow = revive(bytes) { pinned[Pin(id)] = workflow }
        }
        var batch = Batch()
        for plan in plans.values {
            let id = Pin(plan.workflow.name, plan.workflow.version).text
            guard stored[id] == nil, let text = definitions[plan.workflow.name] else { continue }
            batch.records.append(.state(kind: "workflow", id: id, value: text))
        }
        _ = try await journal.commit(batch)
    }

    private func restore(_ tally: Tally) {
        if tally.closedAs == .ok {
            pulses[tally.workflow, default: WorkflowPulse()].completed += tally.count
        } else if tally.closedAs == .fail {
            pulses[tally.workflow, default: WorkflowPulse()].failed += tally.count
        }
    }

    func restore(_ history: History) {
        guard case .opened(let opening)? = history.facts.first?.fact,
            let plan = pinned[Pin(opening.workflow, opening.version)]
        else { return leaveAside(history.row) }
        guard let state = RunState(replaying: history.facts, plan: plan) else {
            return leaveAside(history.row, "what its history carries over cannot be read here")
        }
        let live = LiveRun(state: state, row: history.row)
        runs[history.run] = live
        if state.isOpen { roster.enter(history.run, state.word, of: opening.workflow) }
        if let key = live.queueKey, state.isOpen { queues.enter(history.run, key) }
    }

    /// A run that cannot be taken up: it stays as it is, and somebody is told.
    private func leaveAside(_ row: RunRow, _ why: String? = nil) {
        tail.append(
            EventLine(
                at: time.now(),
                word: "WARN",
                object: "\(row.workflow)#\(row.id.text)",
                text: "left aside: "
                    + (why ?? "version \(row.version) of its workflow is not known here")
            )
        )
    }

    private func resume(_ id: RunID) {
        guard let live = runs[id] else { return }
        let poison = redeliver(id, live)
        for (key, event) in live.state.awaited { expect(event, key, of: id) }
        for (alarm, due) in live.state.pendingAlarms { wheel.set(.alarm(id, alarm), due: due) }
        // Whatever a crash kept from being decided is decided now.
        if !live.state.decide(under: options.pressure).isEmpty { advance(id, []) }
        for key in poison { failPoison(id, key) }
        releaseOrphan(id, live)
    }

    /// A held run whose elder ended in the very commit before the crash.
    private func releaseOrphan(_ id: RunID, _ live: LiveRun) {
        guard live.state.isWaitingForElder, let key = live.queueKey, queues.head(of: key) == id
        else { return }
        release(id)
    }
}
