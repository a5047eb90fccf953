internal import Orchestration

/// The timeline: what was out of the ordinary, and what it was about.
extension Console {
    /// What had happened by the moment that is shown.
    var occurrences: [Occurrence] { incident.known(at: past) }

    /// Asks the journal once for what was before the console opened.
    mutating func fetchIncident() -> [Effect] {
        guard incident.begins == nil, let opened = incident.opened else { return [] }
        return ask(.fetchIncident(from: opened - Incident.span, until: opened))
    }

    /// Takes what the journal told.
    mutating func take(_ report: IncidentReport) {
        asked[.fetchIncident(from: report.from, until: report.until)] = nil
        incident.take(report)
        arrange(.incident)
    }

    /// The object that an occurrence is about; nil where nothing more is known of it.
    func subject(of event: EventLine) -> ObjectID? {
        if let id = ObjectID(words: event.about) { return id.isTarget ? target(id.name) : id }
        let parts = event.object.split(separator: "#", maxSplits: 1).map(String.init)
        if parts.count == 2 { return .run(RunID(parts[1])) }
        return named(event.about.isEmpty ? event.object : event.about, word: event.word)
    }

    /// What goes by a name alone, where its kind was not said.
    private func named(_ name: String, word: String) -> ObjectID? {
        if word == "DEAD" { return deadLetters?.first.map { .deadLetter($0.number) } }
        if route(name) != nil { return target(name) }
        if model(name) != nil { return .model(name) }
        if source(name) != nil { return .source(name) }
        if workflow(name) != nil { return .workflow(name) }
        let alert = snapshot?.alerts.first { $0.id == name || $0.object == name }
        return alert.map { .alert($0.id) }
    }

    /// The first target of a route: a route is shown by its rows.
    private func target(_ route: String) -> ObjectID? {
        self.route(route)?.targets.first.map { .target(route: route, model: $0.model) }
    }

    /// Opens what an occurrence is about.
    mutating func open(_ event: EventLine) -> [Effect] {
        guard let id = subject(of: event) else {
            say("\(event.object) has no screen of its own; d tells all of this line")
            return []
        }
        switch id {
        case .workflow(let name): return reveal(.workflow(name), in: .workflows, on: .workflows)
        case .target: return reveal(id, in: .routes, on: .routing)
        case .deadLetter: return reveal(id, in: .deadLetters, on: .deadLetters)
        case .silence: return reveal(id, in: .silences, on: .silences)
        case .proposal: return reveal(id, in: .proposals, on: .proposals)
        case .audit: return reveal(id, in: .audit, on: .audit)
        case .run, .step, .model, .alert, .source, .context, .anywhere, .occurrence, .command:
            return open(id)
        }
    }

    /// The lines of an occurrence, and below them what it is about.
    func lines(about event: EventLine, _ width: Int) -> [TextLine] {
        guard let row = occurrences.first(where: { $0.event == event }) else { return [] }
        let lines = OccurrencePane.lines(row, moment(), width)
        guard let id = subject(of: event) else { return lines }
        let below = self.lines(about: id, width: width)
        guard !below.isEmpty else { return lines }
        let title = "\(id.kind.uppercased()) \(moment().plain(id.name))"
        return lines + [[], TextLine(title, .muted)] + below
    }
}

extension ObjectID {
    /// An object as the audit names it: `run r-8f21c step copy`, `route copywriter`; nil for others.
    init?(words: String) {
        let parts = words.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        let name = parts[1]
        switch parts[0] {
        case "run": self = .run(RunID(String(name.prefix { $0 != " " })))
        case "workflow": self = .workflow(String(name.prefix { $0 != " " }))
        case "model": self = .model(name)
        case "route": self = .target(route: name, model: "")
        case "alert": self = .alert(name)
        case "source": self = .source(name)
        case "proposal": self = .proposal(name)
        case "silence": self = .silence(name)
        case "dead":
            guard let number = Int64(name.drop { !$0.isNumber }) else { return nil }
            self = .deadLetter(number)
        default: return nil
        }
    }

    fileprivate var isTarget: Bool {
        if case .target = self { true } else { false }
    }
}
