package import Orchestration

/// A project's routes, sources, scores and alert rules on simulated time, with a world that breaks.
///
/// Everything that decides is the product's own core: routing, breakers, monitors, alerts. What is
/// simulated is the outside: calls, their times, events. No engine, journal or socket takes part.
package struct DrillWorld: Sendable {
    /// Something a drill's report tells of.
    package struct Moment: Hashable, Sendable {
        package let at: Instant
        package let what: What

        package enum What: Hashable, Sendable {
            case began(DrillFault, of: String)
            case ended
            case alert(AlertChange.Kind, id: String, object: String, text: String)
            case breakerOpened(String)
            /// A route called somebody else than before its breaker opened.
            case moved(route: String, to: String)
        }
    }

    /// How busy the world is.
    package struct Pace: Sendable {
        /// Calls of every route, and events of every source, a second.
        package var callsPerSecond = 3.0
        package var eventsPerSecond = 0.5
        /// How often alert rules are looked at.
        package var tick = Duration.seconds(1)
        package init() {}
    }

    package let project: Project
    private let pace: Pace
    package private(set) var now: Instant
    private var table: RoutingTable
    private var health: Health
    var ledger = MetricLedger()
    private var sources: [SourceMonitor]
    private var scores: [String: ScoreMonitor]
    private var alerts = AlertBook()
    private var random: SplitMix
    private var fault: (kind: DrillFault, name: String)?
    private var faultRows = 0
    package private(set) var moments: [Moment] = []
    /// Scores taken in since the fault began, when its alert fired.
    package private(set) var rowsToAlert: Int?
    private var wasOpen: Set<String> = []
    private var nextCalls: [Instant] = []
    private var nextEvents: [Instant] = []
    private var underWay: [Ending] = []
    private var events = 0
    /// When figures were last tidied, and p95 of the hour before by model, in seconds.
    private var tidied: Instant
    private var usual: [String: Double] = [:]

    private struct Ending: Sendable {
        let at: Instant
        let route: String
        let model: String
        let ticket: Breaker.Ticket
        let report: CallReport
        let sample: MetricSample
        let failure: FailureKind?
        let decision: RouteDecision
        let tried: [String]
    }

    /// A world in which nothing is wrong.
    package init(_ project: Project, seed: UInt64, pace: Pace = Pace(), at start: Instant) {
        self.project = project
        self.pace = pace
        now = start
        tidied = start
        // A pinned route moves by a person's hand; a drill is about what moves by itself.
        let routes = project.routes.map(\.unpinned)
        table = RoutingTable(routes: routes, models: project.models)
        health = Health(cards: project.models, at: start)
        sources = project.sources.map { SourceMonitor(card: $0, at: start) }
        random = SplitMix(seed: seed)
        var draws = SplitMix(seed: seed ^ 0x5C0_2E5)
        let reference = ScoreReference(scores: (0..<4000).map { _ in Self.score(0, &draws) })
        scores = Dictionary(
            project.models.filter(\.kind.isLocal).map {
                ($0.name, ScoreMonitor(reference: reference))
            },
            uniquingKeysWith: { first, _ in first }
        )
        nextCalls = routes.map { _ in start }
        nextEvents = project.sources.map { _ in start }
    }

    /// Breaks something.
    package mutating func begin(_ kind: DrillFault, of name: String) {
        fault = (kind, name)
        faultRows = 0
        rowsToAlert = nil
        moments.append(Moment(at: now, what: .began(kind, of: name)))
    }

    /// Mends what is broken.
    package mutating func mend() {
        fault = nil
        moments.append(Moment(at: now, what: .ended))
    }

    /// Lets time pass.
    package mutating func pass(_ duration: Duration) {
        let end = now + duration
        while now < end {
            let next = min(end, now + pace.tick)
            placeCalls(until: next)
            placeEvents(until: next)
            finish(until: next)
            now = next
            evaluate()
        }
    }
}

extension DrillWorld {
    private mutating func gap(_ perSecond: Double) -> Duration {
        let draw = max(random.unit(), 1e-12)
        return .milliseconds(max(1, Int64(-DrillMath.log(draw) / perSecond * 1000)))
    }

