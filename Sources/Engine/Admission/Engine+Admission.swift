package import Journal
internal import Orchestration

extension Engine {
    /// Takes an event in, and returns when what it caused is durable.
    ///
    /// An event that cannot be used is kept in the dead-letter list; none is dropped in silence.
    package func submit(_ json: [UInt8]) async -> Admission {
        do throws(EventRejection) {
            let event = try IncomingEvent(json: json, bytesMax: eventBytesMax)
            return await withCheckedContinuation { continuation in
                arrive(Arrival(event: event, raw: json) { continuation.resume(returning: $0) })
            }
        } catch {
            return await bury(json, error)
        }
    }

    /// Takes a dead letter in as if it came just now.
    ///
    /// In the list no more once the event counts as accepted, in the same commit; where it still
    /// cannot be used it stays, and the answer says why.
    package func submit(_ letter: DeadLetter) async -> Admission {
        guard letter.raw.count < Self.letterBytesMax else {
            return .deadLetter("It was too large to be kept whole; bring the event in anew.")
        }
        do throws(EventRejection) {
            let event = try IncomingEvent(json: letter.raw, bytesMax: eventBytesMax)
            return await withCheckedContinuation { continuation in
                arrive(
                    Arrival(event: event, raw: letter.raw, letter: letter.number) {
                        continuation.resume(returning: $0)
                    }
                )
            }
        } catch {
            return .deadLetter(error.text)
        }
    }

    /// The largest event that any source takes; what no source carries may have 64 KiB.
    private var eventBytesMax: Int { project.sources.map(\.bytesMax).reduce(65_536, max) }

    /// As much of an unusable event as is kept.
    static let letterBytesMax = 1_048_576

    private func bury(_ raw: [UInt8], _ rejection: EventRejection) async -> Admission {
        let reason = rejection.text
        stageDeadLetter(raw, rejection)
        do throws(JournalError) { try await durable() } catch { return .lost(error.headline) }
        return .deadLetter(reason)
    }

    func stageDeadLetter(_ raw: [UInt8], _ rejection: EventRejection) {
        let now = time.now()
        rejections.add(rejection.code)
        let kept = Array(raw.prefix(Self.letterBytesMax))
        outgoing.batch.records.append(.deadLetter(raw: kept, reason: rejection.text, at: now))
        tail.append(EventLine(at: now, word: "DEAD", object: "event", text: rejection.text))
    }

    func arrive(_ arrival: Arrival) {
        inbox.append(arrival)
        guard !isAdmitting else { return }
        isAdmitting = true
        Task { await self.admitAll() }
    }

    /// Judges whatever has arrived, group by group: one look into the journal for all of a group.
    private func admitAll() async {
        while !inbox.isEmpty {
            arriving.subtract(departing)
            departing = []
            let group = inbox
            inbox.removeAll(keepingCapacity: true)
            let seen = await seen(group)
            await profiles.prepare(group.compactMap { subject(of: $0.event) })
            // A profile is asked for by a trigger's `when`, which cannot wait for the disk.
            for arrival in group { admit(arrival, isKnown: seen.contains(arrival.event.key)) }
            kick()
        }
        isAdmitting = false
        arriving.subtract(departing)
        departing = []
        wakeIdleWatchers()
    }

    private func seen(_ group: [Arrival]) async -> Set<EventKey> {
        await known(group.map(\.event.key)) ?? []
    }

    /// Which of these events the journal has accepted; nil where the engine stopped meanwhile.
    func known(_ keys: [EventKey]) async -> Set<EventKey>? {
        let names = keys.map { EventName(type: $0.type, id: $0.id) }
        let known = await insist { (journal) async throws(JournalError) in
            try await journal.accepted(names)
        }
        return known.map { Set($0.map { EventKey(type: $0.type, id: $0.id) }) }
    }

    /// Reads from the journal, however often it takes; nil where the engine stopped meanwhile.
    func insist<T: Sendable>(
        _ read: @Sendable (Journal) async throws(JournalError) -> T
    ) async -> T? {
        while !isStopped {
            do throws(JournalError) { return try await read(journal) } catch {
                journalFailed(error)
                try? await time.pause(.seconds(1))
            }
        }
        return nil
    }

