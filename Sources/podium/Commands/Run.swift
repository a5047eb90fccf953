internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Orchestration
internal import Terminal

/// `podium run`.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a project: take in events, perform its workflows, and show the console.",
        discussion: """
            Events are JSON objects, one a line, with `id`, `type` and `time`; they are read from
            standard input or a file. Each is acknowledged only once it is durable. With --headless
            no console is shown, and the program ends when the input has ended and no run is left
            that could go on without waiting.
            """
    )

    @OptionGroup var source: ProjectOptions

    @Option(help: "Where journal and outbox are kept; `.podium` in the project by default.")
    var data: String?

    @Option(help: "A file of events; - for standard input.", completion: .file())
    var events: String?

    @Option(
        name: .customLong("start"),
        help: "Start a scheduled workflow's batch now; may be repeated."
    )
    var starts: [String] = []

    @Option(help: "What this system is called in the badge; the console of a prod only looks.")
    var environment = "local"

    @Flag(help: "Show no console.")
    var headless = false

    @OptionGroup var look: LookOptions
    @OptionGroup var outlets: OutletOptions

    func run() async throws {
        let project = try source.project()
        let folder = data ?? Whereabouts.data(of: source.folder)
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
        for name in starts { try await startBatch(name, of: project, assembly.engine) }
        let reading = Task { try await Intake(assembly.engine).read(events) }
        if headless || isatty(STDOUT_FILENO) == 0 {
            OutputLines.flushEach()
            let watching = Task { await TroubleLog(assembly.board).write() }
            defer { watching.cancel() }
            let counts = try await reading.value
            await assembly.engine.idle()
            await outlets.close()
            let lost = await assembly.stop()
            print(counts.text)
            if lost != nil { throw ExitCode.failure }
            return
        }
        let ending = try await Interface.run(
            assembly.control,
            data: folder,
            actor: NSUserName(),
            look: try look.look()
        )
        reading.cancel()
        await outlets.close()
        await assembly.stop()
        ending.endProcess()
    }

    /// Starts a workflow over its segment as its schedule would.
    private func startBatch(_ name: String, of project: Project, _ engine: Engine) async throws {
        guard let workflow = project.workflows.first(where: { $0.name == name }),
            case .schedule(_, let segment)? = workflow.trigger
        else { throw Complaint("There is no scheduled workflow `\(name)`.") }
        guard let count = await engine.runBatch(of: name, over: segment, at: Moment.now) else {
            throw Complaint("The batch of \(name) was cut short; start it again to go on.")
        }
        print("\(name): \(count) runs started over \(segment ?? "all profiles")")
    }
}
