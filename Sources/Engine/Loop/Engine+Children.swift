internal import Journal
internal import Orchestration

/// Runs that are steps of other runs.
///
/// A child's id says whose step it is, and the journal has no id twice: whenever the parent asks for
/// it again, after a crash or a lost answer, it gets the child there is. A child's end and what its
/// parent makes of it are one commit.
extension Engine {
    /// Opens the run that an attempt asks for, or finds it.
    func openChild(
        _ start: Outgoing.Start,
        _ attempt: LiveAttempt,
        _ workflow: String,
        _ input: Value
    ) {
        let id = RunID.child(of: start.run, start.key)
        var attempt = attempt
        let now = time.now()
        attempt.started = now
        runs[start.run]?.attempts[start.key.step] = attempt
        limit(start.run, attempt, at: now)
        guard runs[id] == nil else { return }
        guard start.delivery > 1 else { return open(child: id, of: start, workflow, input) }
        searches += 1
        Task { await self.findChild(id, of: start, workflow, input) }
    }

    /// After a restart: the child may have ended, or may never have been.
    private func findChild(
        _ id: RunID,
        of start: Outgoing.Start,
        _ workflow: String,
        _ input: Value
    ) async {
        let found = await insist { (journal) async throws(JournalError) in
            try await journal.newestHistory(of: id)
        }
        searches -= 1
        defer { wakeIdleWatchers() }
        // Stopped, or withdrawn, or opened by hand meanwhile.
        guard let found, runs[start.run]?.state.isCurrent(start.key) == true, runs[id] == nil else {
            return
        }
        guard let history = found else { return open(child: id, of: start, workflow, input) }
        guard let state = replayed(history), !state.isOpen else {
            let why = "Run \(id.text) was left aside: its workflow is not known here."
            return fail(start.run, start.key, Failure(.badInput, why))
        }
        tell(start.run, start.key, state)
    }

    private func open(
        child id: RunID,
        of start: Outgoing.Start,
        _ workflow: String,
        _ input: Value
    ) {
        guard let plan = plans[workflow] else {
            let why = "There is no workflow `\(workflow)`."
            return fail(start.run, start.key, Failure(.badInput, why))
        }
        let names = ["event": input, "constants": constants]
        let subject: String
        do throws(EventRejection) { subject = try plan.workflow.keys(with: names).subject } catch {
            return fail(start.run, start.key, Failure(.badInput, error.explanation))
        }
        guard let parent = runs[start.run] else { return }
        let effects = parent.state.effects(of: start.run, childAt: start.key.step)
        let key = SubjectQueues.Key(workflow: workflow, subject: subject)
        let isQueued = !subject.isEmpty && plan.workflow.subject != nil
        let opening = Opening(
            workflow: workflow,
            version: plan.workflow.version,
            input: .inline(input.jsonBytes),
            subject: subject,
            seed: RunIDs.seed(of: id),
            held: isQueued && queues.isTaken(key),
            parent: Opening.Parent(run: start.run, key: start.key),
            effects: effects == id.text ? "" : effects
        )
        if isQueued { queues.enter(id, key) }
        open(id, opening, plan, nil)
        kick()
    }

    /// The end of a run ends the step that it was the work of.
    func tellParent(of state: RunState) {
        guard let parent = state.opening.parent else { return }
        tell(parent.run, parent.key, state)
    }

    private func tell(_ run: RunID, _ key: StepKey, _ child: RunState) {
        guard runs[run]?.state.isCurrent(key) == true else { return }
        runs[run]?.attempts[key.step] = nil
        switch child.outcome {
        case .completed:
            do throws(ExpressionError) {
                let result = try child.result()
                advance(run, [.succeeded(key, .inline(Array(result.json.utf8)))])
            } catch {
                fail(run, key, Failure(.expression, "`result`: \(error.message)"))
            }
        case .failed(_, let failure):
            fail(run, key, Failure(failure.kind, "\(child.opening.workflow): \(failure.message)"))
        case .cancelled(let reason):
            let why = "\(child.opening.workflow) was cancelled: \(reason)"
            fail(run, key, Failure(.cancelled, why))
        case nil: break
        }
    }

    /// Nobody waits for a child any more: it is cancelled.
    func cancelChild(of run: RunID, _ key: StepKey) {
        let id = RunID.child(of: run, key)
        guard let child = runs[id], child.state.isOpen else { return }
        let act = OperatorAct(
            .cancel,
            actor: "engine",
            reason: "run \(run.text), of which it is a step, no longer wants it",
            requestID: "parent/\(id.text)"
        )
        advance(id, [.acted(act)])
    }

    private func replayed(_ history: History) -> RunState? {
        guard case .opened(let opening)? = history.facts.first?.fact,
            let plan = pinned[Pin(opening.workflow, opening.version)]
        else { return nil }
        return RunState(replaying: history.facts, plan: plan)
    }
}
