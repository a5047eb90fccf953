internal import Journal
internal import Orchestration

extension Engine {
    /// Takes facts into an open run and stages all that follows for the next commit.
    func advance(_ id: RunID, _ facts: [Fact]) {
        guard let live = runs[id] else { return }
        advance(live, facts, at: time.now())
    }

    /// The same where the run is at hand.
    func advance(_ live: LiveRun, _ facts: [Fact], at now: Instant) {
        let decision = Decision.take(facts, into: &live.state, at: now, under: options.pressure)
        stage(decision, of: live.row.id, live, at: now)
    }

    /// Stages a decision: its facts, the row where lists must show something new, and its effects.
    func stage(_ decision: Decision, of id: RunID, _ live: LiveRun, at now: Instant) {
        var row: RunRow?
        let word = live.state.word
        // One that is open again with another step failed has the word it ended with.
        let isOpenAgain = live.row.closed != nil && live.state.isOpen
        if word != live.row.state || decision.outcome != nil || isOpenAgain {
            row = live.state.row(id)
            row?.versionSeen = live.row.versionSeen + 1
            if let row { live.row = row }
            roster.enter(id, word, of: live.state.opening.workflow)
        }
        outgoing.batch.turns += decision.turns(of: id, at: now, row: row)
        free(decision, of: id)
        kick()
    }

    /// Stages what a decision sets free once it is durable, and lets an ended run go.
    func free(_ decision: Decision, of id: RunID) {
        pulse.facts += decision.facts.count
        for key in decision.withdrawals { withdraw(id, key) }
        for (key, work) in decision.dispatches {
            outgoing.starts.append(Outgoing.Start(run: id, key: key, work: work, delivery: 1))
        }
        for (key, event) in decision.waits { expect(event, key, of: id) }
        for (alarm, due) in decision.alarms { wheel.set(.alarm(id, alarm), due: due) }
        if !decision.alarms.isEmpty { arm() }
        if decision.outcome != nil { retire(id) }
    }

    func expect(_ event: String, _ key: StepKey, of id: RunID) {
        guard let subject = runs[id]?.state.opening.subject else { return }
        waits.enter(.init(run: id, key: key), .init(event: event, subject: subject))
    }

    /// A run has ended: its subject's next may start, and memory lets go of it.
    func retire(_ id: RunID) {
        guard let live = runs.removeValue(forKey: id) else { return }
        ending.insert(id)
        outgoing.ended.append(id)
        note(ended: live)
        learn(from: live)
        follow(live)
        letGo(live)
        tellParent(of: live.state)
    }

    /// Takes a run that is no longer in memory out of everything that knows it.
    func letGo(_ live: LiveRun) {
        let (id, opening) = (live.row.id, live.state.opening)
        for (_, attempt) in live.attempts { attempt.errand?.cancel() }
        for step in live.progress.keys.sorted() { forgetProgress(of: step, live) }
        roster.leave(id, of: opening.workflow)
        for step in live.state.plan.workflow.steps {
            guard case .wait(let event, _) = step.action else { continue }
            waits.leave(id, .init(event: event, subject: opening.subject))
        }
        if let key = live.queueKey, let next = queues.leave(id, key) { release(next) }
    }

    /// Lets a held run start.
    ///
    /// One after the other: a run that ends at once releases the next, however many are held.
    func release(_ id: RunID) {
        releasing.append(id)
        guard releasing.count == 1 else { return }
        while let next = releasing.first {
            if let live = runs[next], live.state.isWaitingForElder {
                let act = OperatorAct(
                    .release,
                    actor: "engine",
                    reason: "the older run has ended",
                    requestID: "release/\(next.text)/\(live.state.version)"
                )
                advance(next, [.acted(act)])
            }
            releasing.removeFirst()
        }
    }

    /// Counts how a run ended, and says so in the tail.
    private func note(ended live: LiveRun) {
        let opening = live.state.opening
        let word = live.state.word
        // One that was opened again took as long as it did since then: nobody worked in between.
        let took = (live.state.closedAt ?? live.state.now) - live.state.deadlineFrom
        pulses[opening.workflow, default: WorkflowPulse()].note(word)
        count(word, took: took, of: opening.workflow)
        tracer?.ended(live)
        lineage?.ended(live)
        let row = live.row
        if word == .fail { roster.fail(row) }
        let text =
            word == .ok ? "\(row.stepsDone)/\(row.stepsTotal) steps in \(took.inWords)" : row.reason
        tail.append(
            EventLine(
                at: time.now(),
                word: word.rawValue,
                object: "\(opening.workflow)#\(row.id.text)",
                text: text
            )
        )
    }

    /// Counts an ended run among the workflow's figures; one cancelled by hand says nothing of it.
    private func count(_ word: StateWord, took: Duration, of workflow: String) {
        guard word == .ok || word == .fail else { return }
        let sample = MetricSample(word == .ok ? .answered : .runFailed, took: took)
        telemetry.record(run: sample, of: workflow, at: time.now())
    }
}

extension Decision {
    /// What the journal gains: a turn, and one more for each history that begins with it.
    func turns(of id: RunID, at now: Instant, row: RunRow?) -> [Turn] {
        guard rollsOver else { return [Turn(run: id, at: now, facts: facts, row: row)] }
        var turns = histories.map { Turn(run: id, at: now, facts: Array($0)) }
        turns[turns.count - 1].row = row
        return turns
    }
}
