/// Stops calls to a target that keeps failing, and lets a few through to see whether it recovered.
///
/// 1. Only `closed` and `halfOpen` change by themselves; the other three belong to the operator.
/// 2. A result counts only where its call began in the present period, so a late answer from
///    before an opening neither closes nor reopens anything.
/// 3. A trial that says nothing about the target gives its place back.
/// 4. While an upstream has asked us to stay away, no call should begin, though it is closed: it is
///    asked too much, and has not failed.
///
/// ```
///          half of ten or more failed, or 80 % slow, or five silent
///      closed ────────────────────────────────────────────▶ open(until)
///        ▲                                                   │     ▲
///        │ two trials passed                     until is past│     │two trials
///        └───────────────────── halfOpen(trials) ◀───────────┘     │did not pass
///                                     └────────────────────────────┘
///      operator: forcedOpen (nothing passes) · disabled (all passes, nothing is counted)
///                metricsOnly (all passes, all is counted, nothing opens)
/// ```
/// Source of the states: resilience4j, `CircuitBreaker.State`.
package struct Breaker: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case closed
        /// No call passes before `until`.
        case open(until: Instant, because: Cause)
        case halfOpen(Trials)
        case forcedOpen
        case disabled
        case metricsOnly
    }

    /// What opened it.
    package enum Cause: Hashable, Sendable {
        case failures(BreakerWindow.Tally)
        case slowness(BreakerWindow.Tally)
        /// The trials of the last half-open period did not pass.
        case trials(Trials)
        /// So many calls that began since the last sign of life have waited too long for one.
        case silence(calls: Int, age: Duration)
    }

    /// The calls let through to see whether the target recovered.
    package struct Trials: Hashable, Sendable {
        /// When the present set began.
        package internal(set) var since: Instant
        /// Let through, those without an answer yet included.
        package internal(set) var admitted = 0
        package internal(set) var passed = 0
        package internal(set) var failed = 0
    }

    /// Whether a call may begin now.
    package enum Permission: Hashable, Sendable {
        case allowed
        /// Allowed, as one of the trials.
        case trial
        /// Open until then.
        case refused(until: Instant)
        /// Closed, and its upstream asked to be left alone until then.
        case asked(until: Instant)
        /// Every trial is under way.
        case trialsTaken
        /// An operator forced it open.
        case forced
    }

    /// Names the period a call began in; handed back with its result.
    package struct Ticket: Hashable, Sendable {
        let period: UInt32
        let began: Instant
    }

    package private(set) var state = State.closed
    private var window = BreakerWindow()
    private var period: UInt32 = 0
    /// Openings in a row without a recovery between them.
    private var openings = 0
    /// The latest moment any upstream answer asked us to stay away until.
    private var askedUntil = Instant(milliseconds: .min)

    /// A closed breaker that has seen nothing.
    package init() {}

    /// The counts of the window, for people.
    package var tally: BreakerWindow.Tally { window.tally }

    /// Whether a call may begin now; changes nothing.
    package func permission(at now: Instant) -> Permission {
        switch state {
        case .closed: askedToWait(at: now).map { .asked(until: $0) } ?? .allowed
        case .disabled, .metricsOnly: .allowed
        case .open(let until, _): now < until ? .refused(until: until) : .trial
        case .halfOpen(let trials): trials.hasPlace(at: now) ? .trial : .trialsTaken
        case .forcedOpen: .forced
        }
    }

    /// Until when the upstream of a closed one asked to be left alone; nil where it did not, or that
    /// is over.
    package func askedToWait(at now: Instant) -> Instant? {
        guard case .closed = state, now < askedUntil else { return nil }
        return askedUntil
    }

    /// Notes that a call begins; nil where it may not.
    ///
    /// One that was asked to wait lets it through: where nobody else may be called, it is chosen all
    /// the same, so that no route is left without anybody.
    package mutating func begin(at now: Instant) -> Ticket? {
        switch permission(at: now) {
        case .allowed, .asked: break
        case .trial: admitTrial(at: now)
        case .refused, .trialsTaken, .forced: return nil
        }
        return Ticket(period: period, began: now)
    }

    /// Notes how a call ended.
    /// - Parameters:
    ///   - result: What became of the call.
    ///   - ticket: What `begin(at:)` gave.
    ///   - now: The moment it ended.
    ///   - random: Moves the time an opening lasts.
    package mutating func end(
        _ result: CallResult,
        _ ticket: Ticket,
        at now: Instant,
        random: inout SplitMix
    ) {
        note(asked: result.retryAfter, at: now)
        guard ticket.period == period else { return }
        switch state {
        case .closed:
            guard let verdict = result.verdict else { return }
            window.add(verdict, at: now)
            if let cause = Limits.cause(in: window.tally) { open(cause, at: now, random: &random) }
        case .halfOpen(let trials):
            settle(trials.counting(result.verdict), at: now, random: &random)
        case .metricsOnly:
            guard let verdict = result.verdict else { return }
            window.add(verdict, at: now)
        case .open, .forcedOpen, .disabled: break
        }
    }

    /// Opens it for calls that nobody answers, before the clocks of those calls run out.
    /// - Returns: Whether it did: one that is not closed stays as it is.
    mutating func note(_ silence: Silent, at now: Instant, random: inout SplitMix) -> Bool {
        guard case .closed = state else { return false }
        open(.silence(calls: silence.calls, age: silence.age), at: now, random: &random)
        return true
    }

    /// Calls that wait for a first sign, and the age of the oldest.
    struct Silent: Hashable {
        let calls: Int
        let age: Duration
    }

    /// Puts it where an operator wants it.
    package mutating func force(_ order: Order) {
        switch order {
        case .close: enter(.closed)
        case .open: enter(.forcedOpen)
        case .disable: enter(.disabled)
        case .watchOnly: enter(.metricsOnly)
        }
        openings = 0
        askedUntil = Instant(milliseconds: .min)
        window = BreakerWindow()
    }

    /// What an operator can do with a breaker.
    package enum Order: String, Hashable, Sendable, Codable, CaseIterable {
        /// Closes it and gives it back to its own rules.
        case close
        case open
        case disable
        /// Counts, but never opens.
        case watchOnly = "watch_only"
    }
}

extension Breaker {
    private mutating func note(asked: Duration?, at now: Instant) {
        guard let asked, asked > .zero else { return }
        askedUntil = max(askedUntil, now + min(asked, Limits.askedCap))
        // Calls that were under way when it opened may ask for longer than it was opened for.
        if case .open(let until, let cause) = state, until < askedUntil {
            state = .open(until: askedUntil, because: cause)
        }
    }

    private mutating func open(_ cause: Cause, at now: Instant, random: inout SplitMix) {
        let own = now + Limits.openTime(opening: openings, random: &random)
        openings += 1
        window = BreakerWindow()
        enter(.open(until: max(own, askedUntil), because: cause))
    }

    private mutating func admitTrial(at now: Instant) {
        guard case .halfOpen(var trials) = state, !trials.isLost(at: now) else {
            return enter(.halfOpen(Trials(since: now, admitted: 1)))
        }
        trials.admitted += 1
        state = .halfOpen(trials)
    }

    private mutating func settle(_ trials: Trials, at now: Instant, random: inout SplitMix) {
        if trials.passed >= Limits.trialsToClose {
            openings = 0
            enter(.closed)
        } else if trials.failed > Limits.trials - Limits.trialsToClose {
            open(.trials(trials), at: now, random: &random)
        } else {
            state = .halfOpen(trials)
        }
    }

    private mutating func enter(_ next: State) {
        period &+= 1
        state = next
    }
}
