internal import Orchestration

/// What the wheel rings for.
enum Ring: Sendable {
    case alarm(RunID, Alarm)
    case timeout(RunID, StepKey)
    /// An attempt has waited for a slot as long as it may.
    case queued(RunID, StepKey)
    /// An attempt may have given no sign of life for too long.
    case silence(RunID, StepKey)
    /// Ages, rates, alerts.
    case tick
    /// A scheduled workflow is to start.
    case schedule(String, due: Instant)
    /// A rate lets more attempts begin.
    case opening
    /// A newer snapshot for whoever watches.
    case publish
    /// The journal may hold what is too old.
    case prune
}

extension Engine {
    /// Sleeps until the earliest moment anything is due, unless it does already.
    func arm() {
        guard !isStopped, !isRinging, let due = wheel.nextDue else { return }
        if let armed, armed <= due { return }
        armed = due
        let isSet = time.setAlarm(due) { [weak self] in
            self?.assumeIsolated { if !$0.isStopped { $0.ringDue() } }
        }
        guard !isSet else { return }
        sleeper?.cancel()
        sleeper = Task { await self.watch(from: due) }
    }

    /// Sleeps from one moment to the next: a task for each would wake one more thread at each.
    private func watch(from first: Instant) async {
        var next: Instant? = first
        while let due = next {
            do { try await time.sleep(until: due) } catch { return }
            // Somebody has armed an earlier moment in the meantime, and another watch keeps it.
            guard !Task.isCancelled else { return }
            ring()
            armed = isStopped ? nil : wheel.nextDue
            next = armed
        }
    }

    /// Performs all that is due by now, earliest first.
    func ringDue() {
        ring()
        arm()
    }

    private func ring() {
        armed = nil
        isRinging = true
        for ring in wheel.takeDue(by: time.now()) { perform(ring) }
        isRinging = false
        kick()
        wakeIdleWatchers()
    }

    private func perform(_ ring: Ring) {
        switch ring {
        case .alarm(let run, let alarm): rang(alarm, of: run)
        case .timeout(let run, let key): timedOut(run, key)
        case .queued(let run, let key): queuedTooLong(run, key)
        case .silence(let run, let key): listen(to: run, key)
        case .schedule(let name, let due): fell(due: due, of: name)
        case .tick: tick()
        case .opening: opened()
        case .publish: publish()
        case .prune: prune()
        }
    }

    /// Whether something still waits for it.
    func isWaitedFor(_ ring: Ring) -> Bool {
        switch ring {
        case .alarm(let run, let alarm): runs[run]?.state.due(of: alarm) != nil
        case .timeout(let run, let key), .queued(let run, let key), .silence(let run, let key):
            runs[run]?.attempts[key.step]?.key == key
        case .schedule, .tick, .opening, .publish, .prune: true
        }
    }

    /// An alarm that nothing waits for any more is left unrecorded: the history stays short.
    private func rang(_ alarm: Alarm, of run: RunID) {
        let now = time.now()
        // A deadline set anew is the same alarm at a later moment: its older entry rings in vain.
        guard let live = runs[run],
            let due = live.state.due(of: alarm), due <= now
        else { return }
        if case .waited(let key) = alarm,
            case .wait(let event, _) = live.state.step(at: key.step).action
        {
            waits.leave(
                .init(run: run, key: key),
                .init(event: event, subject: live.state.opening.subject)
            )
        }
        advance(run, [.alarmRang(alarm)])
    }
}
