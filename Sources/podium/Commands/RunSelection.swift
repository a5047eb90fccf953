internal import ArgumentParser
internal import Orchestration

/// One run by its id, or all that a filter finds; perhaps neither.
struct RunOptions: ParsableArguments {
    @Argument(help: "The run.") var id: String?
    @Option(
        name: .customLong("where"),
        help: "All runs that fit instead, for example 'st=fail wf=retention'."
    )
    var filter: String?

    func validate() throws {
        guard id == nil || filter == nil else {
            throw ValidationError("Give a run or --where FILTER, not both.")
        }
    }

    var isGiven: Bool { id != nil || filter != nil }

    /// Gives the order to the run, or to all that fit.
    func perform(_ order: OrderOptions, _ action: (RunID) -> Control.Action) async throws {
        if let id { return try await order.perform(action(RunID(id))) }
        try await BulkOrder(filter: filter ?? "", isMeant: order.yes, options: order).perform(
            action
        )
    }
}

/// Runs, and nothing else: one, or all that a filter finds.
struct RunSelection: ParsableArguments {
    @OptionGroup var runs: RunOptions

    func validate() throws {
        guard runs.isGiven else { throw ValidationError("Give a run, or --where FILTER.") }
    }
}

/// What a pause or its end concerns.
struct PauseSubject: ParsableArguments {
    @OptionGroup var runs: RunOptions
    @Option(help: "A whole workflow instead.") var workflow: String?
    @Option(help: "The calls on a route instead, whichever workflow makes them.")
    var route: String?
    @Option(help: "What comes from a source instead: it is kept, and has no effect meanwhile.")
    var source: String?
    @Flag(help: "Everything instead.") var everything = false

    func validate() throws {
        let given = [runs.isGiven, workflow != nil, route != nil, source != nil, everything]
        guard given.count(where: \.self) == 1 else {
            throw ValidationError(
                "Give one of: a run, --where FILTER, --workflow NAME, --route NAME, --source NAME, "
                    + "--everything."
            )
        }
    }

    /// Gives the order to what was named.
    func perform(
        _ order: OrderOptions,
        runs action: (RunID) -> Control.Action,
        whole: (Control.Scope) -> Control.Action
    ) async throws {
        guard let scope else { return try await runs.perform(order, action) }
        try await order.perform(whole(scope))
    }

    private var scope: Control.Scope? {
        if everything { return .everything }
        return workflow.map(Control.Scope.workflow) ?? route.map(Control.Scope.route)
            ?? source.map(Control.Scope.source)
    }
}
