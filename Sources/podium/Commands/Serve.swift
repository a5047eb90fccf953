internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Gateway
internal import Orchestration

/// `podium serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a project without a console, until it is told to stop.",
        discussion: """
            Other terminals reach it: `podium attach` shows its console, and orders such as `podium
            retry` are carried out by it. SIGINT or SIGTERM stops it; so does anything worse: what
            was under way goes on at the next start.
            """
    )

    @OptionGroup var source: ProjectOptions

    @Option(help: "Where journal and outbox are kept; `.podium` in the project by default.")
    var data: String?

    @Option(help: "A file of events; - for standard input.", completion: .file())
    var events: String?

    @Option(help: "What this system is called in the badge; the console of a prod only looks.")
    var environment = "local"

    @OptionGroup var outlets: OutletOptions

    func run() async throws {
        OutputLines.flushEach()
        let project = try source.project()
        let folder = data ?? Whereabouts.data(of: source.folder)
        let interrupt = Interrupt()
        var setting = Assembly.Setting(folder: source.folder, data: folder)
        setting.environment.name = environment
        let tracer = outlets.tracer(data: folder)
        setting.tracer = tracer
        let assembly = try await Assembly.start(
            project,
            setting,
            texts: Definitions.texts(of: project, folder: source.folder)
        )
        let outlets = try await self.outlets.open(assembly, in: folder, tracer)
        let tidying = ProgramPages.giveBackAfterStart()
        let reading = Task { try await Intake(assembly.engine).read(events) }
        print("Podium \(Version.text) runs \(project.name); its journal is in \(folder).")
        print("Show it: podium attach --data \(folder)    Stop it: Ctrl-C")
        let watching = Task { await TroubleLog(assembly.board).write() }
        await interrupt.wait()
        watching.cancel()
        reading.cancel()
        tidying.cancel()
        await outlets.close()
        guard await assembly.stop() == nil else { throw ExitCode.failure }
        print("Stopped; `podium serve` goes on from there.")
    }
}
