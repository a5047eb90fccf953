/// Watches one source: whether its events keep their promises, and whether they keep coming.
///
/// Three ages are kept apart: the event's own (`age`), its arrival (`lastArrival`), and how long the
/// next is overdue (`overdue`). A source that never sent anything is `noData`, not late.
package struct SourceMonitor: Hashable, Sendable {
    package let card: SourceCard
    private var rhythm = ArrivalRhythm()
    private var arrivals = ArrivalCounts()
    private var refusals = ArrivalCounts()
    /// The newest own time of any accepted event.
    package private(set) var newestEvent: Instant?
    /// When the newest accepted event arrived.
    package private(set) var lastArrival: Instant?
    package private(set) var accepted = 0
    package private(set) var rejected = 0
    /// Rejected events by reason, at most `reasonsMax` of them.
    package private(set) var rejections: [String: Int] = [:]
    /// The newest rejection.
    package private(set) var lastRejection: EventRejection?
    /// Since when the monitor has watched: before an event, silence is measured from here.
    private let since: Instant

    static let reasonsMax = 32

    /// A monitor that has seen nothing yet.
    package init(card: SourceCard, at now: Instant) {
        self.card = card
        since = now
    }

    /// What the source is now.
    package enum State: Hashable, Sendable {
        case ok
        /// Later than it usually is, but within its SLA.
        case overdue(by: Duration)
        /// Its newest event is older than its SLA allows.
        case late(age: Duration)
        /// It comes, but far less of it than usual.
        case thin(usual: Double, now: Double)
        /// Nothing has come since it has been watched.
        case noData
    }

    /// Takes in an event that arrived: accepted, or thrown back with the reason.
    package mutating func receive(
        _ event: Value,
        bytes: Int,
        eventTime: Instant?,
        at now: Instant
    ) throws(EventRejection) {
        do throws(EventRejection) {
            try card.check(event, bytes: bytes, eventTime: eventTime, at: now)
        } catch {
            note(error)
            refusals.add(at: now)
            throw error
        }
        accept(eventTime: eventTime, at: now)
    }

    /// Takes in an event already accepted, for example when a journal is replayed.
    package mutating func accept(eventTime: Instant?, at now: Instant) {
        accepted += 1
        arrivals.add(at: now)
        if let lastArrival { rhythm.add(now - lastArrival) }
        lastArrival = max(lastArrival ?? now, now)
        // An event may be a little ahead of our clock; its age is never negative.
        let own = min(eventTime ?? now, now)
        newestEvent = max(newestEvent ?? own, own)
    }

    /// Takes over what was known before a restart: how old it is, not how often it comes.
    package mutating func restore(newest: Instant, arrived: Instant) {
        let own = min(newest, arrived)
        newestEvent = max(newestEvent ?? own, own)
        lastArrival = max(lastArrival ?? arrived, arrived)
    }

    private mutating func note(_ rejection: EventRejection) {
        rejected += 1
        lastRejection = rejection
        let code = rejection.code
        guard rejections[code] != nil || rejections.count < Self.reasonsMax else { return }
        rejections[code, default: 0] += 1
    }
}

extension SourceMonitor {
    /// The age of the newest event by its own time; nil where none has come.
    package func age(at now: Instant) -> Duration? {
        newestEvent.map { max(.zero, now - $0) }
    }

    /// When the next event is due: after the usual gap, or when the SLA ends where no rhythm is
    /// known.
    package func nextDue(at now: Instant) -> Instant? {
        lastArrival.map { $0 + (rhythm.expectation?.gapDuration ?? card.sla) }
    }

    /// What the source is at `now`.
    package func state(at now: Instant) -> State {
        guard let age = age(at: now), let due = nextDue(at: now) else {
            // Silence from the very start becomes a breach like any other.
            return now - since > card.sla ? .late(age: now - since) : .noData
        }
        if age > card.sla { return .late(age: age) }
        let patience = rhythm.expectation?.tolerance ?? .zero
        if now - due > patience, rhythm.expectation != nil { return .overdue(by: now - due) }
        if let (usual, present) = thinning(at: now) { return .thin(usual: usual, now: present) }
        return .ok
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
        lastArrival == nil ? nil : Double(arrivals.total(minutes: 5, at: now)) / 5
    }

    /// Arrivals per minute, oldest first; nil for minutes before anything was seen.
    package func trend(minutes: Int = 60, at now: Instant) -> [Double?] {
        arrivals.trend(minutes: minutes, at: now)
    }

    /// The usual arrivals a minute and the present ones, where those are far below.
    ///
    /// One heartbeat row keeps a partial load looking fresh: five minutes' volume is held against
    /// the median of the last two hours, less three normal spreads. Needs half an hour of history,
    /// and feeds of at least ten events a minute; slower ones are judged by their gaps alone.
    private func thinning(at now: Instant) -> (Double, Double)? {
        let minutes = arrivals.trend(minutes: 119, at: now).compactMap(\.self)
        guard minutes.count >= 30 else { return nil }
        let sorted = minutes.sorted()
        guard let usual = Quantile.typeSeven(0.5, of: sorted), usual >= 10 else { return nil }
        let distances = sorted.map { abs($0 - usual) }.sorted()
        let spread = (Quantile.typeSeven(0.5, of: distances) ?? 0) * ArrivalRhythm.normal
        let present = minutes.suffix(5).reduce(0, +) / 5
        return present < usual - max(3 * spread, usual * 0.5) ? (usual, present) : nil
    }
}

extension SourceMonitor {
    /// The row of the sources pane; what waits for it and depends on it is the caller's to know.
    package func row(at now: Instant, blocked: Int = 0, dependents: [String] = []) -> SourceRow {
        var row = SourceRow()
        let state = state(at: now)
        row.name = card.name
        row.kind = card.event
        row.owner = card.owner
        row.state = state.word
        row.age = age(at: now)
        row.sla = card.sla
        row.count = lastHour(at: now)
        row.ratePerMinute = ratePerMinute(at: now)
        row.rejected = rejected
        row.trend = trend(at: now)
        row.nextDue = nextDue(at: now)
        row.blocked = blocked
        row.dependents = dependents
        row.reason = reason(state)
        return row
    }

    private func reason(_ state: State) -> String {
        let words = state.words(sla: card.sla)
        guard let lastRejection, rejected > 0 else { return words }
        let bad = "\(rejected) rejected, the last: \(lastRejection.explanation)"
        return words.isEmpty ? bad : "\(words); \(bad)"
    }
}

extension SourceMonitor.State {
    /// The state in the console's four letters.
    package var word: StateWord {
        switch self {
        case .ok: .ok
        case .overdue, .thin: .warn
        case .late: .late
        case .noData: .noData
        }
    }

    fileprivate func words(sla: Duration) -> String {
        switch self {
        case .ok: ""
        case .overdue(let by): "overdue by \(by.inWords)"
        case .late(let age): "newest event \(age.inWords) old, SLA \(sla.inWords)"
        case .thin(let usual, let now):
            "\(now.fixed(1)) events a minute, usually \(usual.fixed(1))"
        case .noData: "nothing received yet"
        }
    }
}
