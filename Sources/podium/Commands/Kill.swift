internal import ArgumentParser
internal import Orchestration

/// `podium kill`.
struct Kill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Switch a route, a model, a tenant or everything off; undo with revive.",
        discussion: """
            No model is called for what is off: the route's default answers, or its calls fail. Where
            a model is off, the other targets of its routes go on.
            """
    )
    @OptionGroup var subject: KillSubject
    @Option(name: .customLong("for"), help: "How long it stays off, for example 30m.")
    var lasting: String?
    @OptionGroup var order: OrderOptions

    func validate() throws {
        if let lasting, (Duration(text: lasting) ?? .zero) <= .zero {
            throw ValidationError("--for is a time such as 30m.")
        }
    }

    func run() async throws {
        try await order.perform(
            .kill(subject.scope),
            expires: lasting.flatMap { Duration(text: $0) }.map { Moment.now + $0 }
        )
    }
}

/// `podium revive`.
struct Revive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Switch on again what was killed; undo with kill."
    )
    @OptionGroup var subject: KillSubject
    @OptionGroup var order: OrderOptions

    func run() async throws { try await order.perform(.revive(subject.scope)) }
}

/// What a kill switch covers.
struct KillSubject: ParsableArguments {
    @Argument(help: "The route.") var route: String?
    @Option(help: "A model instead, on every route.") var model: String?
    @Option(help: "A tenant instead: the runs whose label `tenant` has this value.")
    var tenant: String?
    @Flag(help: "Every call on every route instead.") var everything = false

    func validate() throws {
        let given = [route != nil, model != nil, tenant != nil, everything]
        guard given.count(where: \.self) == 1 else {
            throw ValidationError("Give one of: ROUTE, --model NAME, --tenant NAME, --everything.")
        }
    }

    /// The same as the core names it.
    var scope: KillScope {
        if let route { return .route(route) }
        if let model { return .model(model) }
        if let tenant { return .tenant(tenant) }
        return .everything
    }
}
