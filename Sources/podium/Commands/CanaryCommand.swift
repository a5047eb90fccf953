internal import ArgumentParser
internal import Orchestration

/// `podium canary`.
struct CanaryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "canary",
        abstract: "Try a canary again, take it out, or give it all calls of its route.",
        discussion: """
            A canary that failed its analysis takes no more calls, until another version of its model
            is there or you say again: then its analysis begins anew. promote divides the route's
            calls as split does, all for the canary, and needs a successful analysis. Undo what was
            promoted with reroute ROUTE --undo.
            """
    )
    @Argument(help: "The route.") var route: String
    @Argument(help: "The canary's model.") var model: String
    @Option(help: "again, out or promote.") var to: CanaryOrder
    @OptionGroup var order: OrderOptions

    func run() async throws {
        try await order.perform(.canary(route: route, model: model, to))
    }
}

extension CanaryOrder: ExpressibleByArgument {}
