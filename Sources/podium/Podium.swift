internal import ArgumentParser

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
            Demo.self, Run.self, Replay.self, Validate.self, Runs.self, Eval.self, Schema.self,
            Vectors.self, VersionCommand.self,
        ])
}
