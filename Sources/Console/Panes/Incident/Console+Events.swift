internal import Orchestration

extension Console {
    /// What happened lately: what was out of the ordinary, and usual business counted.
    ///
    /// A line for each workflow says how much of that there was; under a filter each event is a line.
    /// Twenty runs a second that end well would push what matters out of sight before it is read.
    var events: [EventLine] {
        let tail = snapshot?.events ?? []
        guard list(of: .events).filter.isEmpty, snapshot?.caveat.isEmpty ?? true else {
            return tail
        }
        let lines = incident.newest(until: past) + Self.folded(tail)
        return lines.sorted { $0.at < $1.at }
    }

    /// One line for each workflow and word of usual business, where it happened last.
    private static func folded(_ tail: [EventLine]) -> [EventLine] {
        var kinds: [String: (first: EventLine, last: EventLine, count: Int)] = [:]
        for event in tail where !Incident.matters(event.word) {
            let kind = event.word + " " + event.object.prefix { $0 != "#" }
            kinds[kind, default: (event, event, 0)].last = event
            kinds[kind]?.count += 1
        }
        return kinds.values.map { first, last, count in
            guard count > 1 else { return last }
            var line = last
            line.object = String(last.object.prefix { $0 != "#" })
            let span = Figures.age(max(.seconds(1), last.at - first.at))
            line.text = "\(Figures.count(count)) in \(span), the newest: \(last.text)"
            return line
        }
        .sorted { ($0.at, $0.object, $0.word) < ($1.at, $1.object, $1.word) }
    }
}
