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
        severity = rule.severity
        switch reading.finding {
        case .holds:
            value = reading.value
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
        case .pending: return .forgotten
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
        phase = .firing
        count += 1
        clean = 0
        escalated = nil
        note("fired: \(value)", at: now)
        return .fired
    }

    mutating func resolve(_ text: String, at now: Instant) -> AlertChange.Kind {
        phase = .resolved(at: now)
        clearSince = nil
        blindSince = nil
        hiddenBy = nil
        note(text, at: now)
        return .resolved
    }
}
