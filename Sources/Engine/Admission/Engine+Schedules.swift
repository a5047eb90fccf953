internal import Journal
package import Orchestration

extension Engine {
    /// Sets the next start of every scheduled workflow; one that was missed while nobody ran is
    /// made up for once.
    func startSchedules() async throws {
        let stored = try await journal.states(of: "schedule")
        for workflow in project.workflows {
            guard case .schedule(let schedule, _)? = workflow.trigger else { continue }
            let last = stored[workflow.name].flatMap {
                Instant(text: String(decoding: $0, as: UTF8.self))
            }
            plan(workflow.name, schedule, after: last ?? time.now())
        }
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
        outgoing.batch.records.append(
            .state(kind: "schedule", id: name, value: Array(due.text.utf8))
        )
        // Later starts that were missed as well are not made up for one by one.
        plan(name, schedule, after: max(due, time.now()))
        batchesUnderWay += 1
        Task {
            await self.runBatch(of: name, over: segment, at: due)
            self.endBatch()
        }
    }

    private func endBatch() {
        batchesUnderWay -= 1
        wakeIdleWatchers()
    }

    /// Starts one run for each profile of a segment; the same batch again starts none twice.
    /// - Returns: How many profiles belonged to the segment.
    @discardableResult
    package func runBatch(of name: String, over segment: String?, at due: Instant) async -> Int {
        guard let plan = plans[name] else { return 0 }
        let rule = segment.flatMap { name in project.segments.first { $0.name == name } }
        var started = 0
        var cursor: RecordCursor?
        repeat {
            guard let page = try? await journal.profiles(after: cursor, limit: 500) else { break }
            for stored in page.elements {
                guard let profile = profiles.read(stored, at: time.now()),
                    belongs(profile, to: rule)
                else { continue }
                startItem(plan, subject: stored.id, profile: profile, at: due)
                started += 1
            }
            cursor = page.next
            kick()
        } while cursor != nil && !isStopped
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

    private func belongs(_ profile: Value, to segment: Segment?) -> Bool {
        guard let segment else { return true }
        let names = ["profile": profile, "constants": constants]
        return (try? segment.when.evaluate(with: names)) == .bool(true)
    }

    /// A batch item comes in as an event of its own, so that the journal knows it and takes it once.
    private func startItem(_ plan: Plan, subject: String, profile: Value, at due: Instant) {
        let id = "\(plan.workflow.name)/\(due.text)/\(subject)"
        let value: Value = [
            "id": .string(id), "type": "batch_item", "time": .string(due.text),
            "customer": .string(subject), "profile": profile,
        ]
        guard let event = try? IncomingEvent(value), arriving.insert(event.key).inserted else {
            return
        }
        let cause = Event(type: event.type, id: event.id, time: due, received: time.now())
        _ = start(plan, with: event, cause: cause)
        let key = event.key
        outgoing.answers.append { [weak self] in Task { await self?.settled(key) } }
    }
}
