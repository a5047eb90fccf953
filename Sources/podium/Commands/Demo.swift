internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Inference
internal import Orchestration
internal import Screen
internal import Terminal

/// `podium demo`.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the sample project live, with a simulated provider and simulated customers.",
        discussion: """
            Needs no server, key or network. Within two minutes things go wrong by themselves: a
            provider times out, a feed falls silent, a model's scores drift. What you do about it
            ends it. The journal is kept between demos; --fresh begins anew.
            """
    )

    @Option(help: "The project's folder.", completion: .directory)
    var project: String = Demo.sample

    @Option(help: "Where journal and outbox are kept.", completion: .directory)
    var data: String = Demo.data

    @Option(help: "Orders a second.")
    var rate: Double = 6

    @Option(help: "Feeds everything that is drawn at random.")
    var seed: UInt64 = 7

    @Flag(help: "Begin with an empty journal; the old one is moved aside.")
    var fresh = false

    @OptionGroup var look: LookOptions
    @OptionGroup var outlets: OutletOptions

    func run() async throws {
        guard rate > 0, rate <= 2000 else {
            throw ValidationError("--rate is more than 0 and at most 2000.")
        }
        // Before the journal is opened and the provider started: there is nothing to undo then.
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw Complaint(
                "podium demo shows a console and needs a terminal, but its input or output is none."
                    + "\n  Start it in a terminal; `podium replay` runs the sample without one.",
                .usage
            )
        }
        if fresh { try Self.moveAside(data) }
        var source = ProjectOptions()
        source.folder = project
        source.settings = []
        let project = try source.project(defaults: ["outcome_window": "3m"])
        let now = Moment.now
        let world = DemoWorld(seed: seed, perSecond: rate, at: now)
        let tracer = outlets.tracer(data: data)
        let assembly = try await start(project, world, tracer, at: now)
        let outlets = try await self.outlets.open(assembly, in: data, tracer)
        let work = Task { await world.run(assembly.engine) }
        let watch = Task {
            for await _ in assembly.board.changes() {
                world.noteReroutes(assembly.board.newest.routes)
            }
        }
        let ending = try await show(assembly)
        work.cancel()
        watch.cancel()
        await outlets.close()
        await assembly.stop()
        await world.stop()
        print("Stopped. The journal is in \(data); `podium demo` goes on from there.")
        ending.endProcess()
    }

    private func start(
        _ project: Project,
        _ world: DemoWorld,
        _ tracer: Tracer?,
        at now: Instant
    ) async throws -> Assembly {
        let customers = DemoCustomers(seed: seed, until: now)
        let models = try LocalModels.read(project, folder: self.project).models
        var setting = Assembly.Setting(folder: self.project, data: data)
        setting.environment.name = "demo"
        setting.environment.simulated = "provider, shop"
        setting.simulatedURL = try await world.startProvider()
        setting.archive = customers.profile
        setting.tracer = tracer
        for (name, model) in models {
            switch model {
            case .logistic, .trees:
                let reference = customers.reference(for: model)
                setting.references[name] = reference.scores
                setting.features[name] = reference.features
            case .customerValue, .rules: break
            }
        }
        return try await Assembly.start(
            project,
            setting,
            texts: Definitions.texts(of: project, folder: self.project)
        )
    }

    private func show(_ assembly: Assembly) async throws -> TerminalEnding {
        try await Interface.run(
            assembly.control,
            data: data,
            actor: NSUserName(),
            look: try look.look()
        )
    }

    /// The sample project beside the program's sources, or below the working folder.
    static var sample: String {
        let here = "SampleData/retention"
        if FileManager.default.fileExists(atPath: here + "/podium.yaml") { return here }
        var parts = ThemeShelf.runningExecutable.split(separator: "/").dropLast()
        while !parts.isEmpty {
            let path = "/" + parts.joined(separator: "/") + "/" + here
            if FileManager.default.fileExists(atPath: path + "/podium.yaml") { return path }
            parts = parts.dropLast()
        }
        return here
    }

    /// Where the demo keeps its data.
    static var data: String {
        let environment = ProcessInfo.processInfo.environment
        let state = environment["XDG_STATE_HOME"] ?? (NSHomeDirectory() + "/.local/state")
        return state + "/podium/demo"
    }

    private static func moveAside(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let aside = "\(path)-\(Moment.now.milliseconds)"
        try FileManager.default.moveItem(atPath: path, toPath: aside)
        FileHandle.standardError.write(Data("The old journal is now in \(aside).\n".utf8))
    }
}

/// How the console looks.
struct LookOptions: ParsableArguments {
    @Option(help: "A theme of the Themes folder, for example dark, light, nord, mono.")
    var theme: String?

    @Option(help: "braille, blocks or ascii.")
    var glyphs: String?

    @Flag(help: "Only look; :rw 15m REASON lifts it for a while.")
    var readOnly = false

    func look() throws -> Interface.Look {
        var look = Interface.Look()
        look.isReadOnly = readOnly
        look.theme = theme
        if let glyphs {
            guard let known = Glyphs(rawValue: glyphs) else {
                throw ValidationError("--glyphs is braille, blocks or ascii.")
            }
            look.glyphs = known
        }
        return look
    }
}
