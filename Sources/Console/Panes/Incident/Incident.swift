internal import Orchestration

/// What was out of the ordinary, in the order it happened: the one line of an incident.
///
/// The engine's tail forgets within seconds what is normal and what is not alike; this remembers
/// what is not: alerts, overrides, drift, failures, late sources and what operators did.
package struct Incident: Hashable, Sendable {
    private var entries: [Entry] = []
    /// The newest event of the tail that was looked at.
    private var newest = Instant.epoch
    private var seenAtNewest: Set<EventLine> = []

    package init() {}

    /// An event, with how often the like of it came again soon after.
    private struct Entry: Hashable {
        let event: EventLine
        var times = 1
        var last: Instant
        /// Whether it came of another object again.
        var isOfMany = false

        /// The event as a line; a hundred alike are one.
        var line: EventLine {
            guard times > 1 else { return event }
            var line = event
            line.text = "\(Figures.count(times))x to \(Figures.clock(last))  \(event.text)"
            if isOfMany { line.object = String(event.object.prefix { $0 != "#" }) }
            return line
        }

        /// Whether an event is the same again: its word, and how its text begins.
        func isRepeated(by other: EventLine) -> Bool {
            event.word == other.word && event.text.prefix(24) == other.text.prefix(24)
                && other.at - last <= Incident.soon
        }
    }

    /// What comes again within so long is counted and not told again.
    static let soon = Duration.seconds(60)

    /// At most so many are kept.
    static let limit = 1000

    /// Takes what is new in the tail.
    mutating func take(_ tail: [EventLine]) {
        for event in tail where event.at >= newest {
            if event.at > newest {
                newest = event.at
                seenAtNewest = []
            }
            guard seenAtNewest.insert(event).inserted, Self.matters(event.word) else { continue }
            note(event)
        }
        if entries.count > Self.limit { entries.removeFirst(entries.count - Self.limit) }
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
            entries.append(Entry(event: event, last: event.at))
        }
    }

    /// What had happened by a moment, oldest first; all of it where there is none.
    func lines(until moment: Instant?) -> [EventLine] {
        guard let moment else { return entries.map(\.line) }
        // How often it came again later is not for a moment of the past to know.
        return entries.filter { $0.event.at <= moment }
            .map { $0.last <= moment ? $0.line : $0.event }
    }

    /// The same, each where it happened last: what goes on stands at the end.
    func newest(until moment: Instant?) -> [EventLine] {
        let known = entries.filter { entry in moment.map { entry.event.at <= $0 } ?? true }
        return zip(known, lines(until: moment)).map { entry, line in
            var line = line
            if entry.times > 1 { line.text = "\(Figures.count(entry.times))x  \(entry.event.text)" }
            line.at = moment.map { entry.last <= $0 ? entry.last : entry.event.at } ?? entry.last
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
