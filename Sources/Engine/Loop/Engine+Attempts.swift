internal import Journal
internal import Orchestration

extension Engine {
    /// Puts a durable attempt in line for a slot.
    func enqueue(_ start: Outgoing.Start) {
        guard let live = runs[start.run], let lease = Lease(start, of: live.state) else { return }
        let attempt = LiveAttempt(lease, at: time.now())
        if case .run(let workflow, let input) = start.work {
            return openChild(start, attempt, workflow, input)
        }
        if lease.isCached, endFromCache(start, live.state) { return }
        live.attempts[start.key.step] = attempt
        setQueueLimit(start.run, attempt)
        if queue.isCrowded { queue.sweep(keeping: isWanted) }
        queue.enter(lease)
    }

    /// Whether an attempt that waits still counts, and at the priority it waits with.
    ///
    /// One that no longer does has been withdrawn, and is not among its run's.
    func isWanted(_ lease: Lease) -> Bool {
        guard let live = runs[lease.run], let attempt = live.attempts[lease.key.step] else {
            return false
        }
        return attempt.key == lease.key && attempt.started == nil
            && lease.priority == live.state.priority
    }

    /// A run's waiting attempts take the place that its priority gives them now.
    ///
    /// Where they stood before they are no longer wanted.
    func lineUpAgain(_ id: RunID) {
        guard let live = runs[id] else { return }
        for lease in waiting(of: live) { queue.enter(lease) }
        fillSlots()
    }

    /// The attempts of a run that wait for a slot.
    func waiting(of live: LiveRun) -> [Lease] {
        live.state.outstanding.compactMap { key, work in
            guard let attempt = live.attempts[key.step], attempt.key == key,
                attempt.started == nil
            else { return nil }
            if case .run = work { return nil }
            let start = Outgoing.Start(
                run: live.row.id,
                key: key,
                work: work,
                delivery: attempt.delivery
            )
            return Lease(start, of: live.state)
        }
    }

    /// Starts attempts while slots are free and limits allow.
    func fillSlots() {
        let now = time.now()
        queue.wake(at: now)
        var begun = beginAll(at: now)
        if begun.count == 1, let performance = performer.atOnce(begun[0].lease) {
            finished(Return(begun[0].lease, performance), at: now)
            begun = beginAll(at: now)
        }
        Errand.send(begun.map(\.errand))
        planOpening(after: now)
    }

    /// Every attempt that may begin now, with the task that is to perform it.
    private func beginAll(at now: Instant) -> [(lease: Lease, errand: Errand)] {
        var begun: [(lease: Lease, errand: Errand)] = []
        while !isStopped, !isDisplaced, let lease = queue.take(at: now, where: isWanted) {
            if let errand = begin(lease, at: now) { begun.append((lease, errand)) }
        }
        return begun
    }

    /// Wakes when time opens a limit that attempts wait for.
    private func planOpening(after now: Instant) {
        guard let due = queue.opens(after: now), opening.map({ due < $0 }) ?? true else { return }
        opening = due
        wheel.set(.opening, due: due)
        arm()
    }

    /// A rate lets more begin.
    func opened() {
        opening = nil
        fillSlots()
    }

    private func begin(_ lease: Lease, at now: Instant) -> Errand? {
        guard let live = runs[lease.run], var attempt = live.attempts[lease.key.step] else {
            queue.finished(lease, at: now)
            return nil
        }
        var lease = lease
        lease.lastProgress = live.progress[lease.key.step]?.value
        let errand = Errand { [performer, returns, lease] in
            let performance = await performer.perform(lease, self)
            if returns.put(Return(lease, performance)) { await self.takeReturns() }
        }
        attempt.started = now
        attempt.errand = errand
        live.attempts[lease.key.step] = attempt
        limit(lease.run, attempt, at: now)
        expectSign(lease.run, attempt, at: now)
        if wheel.isCrowded { wheel.sweep(keeping: isWaitedFor) }
        guard lease.delivery > 1 else { return errand }
        send(errand, ofDelivery: lease)
        return nil
    }

