internal import Orchestration

/// How long attempts may wait for a slot, and how long they may be silent.
extension Engine {
    func setQueueLimit(_ run: RunID, _ attempt: LiveAttempt) {
        guard let limit = runs[run]?.clocks(of: attempt.key).queue else { return }
        wheel.set(.queued(run, attempt.key), due: time.now() + limit)
        arm()
    }

    /// No slot came free in time; while an operator holds it back no attempt is to blame.
    func queuedTooLong(_ run: RunID, _ key: StepKey) {
        guard let live = runs[run], let attempt = live.attempts[key.step], attempt.key == key,
            attempt.started == nil, let limit = live.clocks(of: key).queue
        else { return }
        let route = live.state.step(at: key.step).action.route
        if pause(of: live.state.opening.workflow, route: route) != nil {
            return setQueueLimit(run, attempt)
        }
        let lease = waiting(of: live).first { $0.key == key }
        if let lease, queue.isThrottled(lease) { return setQueueLimit(run, attempt) }
        giveUp(attempt, of: run, "no slot within \(limit.inSeconds) s")
    }

    /// An attempt must be heard of from now on, where its step says so.
    func expectSign(_ run: RunID, _ attempt: LiveAttempt, at now: Instant) {
        guard let silence = runs[run]?.clocks(of: attempt.key).silence else { return }
        wheel.set(.silence(run, attempt.key), due: now + silence * options.pace)
        arm()
    }

    /// Looks whether an attempt was heard of lately, and again when that is too long ago.
    func listen(to run: RunID, _ key: StepKey) {
        guard let live = runs[run], let attempt = live.attempts[key.step], attempt.key == key,
            let started = attempt.started, let silence = live.clocks(of: key).silence
        else { return }
        let due = (attempt.beat ?? started) + silence * options.pace
        if due > time.now() {
            wheel.set(.silence(run, key), due: due)
            return arm()
        }
        giveUp(attempt, of: run, "no sign of life for \(silence.inSeconds) s")
    }

    /// Ends an attempt that took too long, one way or another.
    func giveUp(_ attempt: LiveAttempt, of run: RunID, _ why: String) {
        attempt.errand?.cancel()
        cancelChild(of: run, attempt.key)
        runs[run]?.attempts[attempt.key.step] = nil
        fail(run, attempt.key, Failure(.timeout, why))
    }
}