    /// A score around 0.5; `shift` is in standard deviations.
    private static func score(_ shift: Double, _ random: inout SplitMix) -> Double {
        // The sum of twelve even draws is as good as normal here.
        let sum = (0..<12).reduce(0.0) { total, _ in total + random.unit() } - 6
        return 0.5 + 0.12 * (sum + shift)
    }

    private mutating func placeCalls(until end: Instant) {
        for (index, route) in project.routes.enumerated() {
            while nextCalls[index] < end {
                let at = nextCalls[index]
                finish(until: at)
                call(route.name, at: at)
                nextCalls[index] = at + gap(pace.callsPerSecond)
            }
        }
    }

    private mutating func call(_ route: String, at moment: Instant) {
        let decision = table.choose(
            for: RoutedCall(route: route, tokensIn: 60, tokensOut: 30),
            given: health,
            at: moment,
            random: &random
        )
        guard let model = decision.chosen else { return }
        ask(model, decision, tried: [], at: moment)
    }

    private mutating func ask(
        _ model: String,
        _ decision: RouteDecision,
        tried: [String],
        at moment: Instant
    ) {
        guard let card = table.cards[model],
            let ticket = health.update(model, { $0.begin(at: moment) }) ?? nil
        else { return }
        health.depositRetry(model, at: moment)
        if !wasOpen.isEmpty, !wasOpen.contains(model) {
            noteMove(decision.route, to: model, moment)
        }
        let first = Duration.milliseconds(Int64((0.7 + 0.6 * random.unit()) * 180))
        let isBroken = fault?.kind.target == .provider && fault?.name == model
        let factor = isBroken && fault?.kind == .slow ? 12.0 : 1
        let took = card.kind.isLocal ? .milliseconds(1) : (first + .milliseconds(400)) * factor
        var report = CallReport(
            first * factor > card.clocks.firstToken ? .answeredLate : .answered,
            firstToken: card.kind.isLocal ? took : first * factor,
            total: took,
            tokensOut: card.kind.isLocal ? nil : 30
        )
        var sample = MetricSample(.answered, took: took, firstToken: report.firstToken)
        var ending = took
        var failure: FailureKind?
        if isBroken, let (kind, after) = fault?.kind.ending(of: card, &random) {
            report = CallReport(.failed(kind))
            sample = MetricSample(.failed(kind), took: after)
            (ending, failure) = (after, kind)
        } else if card.kind.isLocal {
            addScore(to: model)
        }
        if isBroken, fault?.kind == .stalls {
            health.update(model) { $0.spoke(ticket, at: moment) }
        }
        underWay.append(
            Ending(
                at: moment + ending,
                route: decision.route,
                model: model,
                ticket: ticket,
                report: report,
                sample: sample,
                failure: failure,
                decision: decision,
                tried: tried + [model]
            )
        )
    }

    private mutating func addScore(to model: String) {
        let isDrifting = fault?.kind == .drift && fault?.name == model
        // For two normal distributions d standard deviations apart the PSI is d squared.
        scores[model]?.add(Self.score(isDrifting ? 0.5477 : 0, &random))
        if isDrifting { faultRows += 1 }
    }

    /// Ends the calls that are over by then, in their order.
    private mutating func finish(until end: Instant) {
        while let index = underWay.indices.min(by: { underWay[$0].at < underWay[$1].at }),
            underWay[index].at <= end
        {
            settle(underWay.remove(at: index))
        }
    }

    private mutating func settle(_ ending: Ending) {
        var random = random
        let opened = health.update(ending.model) { health -> Bool in
            let before = health.breaker.state
            health.end(ending.report, ending.ticket, at: ending.at, random: &random)
            return !before.isOpen && health.breaker.state.isOpen
        }
        self.random = random
        ledger.record(
            ending.sample,
            of: [
                .model(ending.model), .route(ending.route),
                .target(route: ending.route, model: ending.model),
            ],
            at: ending.at
        )
        if opened == true { noteOpening(ending.model, at: ending.at) }
        guard let failure = ending.failure else { return }
        let step = table.fallback(
            from: ending.decision,
            after: failure,
            tried: ending.tried,
            given: health,
            at: ending.at
        )
        guard case .move(let other) = step, health.withdrawRetry(other, at: ending.at) else {
            return
        }
        ask(other, ending.decision, tried: ending.tried, at: ending.at)
    }

