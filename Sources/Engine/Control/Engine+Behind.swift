internal import Orchestration

/// How far workflows are behind.
extension Engine {
    /// For each workflow that is behind by a second or more, how long its oldest attempt has waited
    /// for a slot or a limit, or since when a scheduled start is due that was not made.
    func lags(at now: Instant) -> [String: Duration] {
        var oldest = schedules
        for lease in queue.heads(among: isWanted) {
            guard let queued = runs[lease.run]?.attempts[lease.key.step]?.queued else { continue }
            oldest[lease.workflow] = min(oldest[lease.workflow] ?? queued, queued)
        }
        return oldest.mapValues { now - $0 }.filter { $0.value >= .seconds(1) }
    }
}
