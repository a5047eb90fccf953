/// How the items of fan-outs divided their time between waiting for a slot and being worked on.
struct ItemTimes {
    private let steps: Int
    private let began: [StepKey: Instant]
    private var dispatched: [StepKey: Instant] = [:]
    /// By step.
    private var times: [Int: (queue: Duration, service: Duration)] = [:]

    /// Of a workflow with so many steps: greater slots are items.
    init(of steps: Int, _ began: [StepKey: Instant]) {
        self.steps = steps
        self.began = began
    }

    mutating func note(_ stamped: Stamped, _ state: RunState) {
        switch stamped.fact {
        case .dispatched(let key) where key.step >= steps: dispatched[key] = stamped.at
        case .succeeded(let key, _), .failed(let key, _): end(key, at: stamped.at, state)
        case .opened, .dispatched, .expanded, .awaiting, .skipped, .withdrawn, .alarmSet,
            .alarmRang, .alarmDropped, .acted, .labelled, .closed:
            break
        }
    }

    private mutating func end(_ key: StepKey, at now: Instant, _ state: RunState) {
        guard let since = dispatched.removeValue(forKey: key), let began = began[key],
            !state.isUndoing(key.step)
        else { return }
        let start = min(now, max(since, began))
        let sum = times[state.stepIndex(of: key.step)] ?? (.zero, .zero)
        times[state.stepIndex(of: key.step)] = (
            sum.queue + (start - since), sum.service + (now - start)
        )
    }

    /// By step, the share that was waiting for a slot; none where there was no time at all.
    var shares: [Int: Double] {
        times.compactMapValues { sum in
            let whole = sum.queue + sum.service
            return whole > .zero ? sum.queue / whole : nil
        }
    }
}
