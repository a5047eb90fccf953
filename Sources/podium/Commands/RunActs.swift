internal import ArgumentParser
internal import Orchestration

/// Orders that concern the inside of a run.
enum RunActs {
    static let commands: [any ParsableCommand.Type] = [
        Approve.self, Reject.self, Signal.self, Complete.self, Terminate.self, Prioritize.self,
    ]
}

/// `podium approve`.
struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say yes to a step that asks; what builds on it goes on."
    )
    @OptionGroup var reply: Reply

    func run() async throws { try await reply.give { .approve(step: $0, data: $1) } }
}

/// `podium reject`.
struct Reject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say no to a step that asks; it and what builds on it are skipped."
    )
    @OptionGroup var reply: Reply

    func run() async throws { try await reply.give { .reject(step: $0, data: $1) } }
}

/// What a person answers a step that asks.
struct Reply: ParsableArguments {
    @Argument(help: "The run.") var id: String
    @Option(help: "The step, where several ask.") var step: String?
    @Option(name: .customLong("with"), help: "What the steps after it should know, as JSON.")
    var data: String?
    @OptionGroup var order: OrderOptions

    func give(_ act: (_ step: String?, _ data: String?) -> RunAct) async throws {
        try await order.perform(.act(RunID(id), act(step, data)))
    }
}

/// `podium signal`.
struct Signal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "End the wait of the steps that wait for a signal."
    )
    @Argument(help: "The run.") var id: String
    @Option(help: "The signal.") var name: String
    @Option(name: .customLong("with"), help: "What comes with it, as JSON.") var data: String?
    @OptionGroup var order: OrderOptions

    func run() async throws {
        try await order.perform(.act(RunID(id), .signal(name: name, data: data)))
    }
}

/// `podium complete`.
struct Complete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Give a step its result by hand; it is not done any more."
    )
    @Argument(help: "The run.") var id: String
    @Option(help: "The step, or an item as name[place].") var step: String
    @Option(help: "Its result, as JSON.") var output: String
    @OptionGroup var order: OrderOptions

    func run() async throws {
        try await order.perform(.act(RunID(id), .complete(step: step, output: output)))
    }
}

/// `podium terminate`.
struct Terminate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "End runs at once; what they did is not taken back."
    )
    @OptionGroup var selection: RunSelection
    @OptionGroup var order: OrderOptions

    func run() async throws { try await selection.runs.perform(order) { .act($0, .terminate) } }
}

/// `podium priority`.
struct Prioritize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "priority",
        abstract: "Let runs' attempts start before those of a smaller priority."
    )
    @OptionGroup var selection: RunSelection
    @Option(help: "From -100 to 100; 0 is usual.") var to: Int
    @OptionGroup var order: OrderOptions

    func run() async throws {
        try await selection.runs.perform(order) { .act($0, .prioritize(to)) }
    }
}
