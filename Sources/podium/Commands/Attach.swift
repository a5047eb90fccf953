internal import ArgumentParser
internal import Foundation
internal import Terminal

/// `podium attach`.
struct Attach: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the console of an engine that runs in another process.",
        discussion: """
            Any number of consoles may be attached to one engine. Leaving the console leaves the
            engine running.
            """
    )

    @Option(help: "The folder with the engine's journal.", completion: .directory)
    var data: String = Whereabouts.data

    @Option(help: "An engine by its name in ~/.config/podium/contexts, or one that was seen.")
    var context: String?

    @OptionGroup var look: LookOptions

    @Flag(help: "Tell changes in sentences, a line each, for screen readers and logs.")
    var plain = false

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let data = try context.map { try ContextFile.folder(of: $0, environment) } ?? self.data
        guard !plain else { return try await PlainSession.run(data) }
        try await Self.show(place: data, try look.look())
    }

    /// The console of the engine on the journal in a folder.
    static func show(place data: String, _ look: Interface.Look) async throws {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw Complaint("podium attach shows a console and needs a terminal.", .usage)
        }
        guard let remote = try await Reach(data).running() else {
            throw Complaint(
                "no engine runs on the journal in \(data).\n"
                    + "  Start one with podium run or podium serve.",
                .tryLater
            )
        }
        let ending = try await Interface.run(
            remote,
            data: data,
            actor: NSUserName(),
            look: look
        )
        await remote.close()
        ending.endProcess()
    }
}
