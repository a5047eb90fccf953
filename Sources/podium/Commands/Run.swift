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
            """)

    @OptionGroup var source: ProjectOptions

    @Option(help: "Where journal and outbox are kept; `.podium` in the project by default.")
    var data: String?

    @Option(help: "A file of events; - for standard input.", completion: .file())
    var events: String?

    @Flag(help: "Show no console.")
    var headless = false

    @OptionGroup var look: LookOptions

    func run() async throws {
        let project = try source.project()
        let folder = data ?? "\(source.folder)/.podium"
        var setting = Assembly.Setting(folder: source.folder, data: folder)
        setting.environment.name = "local"
        let assembly = try await Assembly.start(
            project, setting, texts: Definitions.texts(of: project, folder: source.folder))
        let reading = Task { try await Intake(assembly.engine).read(events) }
        if headless || isatty(STDOUT_FILENO) == 0 {
            let counts = try await reading.value
            await assembly.engine.idle()
            await assembly.stop()
            print(counts.text)
            return
        }
        let ending = try await Interface.run(
            assembly.control, actor: NSUserName(), look: try look.look())
        reading.cancel()
        await assembly.stop()
        ending.endProcess()
    }
}
