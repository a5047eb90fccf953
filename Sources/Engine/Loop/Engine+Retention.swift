internal import Journal
internal import Orchestration

extension Engine {
    /// Lets go of some of what is too old: a few hundred things, between two commits.
    func prune() {
        guard !isPruning, !isStopped else { return }
        isPruning = true
        Task { await self.pruneSlice() }
    }

    /// The next slice follows soon while there is more, and a minute's ticks later where not.
    private func pruneSlice() async {
        let now = time.now()
        let slice = 200
        var isMore = false
        for (what, keep) in project.retention.limits where !isStopped {
            // A journal that cannot be written says so by its commits; this can wait.
            let count = try? await journal.prune(what, before: now - keep, limit: slice)
            if let count, count >= slice { isMore = true }
        }
        isPruning = false
        wheel.set(.prune, due: time.now() + (isMore ? .milliseconds(50) : options.tick * 60))
        arm()
        wakeIdleWatchers()
    }
}

extension Retention {
    /// What may go, each with the time it is kept.
    var limits: [(Prunable, Duration)] {
        let kept: [(Prunable, Duration?)] = [
            (.runs, runs), (.histories, runs), (.messages, runs), (.windows, runs),
            (.events, events),
            (.deadLetters, deadLetters),
        ]
        return kept.compactMap { what, keep in keep.map { (what, $0) } }
    }
}
