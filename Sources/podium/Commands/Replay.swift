internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Journal
internal import Orchestration
internal import Rehearsal

/// `podium replay`.
struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stream a file of events through a project, at a chosen speed.",
        discussion: """
            The engine's clock starts at the first event's time and runs --speed times as fast as
            the wall's: 3600 replays an hour a second, 0 as fast as events can be taken in. An
            event that an earlier replay into the same journal took in is not taken in again, and
            the clock goes on from there, so a replay that was killed is simply started anew.
            """
    )

    @Argument(
        help: "A file of events, one JSON object a line, in order of time.",
        completion: .file()
    )
    var events: String

    @Option(help: "The project's folder.", completion: .directory)
    var project: String = Whereabouts.project ?? Demo.sample

    @Option(name: .customLong("set"), help: "Set a constant anew: name=value. May be repeated.")
    var settings: [String] = []

    @Option(help: "Where journal and outbox are kept; `.podium` in the project by default.")
    var data: String?

    @Option(help: "Seconds of the events' time a second of ours; 0 for no waiting.")
    var speed: Double = 0

    @Option(help: "Take in at most so many events.")
    var limit: Int?

    @Flag(help: "Stop when the events are through, instead of when every run has ended or waits.")
    var stopAtEnd = false

    func run() async throws {
        guard speed >= 0, speed <= 1e7 else { throw ValidationError("--speed is 0 to 10000000.") }
        var source = ProjectOptions()
        source.folder = project
        source.settings = settings
        let loaded = try source.project()
        let tape = try Tape(path: events, limit: limit)
        guard let first = tape.first else {
            throw Complaint("\(events) holds no event that can be read.")
        }
        let folder = data ?? Whereabouts.data(of: project)
        let provider = try await provider(for: loaded)
        var setting = Assembly.Setting(folder: project, data: folder)
        setting.environment.name = "replay"
        setting.simulatedURL = provider?.url
        let clock = ReplayTime(from: try await Self.beginning(first, folder), speed: speed)
        setting.time = clock
        setting.tellsOfAlerts = false
        setting.options.listens = false
        setting.options.tick = .seconds(speed > 60 || speed == 0 ? 600 : 1)
        let assembly = try await Assembly.start(
            loaded,
            setting,
            texts: Definitions.texts(of: loaded, folder: project)
        )
        let counts = try await Player(assembly.engine, clock).play(tape)
        if !stopAtEnd { await assembly.engine.idle() }
        await assembly.stop()
        await provider?.stop()
        print(counts.text)
        print(Self.text(of: assembly.board.newest.totals))
    }

    private static func text(of totals: Snapshot.Totals) -> String {
        let open = totals.running + totals.waiting + totals.retrying + totals.paused
        return "runs: \(totals.completed) completed, \(totals.failed) failed, \(open) open"
    }

    /// Where an earlier replay into the same journal was killed, its time goes on: a clock that
    /// ran backwards would make yesterday's profiles newer than today's events.
    private static func beginning(_ first: Instant, _ folder: String) async throws -> Instant {
        let path = folder + "/journal.db"
        guard FileManager.default.fileExists(atPath: path) else { return first }
        let journal = try Journal.toRead(at: path)
        defer { try? journal.close() }
        return max(first, try await journal.latest() ?? first)
    }

    /// Stands in for providers that have no address.
    private func provider(for project: Project) async throws -> ScriptedProvider? {
        let names = project.models.compactMap { card -> String? in
            guard card.kind.isSimulated, case .openAI(let url, _, _) = card.kind else { return nil }
            return String(url.dropFirst("simulated:".count))
        }
        guard !names.isEmpty else { return nil }
        let models = names.map {
            ScriptedModel(name: $0, firstToken: .milliseconds(5), betweenTokens: .milliseconds(1))
        }
        return try await ScriptedProvider.start(models, seed: 1)
    }
}
