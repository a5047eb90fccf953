/// Where the time of a step went.
package struct StepTimes: Hashable, Sendable, Codable {
    /// Between the decision and a performer taking it up; nil where nobody noted when that was, and
    /// then it is part of `service`.
    package var queue: Duration?
    /// Under way.
    package var service = Duration.zero
    /// Between attempts.
    package var pauses = Duration.zero
    /// For events, moments and people.
    package var waits = Duration.zero

    package init() {}

    package var total: Duration { (queue ?? .zero) + service + pauses + waits }
}

extension StepDetail {
    /// Where its time went until it ended, or until now.
    package func times(at now: Instant) -> StepTimes {
        var times = StepTimes()
        for (place, attempt) in attempts.enumerated() {
            let end = attempt.ended ?? now
            if ["wait", "approve"].contains(sketch.kind) {
                times.waits += end - attempt.dispatched
            } else if let share = queueShare {
                let whole = end - attempt.dispatched
                times.queue = (times.queue ?? .zero) + whole * share
                times.service += whole - whole * share
            } else if let started = attempt.started {
                times.queue = (times.queue ?? .zero) + (started - attempt.dispatched)
                times.service += end - started
            } else {
                times.service += end - attempt.dispatched
            }
            guard place > 0, let before = attempts[place - 1].ended else { continue }
            // Nobody waited for anything while the run was over.
            times.pauses += max(.zero, attempt.dispatched - max(before, attempt.reopened ?? before))
        }
        return times
    }
}

/// The step that holds runs back.
package struct Bottleneck: Hashable, Sendable, Codable {
    package let step: String
    /// Its share of the time on the critical paths, from 0 to 1.
    package let share: Double
    /// Its time, over all the runs that were looked at.
    package let times: StepTimes
    /// How many runs that was.
    package let runs: Int
}

extension Bottleneck {
    /// The step on which runs spend most of the time that decides how long they take.
    ///
    /// Waits for events and moments are left out: they are as long as the workflow wants them; those
    /// for people are not.
    /// - Returns: Nil where no run has spent any time but on such waits.
    package init?(of runs: [RunDetail], at now: Instant) {
        var times: [String: StepTimes] = [:]
        for run in runs {
            for index in run.criticalPath where run.steps[index].sketch.kind != "wait" {
                let step = run.steps[index]
                times[step.sketch.name, default: StepTimes()].add(step.times(at: now))
            }
        }
        let whole = times.values.reduce(Duration.zero) { $0 + $1.total }
        let worst = times.max { ($0.value.total, $1.key) < ($1.value.total, $0.key) }
        guard whole > .zero, let worst else { return nil }
        step = worst.key
        share = worst.value.total / whole
        self.times = worst.value
        self.runs = runs.count
    }
}

extension StepTimes {
    fileprivate mutating func add(_ other: StepTimes) {
        if let queue = other.queue { self.queue = (self.queue ?? .zero) + queue }
        service += other.service
        pauses += other.pauses
        waits += other.waits
    }
}

extension RunDetail {
    /// The step of the critical path on which most time was spent; nil where none was.
    package func bottleneck(at now: Instant) -> Bottleneck? { Bottleneck(of: [self], at: now) }
}
