internal import Journal
internal import Orchestration

extension Engine {
    /// Puts a durable attempt in line for a slot.
    func enqueue(_ start: Outgoing.Start) {
        guard let live = runs[start.run], live.state.isCurrent(start.key) else { return }
        if case .run(let workflow, let input) = start.work {
            return openChild(start, workflow, input)
        }
        if endFromCache(start, live.state) { return }
        let lease = Lease(start, of: live.state)
        runs[start.run]?.attempts[start.key.step] = LiveAttempt(
            key: start.key,
            delivery: start.delivery
        )
        setQueueLimit(start.run, start.key)
        queue.enter(lease, isPaused: pausedWorkflows.contains(lease.workflow))
        fillSlots()
    }

    /// Starts attempts while slots are free.
    func fillSlots() {
        while !isStopped, let lease = queue.take() { begin(lease) }
    }

    private func begin(_ lease: Lease) {
        guard let live = runs[lease.run], live.state.isCurrent(lease.key) else {
            queue.finished()
            return
        }
        runs[lease.run]?.attempts[lease.key.step]?.started = time.now()
        limit(lease.run, lease.key)
        expectSign(lease.run, lease.key)
        let performer = performer
        let task = Task {
            let performance = await performer.perform(lease, self)
            self.finished(lease, performance)
        }
        runs[lease.run]?.attempts[lease.key.step]?.task = task
    }

    /// Sets the end of an attempt's time, where it has one.
    func limit(_ run: RunID, _ key: StepKey) {
        guard let timeout = runs[run]?.state.step(at: key.step).timeout, timeout < Step.noLimit
        else { return }
        wheel.set(.timeout(run, key), due: time.now() + timeout * options.pace)
        arm()
    }

    private func finished(_ lease: Lease, _ performance: Performance) {
        queue.finished()
        stage(performance.records, performance.profiles)
        pulse.steps += 1
        if runs[lease.run]?.attempts[lease.key.step]?.key == lease.key {
            runs[lease.run]?.attempts[lease.key.step] = nil
        }
        if !isStopped, runs[lease.run]?.state.isCurrent(lease.key) == true {
            switch performance.result {
            case .success(let value):
                keep(value, of: lease)
                follow(value, of: performance.model, lease)
                advance(lease.run, [.succeeded(lease.key, payload(value))])
            case .failure(let failure): fail(lease.run, lease.key, failure)
            }
        }
        fillSlots()
        kick()
        // A late result may leave nothing to commit.
        wakeIdleWatchers()
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

    private func payload(_ value: Value) -> Payload { .inline(Array(value.json.utf8)) }

    /// An attempt has failed: the decision knows what follows, the tail tells of it.
    func fail(_ run: RunID, _ key: StepKey, _ failure: Failure) {
        guard let state = runs[run]?.state else { return }
        advance(run, [.failed(key, failure)])
        let retrying = runs[run]?.state.word == .retry
        tail.append(
            EventLine(
                at: time.now(),
                word: retrying ? "RTRY" : "FAIL",
                object: "\(state.opening.workflow)#\(run.text)",
                text: "\(state.name(of: key.step)) attempt \(key.attempt): \(failure.message)"
            )
        )
    }

    /// Stops an attempt whose result no longer counts.
    func withdraw(_ run: RunID, _ key: StepKey) {
        cancelChild(of: run, key)
        guard let attempt = runs[run]?.attempts[key.step], attempt.key == key else { return }
        attempt.task?.cancel()
        runs[run]?.attempts[key.step] = nil
    }

    /// The attempt took longer than its step allows.
    func timedOut(_ run: RunID, _ key: StepKey) {
        guard let live = runs[run], let attempt = live.attempts[key.step], attempt.key == key,
            attempt.started != nil
        else { return }
        let step = live.state.step(at: key.step)
        giveUp(attempt, of: run, "no result within \(step.timeout.inSeconds) s")
    }
}

extension Lease {
    /// A durable attempt, as its performer needs it.
    init(_ start: Outgoing.Start, of state: RunState) {
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
            priority: state.priority
        )
    }
}