    /// Sets the end of an attempt's time, where it has one.
    func limit(_ run: RunID, _ attempt: LiveAttempt, at now: Instant) {
        guard let timeout = runs[run]?.clocks(of: attempt.key).timeout else { return }
        wheel.set(.timeout(run, attempt.key), due: now + timeout * options.pace)
        arm()
    }

    /// Takes what attempts have brought back since the last visit, then starts others.
    private func takeReturns() {
        let now = time.now()
        for item in returns.takeAll() { finished(item, at: now) }
        fillSlots()
        kick()
        // A late result may leave nothing to commit.
        wakeIdleWatchers()
    }

    private func finished(_ item: Return, at now: Instant) {
        let (lease, performance) = (item.lease, item.performance)
        queue.finished(lease, at: now)
        settleDelivery(of: lease)
        stage(performance.records, performance.profiles)
        pulse.steps += 1
        guard let live = runs[lease.run] else { return }
        if live.attempts[lease.key.step]?.key == lease.key { live.attempts[lease.key.step] = nil }
        guard !isStopped, live.state.isCurrent(lease.key) else { return }
        switch performance.result {
        case .success(let value):
            forgetProgress(of: lease.key.step, live)
            noteLags(of: lease, performance, opened: live.state.openedAt, at: now)
            if lease.isCached { keep(value, of: lease) }
            follow(value, of: performance.model, lease)
            if let inquiry = performance.inquiry { examine(inquiry) }
            advance(live, [.succeeded(lease.key, .inline(item.json))], at: now)
        case .failure(let failure): fail(lease.run, lease.key, failure)
        }
    }

    /// Profiles are written as they are now, whatever order results come back in.
    func stage(_ records: [Record], _ changed: [String]) {
        outgoing.batch.records += records
        for id in changed {
            guard let record = profiles.stage(id, at: time.now()) else { continue }
            outgoing.batch.records.append(record)
            outgoing.answers.append { [profiles] _ in profiles.settled(id) }
        }
    }

    /// An attempt has failed: the decision knows what follows, the tail tells of it.
    func fail(_ run: RunID, _ key: StepKey, _ failure: Failure) {
        guard let live = runs[run] else { return }
        let name = live.state.name(of: key.step)
        advance(run, [.failed(key, failure)])
        let retrying = runs[run]?.state.word == .retry
        tail.append(
            EventLine(
                at: time.now(),
                word: retrying ? "RTRY" : "FAIL",
                object: "\(live.row.workflow)#\(run.text)",
                text: "\(name) attempt \(key.attempt): \(failure.message)"
            )
        )
    }

    /// Stops an attempt whose result no longer counts.
    func withdraw(_ run: RunID, _ key: StepKey) {
        cancelChild(of: run, key)
        guard let attempt = runs[run]?.attempts[key.step], attempt.key == key else { return }
        attempt.errand?.cancel()
        runs[run]?.attempts[key.step] = nil
    }

    /// The attempt took longer than its step allows.
    func timedOut(_ run: RunID, _ key: StepKey) {
        guard let attempt = runs[run]?.attempts[key.step], attempt.key == key,
            attempt.started != nil, let timeout = runs[run]?.clocks(of: key).timeout
        else { return }
        giveUp(attempt, of: run, "no result within \(timeout.inSeconds) s")
    }
}

extension Lease {
    /// A durable attempt, as its performer needs it; nil where it counts no longer.
    init?(_ start: Outgoing.Start, of state: RunState) {
        guard state.isCurrent(start.key) else { return nil }
        let step = state.step(at: start.key.step)
        self.init(
            run: start.run,
            key: start.key,
            workflow: state.opening.workflow,
            step: step.name,
            item: state.item(at: start.key.step),
            subject: state.opening.subject,
            work: start.work,
            needs: step.needs,
            delivery: start.delivery,
            isUndoing: state.isUndoing(start.key.step),
            priority: state.priority,
            labels: state.labels ?? [:],
            runBegan: state.deadlineFrom,
            effects: state.opening.effects,
            isCached: step.cache != nil
        )
    }
}
