/// A target that takes no calls for a while, or took none lately.
package struct Cooldown: Hashable, Sendable, Codable {
    package var target: String
    package var since: Instant
    /// When it may be called again; nil for not before an operator says so.
    package var until: Instant?
    /// What took it out last, in words.
    package var reason: String
    /// How often it was taken out since it last was well: each trial that did not pass counts.
    package var times = 1
    /// When it was well again; nil while it is not.
    package var ended: Instant?

    package init(target: String, since: Instant, until: Instant?, reason: String) {
        self.target = target
        self.since = since
        self.until = until
        self.reason = reason
    }
}

/// Which targets were out, as looks at their health tell.
///
/// Lives in memory, as the health does: after a restart nothing is known.
package struct CooldownLog: Hashable, Sendable {
    /// Those that are out, by target.
    private var present: [String: Cooldown] = [:]
    /// Those that are over, the newest last.
    private var past: [Cooldown] = []

    package init() {}

    /// What is over is told for so long.
    static let memory = Duration.seconds(3600)
    /// At most so many that are over are kept.
    static let pastMax = 20

    /// How a target stands at a look.
    package enum Standing: Hashable, Sendable {
        case out(until: Instant?, because: String)
        /// A few calls are let through to see whether it is well.
        case onTrial
        case well
    }

    /// Takes in a look at one target.
    package mutating func look(_ target: String, _ standing: Standing, at now: Instant) {
        switch standing {
        case .out(let until, let reason): note(target, until, reason, at: now)
        case .onTrial: break
        case .well:
            guard var cooldown = present.removeValue(forKey: target) else { return }
            cooldown.ended = now
            past.append(cooldown)
            if past.count > Self.pastMax { past.removeFirst() }
        }
    }

    private mutating func note(
        _ target: String,
        _ until: Instant?,
        _ reason: String,
        at now: Instant
    ) {
        guard var cooldown = present[target] else {
            present[target] = Cooldown(target: target, since: now, until: until, reason: reason)
            return
        }
        // An upstream may ask for more time while it is out: only after its time it is out again.
        let isAgain = cooldown.until.map { $0 <= now && until != $0 } ?? false
        if isAgain { cooldown.times += 1 }
        (cooldown.until, cooldown.reason) = (until, reason)
        present[target] = cooldown
    }

    /// Those that are out, then those of the last hour, each the newest first.
    package func newest(at now: Instant) -> [Cooldown] {
        let over = past.filter { $0.ended.map { now - $0 <= Self.memory } ?? false }
        return present.values.sorted { ($1.since, $0.target) < ($0.since, $1.target) }
            + over.reversed()
    }
}

extension TargetHealth {
    /// How it stands: whether its breaker is open, or it was set aside.
    package func standing(at now: Instant) -> CooldownLog.Standing {
        switch breaker.state {
        case .open(let until, _) where until <= now: .onTrial
        case .open(let until, let cause): .out(until: until, because: cause.words)
        case .forcedOpen: .out(until: nil, because: "forced open by an operator")
        case .halfOpen: .onTrial
        case .closed, .disabled, .metricsOnly: closedStanding(at: now)
        }
    }

    private func closedStanding(at now: Instant) -> CooldownLog.Standing {
        if let asked = breaker.askedToWait(at: now) {
            return .out(until: asked, because: "asked to be left alone by Retry-After")
        }
        guard asideUntil > now else { return .well }
        return .out(until: asideUntil, because: "fails much more often than its peers")
    }
}
