internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Orchestration

/// `podium reroute`.
struct Reroute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send all calls of a route to one target, or back to its policy.",
        discussion: """
            With --dry-run nothing changes: it prints what that would have meant for the recorded
            traffic of the last minutes, and how sure that is. A guard takes the order back by
            itself when it no longer holds. Runs that began before it keep their route, unless
            --open-runs move: then their next attempts follow it too. Breakers and fallbacks move
            the calls of every run, and so do kill switches and forced breakers.
            """
    )
    @Argument(help: "The route.") var route: String
    @Option(help: "The target.") var to: String?
    @Flag(help: "Give the choice back to the route's policy.") var policy = false
    @Flag(help: "Say what it would mean, and change nothing.") var dryRun = false
    @Option(help: "What runs that began before do: keep (their route) or move.")
    var openRuns = OpenRuns.keep
    @Flag(help: "Take the newest order about the route back: a reroute, shares, or --policy.")
    var undo = false
    @Option(help: "With --undo: the moment of the order to take back, where it is not the newest.")
    var ordered: String?
    @Option(help: "Minutes of traffic a dry run looks at, 1 to 120.") var last = 30
    @Option(name: .customLong("for"), help: "How long it holds, for example 30m.")
    var lasting: String?
    @Option(
        name: .customLong("guard"),
        help: "What must stay true: error_rate<5%, p95<3s, first_token_p95<2s."
    )
    var guarded: String?
    @OptionGroup var order: OrderOptions

    func validate() throws {
        guard [to != nil, policy, undo].count(where: { $0 }) == 1 else {
            throw ValidationError("Give --to TARGET, --policy or --undo.")
        }
        guard ordered == nil || undo && ordered.flatMap(Instant.init(text:)) != nil else {
            throw ValidationError("--ordered is an instant, and only --undo takes it.")
        }
        guard !undo || !dryRun else { throw ValidationError("--undo has no dry run.") }
        guard (1...120).contains(last) else { throw ValidationError("--last is 1 to 120.") }
        if let lasting, (Duration(text: lasting) ?? .zero) <= .zero {
            throw ValidationError("--for is a time such as 30m.")
        }
        do throws(RouteGuardError) { _ = try guarded.map(Self.read) } catch {
            throw ValidationError(error.explanation)
        }
    }

    private static func read(_ text: String) throws(RouteGuardError) -> RouteGuard {
        try RouteGuard(text: text)
    }

    func run() async throws {
        guard !dryRun else { return try await forecast() }
        let action: Control.Action =
            undo
            ? .unroute(route: route, ordered: ordered.flatMap(Instant.init(text:)))
            : .reroute(route: route, target: to, openRuns: openRuns)
        try await order.perform(
            action,
            expires: lasting.flatMap { Duration(text: $0) }.map { Moment.now + $0 },
            guardText: guarded
        )
    }

    private func forecast() async throws {
        let forecast: RerouteForecast
        do {
            forecast = try await order.place.ask {
                try await $0.forecast(route: route, target: to, minutes: last)
            }
        } catch let error as OverrideError { throw Complaint(error.explanation) }
        print(forecast.report(openRuns))
    }
}

extension RerouteForecast {
    /// What a dry run prints: shares now and then, and what follows.
    func report(_ openRuns: OpenRuns) -> String {
        let lines = shares.map { share in
            String(
                format: "%@: %.0f %% -> %.0f %%",
                share.model,
                share.now * 100,
                share.then * 100
            )
        }
        return (lines + sentences(openRuns) + ["Nothing was changed."]).joined(separator: "\n")
    }
}

/// `podium breaker`.
struct BreakerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "breaker",
        abstract: "Put a model's breaker where you want it; it stays there."
    )
    @Argument(help: "The model.") var model: String
    @Option(help: "close (gives it back to its own rules), open, disable or watch_only.")
    var to: Breaker.Order
    @OptionGroup var order: OrderOptions

    func run() async throws { try await order.perform(.breaker(model: model, to)) }
}

extension Breaker.Order: ExpressibleByArgument {}

extension OpenRuns: ExpressibleByArgument {}
