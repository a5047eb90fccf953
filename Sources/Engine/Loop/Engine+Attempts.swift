internal import Journal
internal import Orchestration

extension Engine {
    /// Puts a durable attempt in line for a slot.
    func enqueue(_ start: Outgoing.Start) {
        guard let live = runs[start.run], live.state.isCurrent(start.key) else { return }
        let step = live.state.plan.workflow.steps[start.key.step]
        let lease = Lease(
            run: start.run,
            key: start.key,
            workflow: live.state.opening.workflow,
            step: step.name,
            subject: live.state.opening.subject,
            work: start.work,
            needs: step.needs,
            delivery: start.delivery
        )
        runs[start.run]?.attempts[start.key.step] = LiveAttempt(
            key: start.key,
            delivery: start.delivery
        )
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
        let now = time.now()
        let timeout = live.state.plan.workflow.steps[lease.key.step].timeout
        wheel.set(.timeout(lease.run, lease.key), due: now + timeout * options.pace)
        arm()
        runs[lease.run]?.attempts[lease.key.step]?.started = now
        let performer = performer
        let task = Task {
            let performance = await performer.perform(lease, self)
            self.finished(lease, performance)
        }
        runs[lease.run]?.attempts[lease.key.step]?.task = task
    }

    private func finished(_ lease: Lease, _ performance: Performance) {
        queue.finished()
        stage(performance)
        pulse.steps += 1
        if runs[lease.run]?.attempts[lease.key.step]?.key == lease.key {
            runs[lease.run]?.attempts[lease.key.step] = nil
        }
        if !isStopped, runs[lease.run]?.state.isCurrent(lease.key) == true {
            switch performance.result {
            case .success(let value): advance(lease.run, [.succeeded(lease.key, payload(value))])
            case .failure(let failure): fail(lease, failure)
            }
        }
        fillSlots()
        kick()
        // A late result may leave nothing to commit.
        wakeIdleWatchers()
    }

    /// Profiles are written as they are now, whatever order results come back in.
    private func stage(_ performance: Performance) {
        outgoing.batch.records += performance.records
        for id in performance.profiles {
            guard let record = profiles.stage(id, at: time.now()) else { continue }
            outgoing.batch.records.append(record)
            outgoing.answers.append { [profiles] _ in profiles.settled(id) }
        }
    }

    private func payload(_ value: Value) -> Payload { .inline(Array(value.json.utf8)) }

    private func fail(_ lease: Lease, _ failure: Failure) {
        advance(lease.run, [.failed(lease.key, failure)])
        let retrying = runs[lease.run]?.state.word == .retry
        tail.append(
            EventLine(
                at: time.now(),
                word: retrying ? "RTRY" : "FAIL",
                object: "\(lease.workflow)#\(lease.run.text)",
                text: "\(lease.step) attempt \(lease.key.attempt): \(failure.message)"
            )
        )
    }

    /// Stops an attempt whose result no longer counts.
    func withdraw(_ run: RunID, _ key: StepKey) {
        guard let attempt = runs[run]?.attempts[key.step], attempt.key == key else { return }
        attempt.task?.cancel()
        runs[run]?.attempts[key.step] = nil
    }

    /// The attempt took longer than its step allows.
    func timedOut(_ run: RunID, _ key: StepKey) {
        guard let live = runs[run], let attempt = live.attempts[key.step], attempt.key == key else {
            return
        }
        let step = live.state.plan.workflow.steps[key.step]
        attempt.task?.cancel()
        runs[run]?.attempts[key.step] = nil
        let lease = Lease(
            run: run,
            key: key,
            workflow: live.state.opening.workflow,
            step: step.name,
            subject: live.state.opening.subject,
            work: .update(event: .null),
            needs: [:],
            delivery: 1
        )
        fail(lease, Failure(.timeout, "no result within \(step.timeout.inSeconds) s"))
    }
}