    private func admit(_ arrival: Arrival, isKnown: Bool) {
        let key = arrival.event.key
        guard !isKnown, !arriving.contains(key), arrival.held != nil || !held.holds(key) else {
            pulse.duplicates += 1
            settle(arrival)
            return reply(arrival, .duplicate)
        }
        do throws(EventRejection) {
            if let source = sourceHolding(back: arrival) { return try hold(arrival, of: source) }
            // One that breaks the contract is not accepted: corrected, it may come again at once.
            if arrival.plan == nil, let rejection = refusal(of: arrival) { throw rejection }
            let start = try start(by: arrival)
            if arrival.plan == nil { note(arrival.event) }
            settle(arrival)
            if arrival.plan == nil { pulse.events += 1 }
            expectDurable(key)
            reply(arrival, take(arrival.event, start))
        } catch {
            if arrival.letter == nil, arrival.plan == nil { stageDeadLetter(arrival.raw, error) }
            forget(arrival.held)
            reply(arrival, .deadLetter(error.text))
        }
    }

    /// The run an event starts; nil where it starts none.
    /// - Throws: `noKey` where it does not say whose run that is.
    private func start(by arrival: Arrival) throws(EventRejection) -> (plan: Plan, keys: RunKeys)? {
        guard let plan = arrival.plan ?? triggered(by: arrival.event) else { return nil }
        return (plan, try keys(of: plan, for: arrival.event))
    }

    /// A dead letter that was accepted after all, or had been already, is none any more; nor is an
    /// event kept that is taken in.
    func settle(_ arrival: Arrival) {
        forget(arrival.held)
        guard let letter = arrival.letter else { return }
        rejections.resolved += 1
        outgoing.batch.records.append(.deadLetterResolved(letter))
    }

    private func forget(_ entry: HeldEvents.Entry?) {
        if let entry { outgoing.batch.records.append(held.letGo(entry)) }
    }

    /// Takes an event for known from now on: first here, then by the journal.
    func expectDurable(_ key: EventKey) {
        arriving.insert(key)
        outgoing.accepted.append(key)
    }

    /// The journal knows the event now.
    func settled(_ key: EventKey) {
        if isAdmitting { departing.insert(key) } else { arriving.remove(key) }
    }

    /// Answers once everything staged so far is durable.
    ///
    /// A run that the journal refused to open never was: its event or its once-key was there
    /// before, whatever memory believed.
    func reply(_ arrival: Arrival, _ admission: Admission) {
        outgoing.answers.append { fate in
            switch (fate, admission) {
            case (.lost(let error), _): arrival.answer(.lost(error.headline))
            case (.durable(let refused), .started(let run)) where refused.contains(run):
                arrival.answer(.duplicate)
            case (.durable, _): arrival.answer(admission)
            }
        }
        kick()
    }

    /// What the source's contract has against it; nil where nothing.
    private func refusal(of arrival: Arrival) -> EventRejection? {
        let event = arrival.event
        guard let name = source(of: event) else {
            return isKnownType(event.type) ? nil : .unknownType(event.type)
        }
        do throws(EventRejection) {
            try sources[name]?.review(
                event.value,
                // One that was kept is judged as of when it came; its size was then.
                bytes: arrival.held == nil ? arrival.raw.count : 0,
                eventTime: event.time,
                at: arrival.held?.arrived ?? time.now()
            )
            return nil
        } catch {
            return error
        }
    }

    private func isKnownType(_ type: String) -> Bool {
        plans.values.contains { plan in
            if case .event(type, _, _) = plan.workflow.trigger { return true }
            return plan.workflow.waits(for: type)
        }
    }

    /// Ends the waits it was waited for by, then starts the run it triggers.
    private func take(_ event: IncomingEvent, _ start: (plan: Plan, keys: RunKeys)?) -> Admission {
        learn(from: event)
        let signalled = signal(event)
        let record = cause(event)
        if let start, let run = self.start(start.plan, start.keys, with: event, cause: record) {
            return .started(run)
        }
        if start == nil { outgoing.batch.records.append(.event(record)) }
        return signalled > 0 ? .signalled(signalled) : .noted
    }

    /// How the journal knows an event.
    func cause(_ event: IncomingEvent) -> Event {
        Event(type: event.type, id: event.id, time: event.time, received: time.now())
    }

    private func signal(_ event: IncomingEvent) -> Int {
        guard !waits.isEmpty else { return 0 }
        let waiters = subjects(waitingFor: event)
            .flatMap { waits.take(.init(event: event.type, subject: $0)) }
            .filter { runs[$0.run]?.state.isCurrent($0.key) == true }
        let result: Value = ["arrived": true, "event": event.value]
        let payload = Payload.inline(Array(result.json.utf8))
        for waiter in waiters { advance(waiter.run, [.succeeded(waiter.key, payload)]) }
        return waiters.count
    }
}