    private mutating func noteMove(_ route: String, to model: String, _ moment: Instant) {
        let targets = table.routes[route]?.targets.map(\.model) ?? []
        guard let left = wasOpen.first(where: targets.contains) else { return }
        wasOpen.remove(left)
        moments.append(Moment(at: moment, what: .moved(route: route, to: model)))
    }

    private mutating func placeEvents(until end: Instant) {
        for index in sources.indices {
            while nextEvents[index] < end {
                let at = nextEvents[index]
                nextEvents[index] = at + gap(pace.eventsPerSecond)
                arrive(index, at: at)
            }
        }
    }

    private mutating func arrive(_ index: Int, at moment: Instant) {
        let card = sources[index].card
        let kind = fault?.name == card.name ? fault?.kind : nil
        if kind == .silentFeed || kind == .partialLoad && random.unit() > 0.1 { return }
        events += 1
        var fields: [Value: Value] = ["time": .string(moment.text)]
        for (name, type) in card.fields { fields[.string(name)] = Self.value(of: type, events) }
        if kind == .schemaChange, let name = card.fields.keys.min() {
            fields[.string(name)] = .list([])
        }
        try? sources[index].receive(.map(fields), bytes: 200, eventTime: moment, at: moment)
    }

    private static func value(of type: String, _ number: Int) -> Value {
        switch type {
        case "number": .double(Double(number))
        case "bool": .bool(true)
        case "timestamp": "2026-01-01T00:00:00Z"
        case "list": .list([])
        case "map": .map([:])
        default: .string("x\(number)")
        }
    }

    /// As the engine does at every tick.
    private mutating func listen() {
        for model in health.names {
            var random = random
            let opened = health.update(model) { $0.listen(at: now, random: &random) }
            self.random = random
            if opened == true { noteOpening(model, at: now) }
        }
    }

    private mutating func noteOpening(_ model: String, at moment: Instant) {
        wasOpen.insert(model)
        moments.append(Moment(at: moment, what: .breakerOpened(model)))
    }

    private mutating func evaluate() {
        listen()
        for change in alerts.evaluate(observations, rules: project.alerts, at: now)
        where change.kind == .fired || change.kind == .resolved {
            if change.kind == .fired, change.alert.object.name == fault?.name, rowsToAlert == nil {
                rowsToAlert = faultRows
            }
            moments.append(
                Moment(
                    at: now,
                    what: .alert(
                        change.kind,
                        id: change.alert.id.text,
                        object: change.alert.object.name,
                        text: change.alert.value
                    )
                )
            )
        }
        guard now - tidied >= .seconds(60) else { return }
        tidied = now
        // Keeps what is remembered small; nothing is written anywhere.
        _ = ledger.drain(at: now)
        usual = Dictionary(
            project.models.map { card in
                let hour = ledger.slice(of: .model(card.name), over: .hour, at: now)
                return (card.name, hour.took.seconds95 ?? 0)
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private var observations: Observations {
        var seen = Observations()
        for card in project.models {
            var one = ModelObservation(model: card.name)
            let slice = ledger.slice(of: .model(card.name), over: .minute, at: now)
            one.calls = slice.calls
            one.errorShare = slice.errorShare
            one.p95 = slice.took.seconds95.map { .milliseconds(Int64($0 * 1000)) }
            one.usualP95 = usual[card.name].flatMap {
                $0 > 0 ? .milliseconds(Int64($0 * 1000)) : nil
            }
            one.counts = ledger.counts(of: .model(card.name), at: now)
            one.breaker = health[card.name]?.breaker.state ?? .closed
            one.drift = scores[card.name]?.verdict
            seen.models.append(one)
        }
        for monitor in sources {
            var one = SourceObservation(source: monitor.card.name, state: monitor.state(at: now))
            one.rejectShare = monitor.rejectShare(at: now)
            seen.sources.append(one)
        }
        seen.journal = JournalObservation()
        return seen
    }
}

extension Breaker.State {
    /// Whether calls are refused for a while.
    fileprivate var isOpen: Bool {
        if case .open = self { true } else { false }
    }
}

extension Route {
    /// The same route, which takes the next target by itself where this one waits for a person.
    fileprivate var unpinned: Route {
        guard policy == .pinned else { return self }
        return Route(
            name: name,
            policy: .priority,
            targets: targets,
            fallback: fallback,
            safeDefault: safeDefault,
            extras: extras
        )
    }
}
