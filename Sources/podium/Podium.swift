internal import ArgumentParser
internal import CChild
internal import Foundation
internal import Terminal

/// The terminal where AI pipelines are run and watched.
@main
struct Podium: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "podium",
        abstract: "Run AI workflows durably, and conduct them from the terminal.",
        discussion: """
            Start with `podium demo`: the sample project on the embedded engine, with a simulated
            provider, live in the console.

            Exit codes: 0 done, 1 failed, 2 usage, 3 try again later.
            """,
        version: Version.text,
        subcommands: [
            Demo.self, Run.self, Serve.self, Attach.self, Replay.self, Validate.self, Runs.self,
            Start.self, Backfill.self, Prune.self, Check.self, Backup.self, DeadLetters.self,
            Eval.self, Schema.self,
            Metrics.self, Why.self, Feedback.self, DriftCommand.self, Retrain.self,
            IncidentCommand.self, Bench.self,
            DrillCommand.self,
            Identities.self, Vectors.self,
            VersionCommand.self,
            Manual.self, Completions.self,
        ] + Screens.commands + Orders.commands + RunActs.commands
    )

    /// Runs the command that was asked for, and ends with the exit code that says how it went.
    static func main() async {
        CrashGuard.startQuietly()
        // An arena for each thread, as glibc has it, keeps what one has freed from all others.
        podium_limit_arenas(4)
        do {
            var command = try parseAsRoot(
                Eval.guarded(Array(CommandLine.arguments.dropFirst()))
            )
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch {
            end(because: error)
        }
    }

    /// Help and the version arrive here too: they are what was asked for, and go to the output.
    private static func end(because error: any Error) -> Never {
        let status = ExitStatus(of: error)
        // What was typed or came from outside is said again in many a complaint.
        let message = TextTable.safeLines(fullMessage(for: error))
        let stream = status == .done ? FileHandle.standardOutput : FileHandle.standardError
        if !message.isEmpty { try? stream.write(contentsOf: Data((message + "\n").utf8)) }
        Foundation.exit(status.rawValue)
    }
}
