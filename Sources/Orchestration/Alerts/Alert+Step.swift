/// What the life of alerts depends on, beside their rules.
package struct AlertSettings: Hashable, Sendable {
    /// Clean evaluations in a row that resolve an alert, if they last as long as its rule says.
    package var cleanToResolve = 3
    /// How long an acknowledgement holds unless it says otherwise.
    package var acknowledgedFor = Duration.seconds(1800)
    /// An alert nothing was measured for, for so long, is given up.
    package var blindMax = Duration.seconds(3600)
    /// Resolved alerts are kept for so long.
    package var resolvedFor = Duration.seconds(86_400)
    package init() {}
}

extension Alert {
    /// Takes in what its rule says now, and answers with what became of it; nil for nothing new.
    mutating func step(
        _ reading: AlertReading,
        rule: AlertRule,
        at now: Instant,
        settings: AlertSettings
    ) -> AlertChange.Kind? {
        severity =
            reading.finding == .holds
            ? rule.severity.atMost(reading.severityMax) : severity.atMost(rule.severity)
        switch reading.finding {
        case .holds:
            value = reading.value
            // What fired it stays: what is seen later may be another fault.
            if !isActive || samples.isEmpty { samples = reading.samples }
            clean = 0
            clearSince = nil
            return seen(at: now) ?? flap(holds: true, at: now) ?? hold(rule.holds, at: now)
        case .clear, .over:
            if isActive { clean += 1 }
            if clearSince == nil { clearSince = now }
            let wait = reading.finding == .over ? .zero : rule.clears
            return seen(at: now) ?? flap(holds: false, at: now)
                ?? clear(reading.value, for: wait, at: now, settings)
        case .masked: return mask(reading.value, at: now, settings)
        case .unknown:
            return blind(reading.value, at: now, settings)
        }
    }

    /// Nothing that counts as clear: what has fired stays, and comes back when its owner's time is over.
    private mutating func mask(
        _ why: String,
        at now: Instant,
        _ settings: AlertSettings
    ) -> AlertChange.Kind? {
        switch phase {
        case .pending, .resolved: return clear(why, for: .zero, at: now, settings)
        case .firing, .acknowledged, .snoozed:
            (clean, clearSince) = (0, nil)
            return seen(at: now) ?? hold(.zero, at: now)
        }
    }

    private mutating func hold(_ holds: Duration, at now: Instant) -> AlertChange.Kind? {
        switch phase {
        case .resolved:
            since = now
            phase = .pending
            return holds > .zero ? .pending : fire(at: now)
        case .pending: return now - since >= holds ? fire(at: now) : nil
        case .firing: return nil
        case .acknowledged(let by, let until), .snoozed(let by, let until):
            guard now >= until else { return nil }
            phase = .firing
            note("came back: \(by)'s time is over and it still holds", at: now)
            return .returned
        }
    }

    private mutating func clear(
        _ why: String,
        for wait: Duration,
        at now: Instant,
        _ settings: AlertSettings
    ) -> AlertChange.Kind? {
        switch phase {
        case .pending:
            // What is snoozed beyond its end must be remembered until that is over.
            return isResting(at: now) ? resolve("clear: \(why)", at: now) : .forgotten
        case .firing, .acknowledged, .snoozed:
            guard clean >= settings.cleanToResolve, now - (clearSince ?? now) >= wait,
                !flapping.isFlapping
            else { return nil }
            return resolve("clear: \(why)", at: now)
        case .resolved(let then): return now - then >= settings.resolvedFor ? .forgotten : nil
        }
    }

    /// Neither trouble nor health: what is pending is dropped, what fired stays until given up.
    private mutating func blind(
        _ why: String,
        at now: Instant,
        _ settings: AlertSettings
    ) -> AlertChange.Kind? {
        switch phase {
        case .pending: return .forgotten
        case .resolved: return clear(why, for: .zero, at: now, settings)
        case .firing, .acknowledged, .snoozed:
            clean = 0
            clearSince = nil
            guard let blindSince else {
                self.blindSince = now
                note("no data: \(why)", at: now)
                return .wentBlind
            }
            guard now - blindSince >= settings.blindMax else { return nil }
            return resolve("given up: no data for \((now - blindSince).inWords)", at: now)
        }
    }

    private mutating func seen(at now: Instant) -> AlertChange.Kind? {
        guard blindSince != nil else { return nil }
        blindSince = nil
        return isActive ? .seesAgain : nil
    }

    private mutating func flap(holds: Bool, at now: Instant) -> AlertChange.Kind? {
        let before = flapping.isFlapping
        flapping.add(holds: holds)
        guard isActive, flapping.isFlapping != before else { return nil }
        note(before ? "calmed down" : "flaps: changes at every other evaluation", at: now)
        return before ? .calmedDown : .beganFlapping
    }

    mutating func fire(at now: Instant) -> AlertChange.Kind {
        count += 1
        clean = 0
        escalated = nil
        if let rest, isResting(at: now) {
            phase = .snoozed(by: rest.by, until: rest.until)
            self.rest?.ends = nil
            note("holds again, and \(rest.by)'s snooze goes on: \(value)", at: now)
            return .snoozed
        }
        rest = nil
        phase = .firing
        note("fired: \(value)", at: now)
        return .fired
    }

    /// Whether a snooze goes on though the alert was clear.
    private func isResting(at now: Instant) -> Bool { rest?.ends.map { now < $0 } ?? false }

    mutating func resolve(_ text: String, at now: Instant) -> AlertChange.Kind {
        if case .snoozed = phase, let rest {
            self.rest?.ends = min(rest.until, now + rest.clears)
        }
        phase = .resolved(at: now)
        clearSince = nil
        blindSince = nil
        hiddenBy = nil
        note(text, at: now)
        return .resolved
    }
}

extension Alert.Rest {
    /// What an act leaves behind: only a snooze that says so outlasts the alert's end.
    init?(_ act: AlertAct, by actor: String) {
        guard case .snooze(let until, let clears?) = act else { return nil }
        self.init(by: actor, until: until, clears: clears)
    }
}

extension Severity {
    /// It, or what it is at most where that is less.
    fileprivate func atMost(_ limit: Severity?) -> Severity {
        switch (self, limit) {
        case (_, nil), (.info, _), (.warning, .critical?), (.warning, .warning?),
            (.critical, .critical?):
            self
        case (.critical, .warning?): .warning
        case (.critical, .info?), (.warning, .info?): .info
        }
    }
}
