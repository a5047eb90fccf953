internal import Orchestration

/// What was out of the ordinary, in the order it happened: the one line of an incident.
///
/// The engine's tail forgets within seconds what is normal and what is not alike; this remembers
/// what is not: alerts, overrides, drift, failures, late sources and what operators did. What was
/// before the first tail comes from the journal, once somebody looks.
package struct Incident: Hashable, Sendable {
    private var entries: [Occurrence] = []
    /// The newest event of the tail that was looked at.
    private var newest = Instant.epoch
    private var seenAtNewest: Set<EventLine> = []
    /// When the first tail began; nil before there was one.
    private(set) var opened: Instant?
    /// How far back the journal was read; nil while it was not.
    private(set) var begins: Instant?
    /// What the journal does not tell, in words.
    private(set) var caveat = ""

    package init() {}

    /// At most so many are kept.
    static let limit = 1000

    /// So much before the console's own time is read from the journal.
    static let span = Duration.seconds(86_400)

    /// Takes what is new in the tail.
    mutating func take(_ tail: [EventLine], at now: Instant) {
        if opened == nil { opened = tail.first?.at ?? now }
        for event in tail where event.at >= newest {
            if event.at > newest {
                newest = event.at
                seenAtNewest = []
            }
            guard seenAtNewest.insert(event).inserted, Self.matters(event.word) else { continue }
            note(event)
        }
        trim()
    }

    /// Takes what the journal tells of the time before the first tail.
    mutating func take(_ report: IncidentReport) {
        let own = entries.filter { $0.event.at >= report.until }
        entries = report.failures.map { Occurrence($0) }
        for event in report.events where event.at < report.until { note(event) }
        entries = entries.sorted { $0.event.at < $1.event.at } + own
        (begins, caveat) = (report.from, report.caveat)
        trim()
    }

    private mutating func trim() {
        guard entries.count > Self.limit else { return }
        entries.removeFirst(entries.count - Self.limit)
        // What was dropped is not told: the list begins later than the journal was read.
        if begins != nil { begins = entries.first?.event.at }
    }

    /// What operators do is told each time; of the rest only what is new.
    private mutating func note(_ event: EventLine) {
        let from = max(0, entries.count - 40)
        if event.word != "OPER",
            let place = entries[from...].lastIndex(where: { $0.isRepeated(by: event) })
        {
            entries[place].times += 1
            if entries[place].event.object != event.object { entries[place].isOfMany = true }
            entries[place].last = event.at
        } else {
            entries.append(Occurrence(event))
        }
    }

    /// What had happened by a moment, oldest first; all of it where there is none.
    func known(at moment: Instant?) -> [Occurrence] { entries.compactMap { $0.known(at: moment) } }

    /// The same as lines, since the console opened, each where it happened last: what goes on stands
    /// at the end.
    func newest(until moment: Instant?) -> [EventLine] {
        let since = opened ?? .epoch
        return known(at: moment).filter { $0.last >= since }.map { entry in
            var line = entry.line
            if entry.times > 1 { line.text = "\(Figures.count(entry.times))x  \(entry.event.text)" }
            line.at = entry.last
            return line
        }
        .sorted { $0.at < $1.at }
    }

    /// Whether an event is more than the usual business of runs.
    static func matters(_ word: String) -> Bool {
        switch StateWord(rawValue: word) {
        case .ok, .run, .wait, .skip, .idle, .held: false
        case .noData, .fail, .crit, .late, .drift, .retry, .warn, .cool, .paused, .cancelled, nil:
            true
        }
    }
}
