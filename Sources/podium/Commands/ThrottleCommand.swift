internal import ArgumentParser
internal import Orchestration

/// `podium throttle`.
struct ThrottleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "throttle",
        abstract: "Let attempts of a workflow, a step or a route begin no faster than a rate.",
        discussion: """
            It stands beside the limits of the project, and the tighter one holds. Attempts under \
            way are not touched; the others wait their turn.
            """
    )
    @Option(help: "All attempts of a workflow.") var workflow: String?
    @Option(help: "With --workflow: of this step only.") var step: String?
    @Option(help: "The calls on a route, whichever workflow makes them.") var route: String?
    @Option(help: "How many may begin: 5/s, 600/m, 1000/h or 20/d.") var to: String?
    @Flag(help: "Lift the throttle.") var lift = false
    @Option(name: .customLong("for"), help: "When it ends by itself, for example 30m.")
    var lasting: String?
    @Option(help: "The same as an instant, such as 2026-11-22T16:00:00Z.") var until: String?
    @OptionGroup var order: OrderOptions

    func validate() throws {
        guard (workflow == nil) != (route == nil), step == nil || workflow != nil else {
            throw ValidationError("Give --workflow NAME, with --step STEP or not, or --route NAME.")
        }
        guard (to == nil) == lift else { throw ValidationError("Give --to RATE or --lift.") }
        guard lasting == nil || until == nil, !lift || (lasting == nil && until == nil) else {
            throw ValidationError("Give --for or --until, one of them, and only with --to.")
        }
        if let to, Rate(text: to) == nil {
            throw ValidationError("--to is a number and s, m, h or d, such as 5/s or 600/m.")
        }
        if let lasting, (Duration(text: lasting) ?? .zero) <= .zero {
            throw ValidationError("--for is a time such as 30m or 2h.")
        }
        if let until, Instant(text: until) == nil {
            throw ValidationError("--until is an instant such as 2026-11-22T16:00:00Z.")
        }
    }

    func run() async throws {
        guard let subject else { return }
        let end =
            until.flatMap { Instant(text: $0) }
            ?? lasting.flatMap { Duration(text: $0) }.map { Moment.now + $0 }
        try await order.perform(.throttle(subject, to.flatMap { Rate(text: $0) }, until: end))
    }

    private var subject: Throttle.Subject? {
        if let workflow {
            return step.map { .step(workflow: workflow, step: $0) } ?? .workflow(workflow)
        }
        return route.map { .route($0) }
    }
}

/// `podium throttles`.
struct Throttles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List what operators let begin no faster than a rate."
    )
    @OptionGroup var place: EnginePlace

    @Option(help: "text, json or csv.")
    var format: ListFormat = .text

    func run() async throws {
        let throttles = try await place.ask { $0.snapshot().throttles }
        let heads = ["OBJECT", "RATE", "UNTIL", "WAITING", "BY", "REASON"]
        let rows = throttles.map {
            [
                $0.subject.object, $0.rate.text, $0.until?.text ?? "", "\($0.waiting)", $0.by,
                $0.reason,
            ]
        }
        switch format {
        case .json: print(Value.list(throttles.map(\.value)).prettyJSON)
        case .csv: print(TextTable(rows, heads: heads).csv)
        case .text: print(TextTable(rows, heads: heads).text)
        }
    }
}
