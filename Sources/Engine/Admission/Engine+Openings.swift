internal import Journal
internal import Orchestration

/// Opening runs, and whose they are.
extension Engine {
    /// Whose run an event starts, and what no second one may have.
    func keys(of plan: Plan, for event: IncomingEvent) throws(EventRejection) -> RunKeys {
        try plan.workflow.keys(with: ["event": event.value, "constants": constants])
    }

    /// Opens a run; it starts when its opening is durable and no elder of its subject is open.
    /// - Returns: Nil where one is open and the workflow says to drop the newer; the event is
    ///   recorded all the same.
    func start(_ plan: Plan, _ keys: RunKeys, with event: IncomingEvent, cause: Event) -> RunID? {
        let workflow = plan.workflow
        let subject = keys.subject
        let key = SubjectQueues.Key(workflow: workflow.name, subject: subject)
        let isQueued = !subject.isEmpty && workflow.subject != nil
        let elders = isQueued ? queues.all(of: key) : []
        if workflow.whenBusy == .drop, !elders.isEmpty {
            drop(cause, workflow.name, subject)
            return nil
        }
        let (id, seed) = ids.next()
        let opening = Opening(
            workflow: workflow.name,
            version: workflow.version,
            input: .inline(Array(event.value.json.utf8)),
            subject: subject,
            once: keys.once,
            seed: seed,
            held: isQueued && queues.isTaken(key),
            effects: token.isEmpty ? "" : "\(token).\(id.text)"
        )
        if isQueued { queues.enter(id, key) }
        open(id, opening, plan, cause)
        if workflow.whenBusy == .replace { replace(elders, by: id) }
        return id
    }

    /// The subject has a run, and its workflow wants no second.
    private func drop(_ cause: Event, _ workflow: String, _ subject: String) {
        var cause = cause
        cause.disposition = "dropped: \(workflow) has a run of \(subject)"
        outgoing.batch.records.append(.event(cause))
        tail.append(
            EventLine(at: time.now(), word: "DROP", object: workflow, text: cause.disposition)
        )
    }

    /// The newest first: whoever is held goes before it could start.
    private func replace(_ elders: [RunID], by newer: RunID) {
        for elder in elders.reversed() {
            let act = OperatorAct(
                .cancel,
                actor: "engine",
                reason: "replaced by run \(newer.text)",
                requestID: "replace/\(elder.text)"
            )
            guard runs[elder]?.state.answer(act) == .accept else { continue }
            advance(elder, [.acted(act)])
        }
    }

    func open(_ id: RunID, _ opening: Opening, _ plan: Plan, _ cause: Event?) {
        let now = time.now()
        let (state, decision) = Decision.open(
            opening,
            plan: plan,
            at: now,
            under: options.pressure
        )
        var row = state.row(id)
        row.versionSeen = 1
        runs[id] = LiveRun(state: state, row: row)
        roster.enter(id, state.word, of: opening.workflow)
        var cause = cause
        cause?.disposition = "started \(opening.workflow)"
        var turns = decision.turns(of: id, at: now, row: nil)
        turns[0].row = row
        outgoing.batch.openings.append(Batch.Start(turns[0], cause: cause))
        outgoing.batch.turns += turns.dropFirst()
        pulse.opened += 1
        lineage?.opened(id, of: opening.workflow, at: now)
        free(decision, of: id)
    }
}
