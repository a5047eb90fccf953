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
    let pace: Pace
    package private(set) var now: Instant
    var table: RoutingTable
    var health: Health
    var ledger = MetricLedger()
    var sources: [SourceMonitor]
    var scores: [String: ScoreMonitor]
    var features: [String: FeatureMonitor]
    let inputs: [String: DrillInputs]
    /// What was said of features last, and the rows that have come since.
    var featureRows: [String: [FeatureRow]] = [:]
    var freshRows: [String: Int] = [:]
    var alerts = AlertBook()
    var random: SplitMix
    var fault: (kind: DrillFault, name: String)?
    var faultRows = 0
    package internal(set) var moments: [Moment] = []
    /// Scores taken in since the fault began, when its alert fired.
    package internal(set) var rowsToAlert: Int?
    var wasOpen: Set<String> = []
    var nextCalls: [Instant] = []
    var nextEvents: [Instant] = []
    var underWay: [Ending] = []
    var events = 0
    /// When figures were last tidied, and p95 of the hour before by model, in seconds.
    var tidied: Instant
    var usual: [String: Double] = [:]

    struct Ending: Sendable {
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
    package init(
        _ project: Project,
        seed: UInt64,
        features references: [String: [FeatureReference]] = [:],
        pace: Pace = Pace(),
        at start: Instant
    ) {
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
        let known = references.filter { !$0.value.isEmpty }
        features = known.mapValues { FeatureMonitor($0) }
        inputs = known.mapValues(DrillInputs.init)
        // Weeks in which every hour was as this world's are: it is not watched for that long.
        let hour = Int64(pace.eventsPerSecond * 3600)
        let weeks = Value.list(Array(repeating: .int(hour), count: 4))
        let learned = Value.list(Array(repeating: weeks, count: LocalHours.week))
        for index in sources.indices { sources[index].restore(learned: learned) }
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
    mutating func gap(_ perSecond: Double) -> Duration {
        let draw = max(random.unit(), 1e-12)
        return .milliseconds(max(1, Int64(-DrillMath.log(draw) / perSecond * 1000)))
    }

    /// A score around 0.5; `shift` is in standard deviations.
    static func score(_ shift: Double, _ random: inout SplitMix) -> Double {
        // The sum of twelve even draws is as good as normal here.
        let sum = (0..<12).reduce(0.0) { total, _ in total + random.unit() } - 6
        return 0.5 + 0.12 * (sum + shift)
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
