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
            newest order about a route back. With --dry-run nothing changes: it prints what the
            shares would have meant for the recorded traffic of the last minutes.
            """
    )
    @Argument(help: "The route.") var route: String
    @Argument(help: "Shares such as scribe-a=60 scribe-b=40.") var shares: [String] = []
    @Flag(help: "Give the choice back to the route's policy.") var policy = false
    @Flag(help: "Say what it would mean, and change nothing.") var dryRun = false
    @Option(help: "Minutes of traffic a dry run looks at, 1 to 120.") var last = 30
    @Option(help: "What runs that began before do: keep (their route) or move.")
    var openRuns = OpenRuns.keep
    @OptionGroup var order: OrderOptions

    func validate() throws {
        guard shares.isEmpty == policy else {
            throw ValidationError("Give shares such as scribe-a=60 scribe-b=40, or --policy.")
        }
        guard (1...120).contains(last) else { throw ValidationError("--last is 1 to 120.") }
        guard !dryRun || !policy else {
            throw ValidationError("The dry run of --policy is podium reroute --policy --dry-run.")
        }
        _ = try divided()
    }

    func run() async throws {
        guard !dryRun else { return try await forecast() }
        try await order.perform(.split(route: route, shares: try divided(), openRuns: openRuns))
    }

    private func forecast() async throws {
        let shares = try divided()
        do {
            let forecast = try await order.place.ask {
                try await $0.forecast(route: route, shares: shares, minutes: last)
            }
            print(forecast.report(openRuns))
        } catch let error as SplitError { throw Complaint(error.explanation) }
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
