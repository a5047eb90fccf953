internal import Journal
package import Orchestration

extension Engine {
    /// Sets the next start of every scheduled workflow; what becomes of those missed while nobody
    /// ran is the schedule's to say.
    func startSchedules() async throws {
        let stored = try await journal.states(of: "schedule")
        for workflow in project.workflows {
            guard case .schedule(let schedule, _)? = workflow.trigger else { continue }
            let last = stored[workflow.name].flatMap {
                Instant(text: String(decoding: $0, as: UTF8.self))
            }
            // Without a first mark, a start missed before any was made would not be made up for.
            if last == nil { mark(workflow.name, time.now()) }
            let from = schedule.catchUp == .skip ? max(last ?? time.now(), time.now()) : last
            plan(workflow.name, schedule, after: from ?? time.now())
        }
    }

    /// Remembers the last start that was made in full.
    private func mark(_ name: String, _ due: Instant) {
        outgoing.batch.records.append(
            .state(kind: "schedule", id: name, value: Array(due.text.utf8))
        )
    }

    private func plan(_ name: String, _ schedule: Schedule, after instant: Instant) {
        guard let cron = try? Cron(schedule.cron),
            let due = cron.next(after: instant, zone: schedule.zone)
        else { return }
        schedules[name] = due
        wheel.set(.schedule(name, due: due), due: due)
        arm()
    }

    /// It is time: a run for every profile of the segment, and the next start is set.
    func fell(due: Instant, of name: String) {
        guard let workflow = plans[name]?.workflow, schedules[name] == due,
            case .schedule(let schedule, let segment)? = workflow.trigger
        else { return }
        // Later starts that were missed as well are made up for one by one only where it is asked
        // for, and then in turn: a mark must never be set before an older one.
        let made = schedule.catchUp == .all ? due : max(due, time.now())
        if schedule.catchUp != .all { plan(name, schedule, after: made) }
        batches += 1
        Task { await self.runScheduled(name, over: segment, at: due, made: made) }
    }

    /// The start counts as made only with its last item: cut short by a crash, it is made again,
    /// and the items it had started are known by their ids.
    private func runScheduled(
        _ name: String,
        over segment: String?,
        at due: Instant,
        made: Instant
    ) async {
        if await runBatch(of: name, over: segment, at: due) != nil { mark(name, made) }
        if case .schedule(let schedule, _)? = plans[name]?.workflow.trigger,
            schedule.catchUp == .all, !isStopped
        {
            plan(name, schedule, after: made)
        }
        batches -= 1
        kick()
        wakeIdleWatchers()
    }

    /// Starts one run for each profile of a segment; the same batch again starts none twice.
    /// - Returns: How many runs it started; nil where the engine stopped before the end.
    @discardableResult
    package func runBatch(of name: String, over segment: String?, at due: Instant) async -> Int? {
        guard let plan = plans[name] else { return 0 }
        if plan.isWithoutCustomers(segment) { return await runOnce(plan, at: due) }
        let rule = segment.flatMap { name in project.segments.first { $0.name == name } }
        var started = 0
        var cursor: RecordCursor?
        repeat {
            guard let page = await page(after: cursor) else { return nil }
            let items = page.elements.compactMap { item(of: $0, plan, rule, at: due) }
            guard let known = await known(items.map(\.key)) else { return nil }
            for event in items where !known.contains(event.key) && startItem(plan, event) {
                started += 1
            }
            cursor = page.next
            kick()
        } while cursor != nil
        tail.append(
            EventLine(
                at: time.now(),
                word: "CRON",
                object: name,
                text: "batch over \(segment ?? "all profiles"): \(started) runs"
            )
        )
        return started
    }

    /// How many runs a batch would start, and how many it has started already.
    package func countBatch(of name: String, over segment: String?, at due: Instant) async -> (
        new: Int, known: Int
    )? {
        guard let plan = plans[name] else { return (0, 0) }
        if plan.isWithoutCustomers(segment) {
            guard let event = tick(of: plan, at: due), let known = await known([event.key]) else {
                return nil
            }
            return (1 - known.count, known.count)
        }
        let rule = segment.flatMap { name in project.segments.first { $0.name == name } }
        var counts = (new: 0, known: 0)
        var cursor: RecordCursor?
        repeat {
            guard let page = await page(after: cursor) else { return nil }
            let items = page.elements.compactMap { item(of: $0, plan, rule, at: due) }
            guard let known = await known(items.map(\.key)) else { return nil }
            counts.known += known.count
            counts.new += items.count - known.count
            cursor = page.next
        } while cursor != nil
        return counts
    }

    /// One run for the whole start: a workflow that is about nobody has no customers to go through.
    private func runOnce(_ plan: Plan, at due: Instant) async -> Int? {
        guard let event = tick(of: plan, at: due), let known = await known([event.key]) else {
            return nil
        }
        let started = known.isEmpty && startItem(plan, event) ? 1 : 0
        kick()
        tail.append(
            EventLine(
                at: time.now(),
                word: "CRON",
                object: plan.workflow.name,
                text: started > 0 ? "due \(due.text): one run" : "due \(due.text): started before"
            )
        )
        return started
    }

    /// What the run of a scheduled start comes from: a start is known by its moment.
    private func tick(of plan: Plan, at due: Instant) -> IncomingEvent? {
        let value: Value = [
            "id": .string("\(plan.workflow.name)/\(due.text)"), "type": "schedule",
            "time": .string(due.text),
        ]
        return try? IncomingEvent(value)
    }

    private func page(after cursor: RecordCursor?) async -> RecordPage<StoredProfile>? {
        await insist { (journal) async throws(JournalError) in
            try await journal.profiles(after: cursor, limit: 500)
        }
    }

    private func belongs(_ profile: Value, to segment: Segment?) -> Bool {
        guard let segment else { return true }
        let names = ["profile": profile, "constants": constants]
        return (try? segment.when.evaluate(with: names)) == .bool(true)
    }

    /// A batch item comes in as an event of its own, so that the journal knows it and takes it once.
    private func item(
        of stored: StoredProfile,
        _ plan: Plan,
        _ rule: Segment?,
        at due: Instant
    ) -> IncomingEvent? {
        guard let profile = profiles.read(stored, at: time.now()), belongs(profile, to: rule) else {
            return nil
        }
        let value: Value = [
            "id": .string("\(plan.workflow.name)/\(due.text)/\(stored.id)"),
            "type": "batch_item", "time": .string(due.text), "customer": .string(stored.id),
            "profile": profile,
        ]
        return try? IncomingEvent(value)
    }

    /// Whether it started a run: one that is on its way already does not.
    private func startItem(_ plan: Plan, _ event: IncomingEvent) -> Bool {
        guard !arriving.contains(event.key) else { return false }
        expectDurable(event.key)
        let cause = Event(type: event.type, id: event.id, time: event.time, received: time.now())
        do throws(EventRejection) {
            let keys = try keys(of: plan, for: event)
            return start(plan, keys, with: event, cause: cause) != nil
        } catch {
            outgoing.batch.records.append(.event(cause))
            stageDeadLetter(event.value.jsonBytes, error)
            return false
        }
    }
}

extension Plan {
    /// Whether a start is one run: the workflow names no subject, and the schedule no segment.
    fileprivate func isWithoutCustomers(_ segment: String?) -> Bool {
        workflow.subject == nil && segment == nil
    }
}
