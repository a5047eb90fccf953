extension SourceMonitor {
    /// The age of the newest event by its own time; nil where none has come.
    package func age(at now: Instant) -> Duration? {
        newestEvent.map { max(.zero, now - $0) }
    }

    /// When the next event is due: by its schedule, after the usual gap of this hour of the week,
    /// after the usual gap of late, or when the SLA ends where nothing is known.
    package func nextDue(at now: Instant) -> Instant? {
        if cron != nil { return scheduled }
        guard let lastArrival else { return nil }
        return week.next(after: lastArrival)
            ?? lastArrival + (rhythm.expectation?.gapDuration ?? card.sla)
    }

    /// What the source is at `now`.
    package func state(at now: Instant) -> State {
        if let due = scheduled { return state(expectedAt: due, now) }
        if isQuiet(at: now) { return newestEvent == nil ? .noData : volumeState(at: now) }
        guard let newestEvent, let age = age(at: now), let due = nextDue(at: now) else {
            // Silence from the very start becomes a breach like any other.
            let isLate = now - silence(since: since, at: now) > card.sla
            return isLate ? .late(age: now - since) : .noData
        }
        if now - silence(since: newestEvent, at: now) > card.sla { return .late(age: age) }
        let patience = rhythm.expectation?.tolerance ?? .zero
        if now - due > patience, rhythm.expectation != nil { return .overdue(by: now - due) }
        return volumeState(at: now)
    }

    /// By its schedule: what is not expected before Monday is not late on Sunday.
    private func state(expectedAt due: Instant, _ now: Instant) -> State {
        let late = now - due
        if late > card.sla { return .missed(by: late) }
        if lastArrival == nil { return .noData }
        if late > card.sla * 0.1 { return .overdue(by: late) }
        return volumeState(at: now)
    }

    private func volumeState(at now: Instant) -> State {
        let broken = breaches(at: now)
        if !broken.isEmpty { return .broken(broken.map(\.words).joined(separator: "; ")) }
        switch volume(at: now) {
        case .thin(let usual, let present): return .thin(usual: usual, now: present)
        case .usual, .unsettled: return .ok
        }
    }

    /// The three lags of the last hour.
    package func lags(at now: Instant) -> SourceLags {
        var lags = SourceLags()
        lags.event = eventLag.reading(at: now)
        lags.load = loadLag.reading(at: now)
        lags.serving = servingLag.reading(at: now)
        return lags
    }

    /// Share of the last five minutes' events that broke the contract; nil for fewer than ten.
    package func rejectShare(at now: Instant) -> Double? {
        let bad = refusals.total(minutes: 5, at: now)
        let all = bad + arrivals.total(minutes: 5, at: now)
        return all >= 10 ? Double(bad) / Double(all) : nil
    }

    /// Arrivals of the last hour.
    package func lastHour(at now: Instant) -> Int { arrivals.total(minutes: 60, at: now) }

    /// Arrivals a minute over the last five; nil where none has ever come.
    package func ratePerMinute(at now: Instant) -> Double? {
        guard let countedSince else { return lastArrival == nil ? nil : 0 }
        // Over what was seen of the five minutes: a young engine would tell too small a rate.
        let seen = min(5, max((now - countedSince).inSeconds / 60, 0.1))
        return Double(arrivals.total(minutes: 5, at: now)) / seen
    }

    /// Arrivals per minute, oldest first; nil for minutes before anything was seen.
    package func trend(minutes: Int = 60, at now: Instant) -> [Double?] {
        arrivals.trend(minutes: minutes, at: now)
    }
}
