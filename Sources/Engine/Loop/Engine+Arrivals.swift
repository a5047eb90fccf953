internal import Journal
internal import Orchestration

/// What sources brought, for the timeline of an incident: in few lines, kept over restarts.
extension Engine {
    static let arrivalKind = "arrivals"

    /// Tells what has come since the last look.
    func noteArrivals(at now: Instant) {
        for (name, monitor) in sources.sorted(by: { $0.key < $1.key }) {
            let lines = arrivals[name, default: ArrivalLog()].look(
                accepted: monitor.accepted,
                newest: monitor.lastArrival,
                silence: max(monitor.card.sla, .seconds(60)),
                at: now
            )
            for line in lines { tail.append(line.event(of: name)) }
            // An hour that runs is written down now and then: a restart costs a minute of its count.
            let isDue = arrivalsKept[name].map { now - $0 >= .seconds(60) } ?? true
            guard !lines.isEmpty || isDue && arrivals[name]?.running != nil else { continue }
            arrivalsKept[name] = now
            outgoing.batch.records.append(
                .state(kind: Self.arrivalKind, id: name, value: arrivals[name]?.value.jsonBytes)
            )
        }
    }

    /// Takes up what the last engine had told.
    func restoreArrivals() async throws {
        let stored = try await journal.states(of: Self.arrivalKind)
        for (name, monitor) in sources {
            let value = stored[name].flatMap { try? Value(json: $0) } ?? .null
            arrivals[name] = ArrivalLog(value: value, last: monitor.lastArrival)
        }
    }

    /// What sources brought between two moments; up to now also what the running hour has.
    func arrivalLines(from: Instant, until: Instant) -> [EventLine] {
        let isUpToNow = until >= time.now() - .seconds(60)
        return arrivals.flatMap { name, log in
            let running = log.running.map { line in
                var event = line.event(of: name)
                event.at = until
                event.text += " so far"
                return event
            }
            let told = log.lines.map { $0.event(of: name) }.filter {
                from <= $0.at && $0.at <= until
            }
            return told + (isUpToNow ? [running].compactMap(\.self) : [])
        }
    }
}

extension ArrivalLog.Line {
    /// The line as the tail and a report show it.
    fileprivate func event(of source: String) -> EventLine {
        EventLine(at: at, word: EventLine.data, object: source, text: "\(source): \(words)")
    }
}
