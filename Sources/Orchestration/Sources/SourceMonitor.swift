/// Watches one source: whether its events keep their promises, and whether they keep coming.
///
/// Three ages are kept apart: the event's own (`age`), its arrival (`lastArrival`), and how long the
/// next is overdue (`overdue`); and three lags (`lags`): to its arrival, to the profile, and to the
/// model that answered by it. A source that never sent anything is `noData`, not late.
package struct SourceMonitor: Hashable, Sendable {
    package let card: SourceCard
    var rhythm = ArrivalRhythm()
    var arrivals = ArrivalCounts()
    /// When counting began: with the first event this engine saw.
    var countedSince: Instant?
    var refusals = ArrivalCounts()
    var week: WeekRhythm
    var usualVolume = UsualVolume()
    /// When the last silence that was longer than it may be ended; nil where there was none.
    private(set) var returned: Instant?
    /// The schedule it is expected by, read once; nil where there is none.
    let cron: Cron?
    /// When the next event is due by that schedule.
    var scheduled: Instant?
    /// Keys of fields that may not come twice, by field.
    var seen: [String: SeenKeys] = [:]
    /// Events that lacked a field whose absence is counted, by field.
    var lacking: [String: ArrivalCounts] = [:]
    /// Fields that came and that the contract does not name, at most `fieldsMax` of them.
    private(set) var newFields: [String: Int] = [:]
    var eventLag = LagWindow()
    var loadLag = LagWindow()
    var servingLag = LagWindow()
    /// The newest own time of any accepted event.
    package private(set) var newestEvent: Instant?
    /// When the newest accepted event arrived.
    package private(set) var lastArrival: Instant?
    package private(set) var accepted = 0
    package private(set) var rejected = 0
    /// Rejected events by reason, at most `reasonsMax` of them.
    package private(set) var rejections: [String: Int] = [:]
    /// Accepted events that broke a promise that only warns, by its code.
    var warnings: [String: ArrivalCounts] = [:]
    /// The newest events that were turned away, the newest last.
    package private(set) var refused: [AlertSample] = []
    /// The newest rejection.
    package private(set) var lastRejection: EventRejection?
    /// Since when the monitor has watched: before an event, silence is measured from here.
    let since: Instant

    static let reasonsMax = 32
    static let fieldsMax = 32
    /// Of the first events each, later one in so many is looked at for fields nobody promised.
    static let fieldsEvery = 32

    /// A monitor that has seen nothing yet.
    package init(card: SourceCard, at now: Instant) {
        self.card = card
        since = now
        week = WeekRhythm(hours: LocalHours(card.zone), holidays: card.holidays)
        cron = card.expected.flatMap { try? Cron($0.cron) }
        scheduled = due(after: now)
    }

    /// What the source is now.
    package enum State: Hashable, Sendable {
        case ok
        /// Later than it usually is, but within its SLA.
        case overdue(by: Duration)
        /// Its newest event is older than its SLA allows.
        case late(age: Duration)
        /// It is expected by a schedule, and longer overdue than its SLA allows.
        case missed(by: Duration)
        /// A stretch of time breaks its contract, as these words say.
        case broken(String)
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
        try review(event, bytes: bytes, eventTime: eventTime, at: now)
        _ = take(event, eventTime: eventTime, at: now)
    }

    /// Holds an event that arrived against the contract; only a refusal is noted.
    package mutating func review(
        _ event: Value,
        bytes: Int,
        eventTime: Instant?,
        at now: Instant
    ) throws(EventRejection) {
        try judge(event, bytes: bytes, eventTime: eventTime, at: now)
        do throws(EventRejection) { try checkKeys(of: event, at: now) } catch {
            throw noted(error, of: event, at: now)
        }
    }

    /// Judges an event by itself: another with its keys may come before it is taken in.
    package mutating func judge(
        _ event: Value,
        bytes: Int,
        eventTime: Instant?,
        at now: Instant
    ) throws(EventRejection) {
        do throws(EventRejection) {
            try card.check(event, bytes: bytes, eventTime: eventTime, at: now)
        } catch {
            throw noted(error, of: event, at: now)
        }
    }

    private mutating func noted(
        _ rejection: EventRejection,
        of event: Value,
        at now: Instant
    ) -> EventRejection {
        note(rejection)
        refusals.add(at: now)
        let name = String((event["id"]?.text ?? "without id").prefix(64))
        let shows = "event \(name): \(rejection.code)"
        refused.append(AlertSample(at: now, run: "", step: "", shows: shows))
        if refused.count > AlertSample.kept { refused.removeFirst() }
        return rejection
    }

    /// Takes in an event that was reviewed.
    /// - Returns: What must be kept for its keys to be known after a restart.
    package mutating func take(_ event: Value, eventTime: Instant?, at now: Instant) -> [KeyChange]
    {
        for check in card.checks where check.missingAtMost != nil {
            let value = event[check.field]
            guard value == nil || value == .null else { continue }
            lacking[check.field, default: ArrivalCounts()].add(at: now)
        }
        warn(of: event, at: now)
        if accepted < Self.fieldsEvery || accepted % Self.fieldsEvery == 0 { noteFields(of: event) }
        accept(eventTime: eventTime, at: now)
        return noteKeys(of: event, at: now)
    }

    /// Every event has these, whatever its contract says.
    private static let ownFields: Set<String> = ["id", "type", "time", "customer"]

    private mutating func noteFields(of event: Value) {
        guard !card.fields.isEmpty, case .map(let entries) = event else { return }
        for case .string(let name) in entries.keys
        where card.fields[name] == nil && !Self.ownFields.contains(name)
            && !card.checks.contains(where: { $0.field == name })
        {
            guard newFields[name] != nil || newFields.count < Self.fieldsMax else { continue }
            newFields[name, default: 0] += 1
        }
    }

    /// Takes in an event already accepted, for example when a journal is replayed.
    package mutating func accept(eventTime: Instant?, at now: Instant) {
        accepted += 1
        if isSilent(at: now) { returned = now }
        learnVolume(at: now)
        countedSince = min(countedSince ?? now, now)
        arrivals.add(at: now)
        _ = week.add(at: now)
        if let lastArrival { rhythm.add(now - lastArrival) }
        lastArrival = max(lastArrival ?? now, now)
        if cron != nil { scheduled = due(after: now) }
        if let eventTime { eventLag.add(now - eventTime, at: now) }
        // An event may be a little ahead of our clock; its age is never negative.
        let own = min(eventTime ?? now, now)
        newestEvent = max(newestEvent ?? own, own)
    }

    private func due(after moment: Instant) -> Instant? {
        var due = cron?.next(after: moment, zone: card.expected?.zone ?? "UTC")
        // A year of holidays is the most that is passed over.
        for _ in 0..<Self.passedOverMax {
            guard let day = due, isQuiet(at: day) else { return due }
            due = cron?.next(after: day, zone: card.expected?.zone ?? "UTC")
        }
        return due
    }

    private static let passedOverMax = 366 * 24

    /// Whether it is a holiday on which nothing is expected.
    func isQuiet(at moment: Instant) -> Bool {
        card.holidays.expectNothing(in: LocalHours(card.zone).number(of: moment))
    }

    /// From when on silence counts: an event, or the end of a holiday since.
    func silence(since moment: Instant, at now: Instant) -> Instant {
        let hours = LocalHours(card.zone)
        guard let end = card.holidays.end(before: hours.number(of: now)) else { return moment }
        return max(moment, hours.start(of: end))
    }

    /// A profile has taken in an event that arrived so long ago.
    package mutating func loaded(after lag: Duration, at now: Instant) {
        loadLag.add(lag, at: now)
    }

    /// A model that needs the source has answered.
    package mutating func served(at now: Instant) {
        if let age = age(at: now) { servingLag.add(age, at: now) }
    }

    /// Ends the minutes and hours that are over; call it now and then, also while nothing comes.
    /// - Returns: Whether what is known of the week has changed.
    package mutating func roll(to now: Instant) -> Bool {
        learnVolume(at: now)
        return week.roll(to: now)
    }

    /// What was learned of each hour of the week.
    package var learned: Value { week.value }

    /// Takes over what was learned before a restart.
    package mutating func restore(learned: Value) {
        week = WeekRhythm(
            value: learned,
            hours: LocalHours(card.zone),
            holidays: card.holidays
        )
    }

    /// Takes over what was known before a restart: how old it is, not how often it comes.
    package mutating func restore(newest: Instant, arrived: Instant) {
        let own = min(newest, arrived)
        newestEvent = max(newestEvent ?? own, own)
        lastArrival = max(lastArrival ?? arrived, arrived)
        if cron != nil { scheduled = due(after: max(arrived, lastArrival ?? arrived)) }
    }

    private mutating func note(_ rejection: EventRejection) {
        rejected += 1
        lastRejection = rejection
        let code = rejection.code
        guard rejections[code] != nil || rejections.count < Self.reasonsMax else { return }
        rejections[code, default: 0] += 1
    }
}
