internal import ArgumentParser
internal import Orchestration

/// `podium split`.
struct SplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Divide a route's calls among its targets, or give them back to its policy.",
        discussion: """
            The shares are whole percents and make 100; a target that is not named gets nothing.
            An override beats them, and so does a breaker. `podium reroute ROUTE --undo` takes the
            newest order about a route back.
            """
    )
    @Argument(help: "The route.") var route: String
    @Argument(help: "Shares such as scribe-a=60 scribe-b=40.") var shares: [String] = []
    @Flag(help: "Give the choice back to the route's policy.") var policy = false
    @Option(help: "What runs that began before do: keep (their route) or move.")
    var openRuns = OpenRuns.keep
    @OptionGroup var order: OrderOptions

    func validate() throws {
        guard shares.isEmpty == policy else {
            throw ValidationError("Give shares such as scribe-a=60 scribe-b=40, or --policy.")
        }
        _ = try divided()
    }

    func run() async throws {
        try await order.perform(.split(route: route, shares: try divided(), openRuns: openRuns))
    }

    private func divided() throws -> [String: Int] {
        var found: [String: Int] = [:]
        for text in shares {
            guard let mark = text.lastIndex(of: "="),
                let share = Int(text[text.index(after: mark)...])
            else { throw ValidationError("\(text) is no share; write MODEL=PERCENT.") }
            found[String(text[..<mark])] = share
        }
        return found
    }
}
