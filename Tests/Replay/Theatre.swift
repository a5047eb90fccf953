internal import Engine
internal import Foundation
internal import Journal
internal import Orchestration
internal import Projects
internal import Rehearsal
internal import Testing

@testable import podium

/// The sample project put together as the binary does it, with a data folder of its own.
///
/// Only the language models are scripted; they answer over HTTP on this machine.
struct Theatre {
    let folder: URL
    private let project: Project
    private static let sample = Days.root.appending(path: "SampleData/retention").path

    /// - Parameter settings: Constants set anew.
    /// - Throws: Where the sample project does not read.
    init(settings: [String: String] = [:]) throws {
        let reading = ProjectReader.read(Self.sample, settings: settings)
        project = try #require(reading.project)
        folder = FileManager.default.temporaryDirectory.appending(
            path: "replay-\(UUID().uuidString)"
        )
    }

    /// Replays days as fast as they can be taken in, until every run has ended.
    func play(_ days: Days) async throws -> Performance {
        let data = folder.appending(path: "data").path
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let file = folder.appending(path: "events.jsonl").path
        try Data(days.lines.joined(separator: [0x0A])).write(to: URL(filePath: file))
        let tape = try Tape(path: file, limit: nil)
        let clock = ReplayTime(from: try #require(tape.first), speed: 0)
        let provider = try await ScriptedProvider.start(
            ["scribe-a", "scribe-b"].map {
                ScriptedModel(name: $0, firstToken: .milliseconds(1), betweenTokens: .zero)
            },
            seed: 1
        )
        var setting = Assembly.Setting(folder: Self.sample, data: data)
        setting.time = clock
        setting.simulatedURL = provider.url
        setting.archive = { days.archived($0) }
        setting.options.tick = .seconds(600)
        let assembly = try await Assembly.start(
            project,
            setting,
            texts: Definitions.texts(of: project, folder: Self.sample)
        )
        let player = Player(assembly.engine, clock)
        let counts = try await player.play(tape)
        try await player.finish()
        let performance = try await Performance(counts, project, assembly.journal, data)
        await assembly.stop()
        await provider.stop()
        return performance
    }

    /// Takes the data away.
    func close() { try? FileManager.default.removeItem(at: folder) }
}

/// What a replay left behind: read from the journal and from the channels' files, never asked of
/// the engine.
struct Performance {
    let counts: Intake.Counts
    private(set) var runs: [Played] = []
    /// The lines of all channels.
    private(set) var messages: [Value] = []

    /// One run as its facts tell it.
    struct Played {
        let row: RunRow
        let opening: Opening
        /// What each step that succeeded gave.
        var results: [String: Value] = [:]
    }

    init(_ counts: Intake.Counts, _ project: Project, _ journal: Journal, _ data: String)
        async throws
    {
        self.counts = counts
        var query = RunQuery()
        query.limit = 1000
        repeat {
            let page = try await journal.runs(query)
            for row in page.rows {
                let history = try #require(try await journal.history(of: row.id))
                runs.append(try Self.played(history, project))
            }
            query.after = page.next
        } while query.after != nil
        for channel in project.channels {
            guard case .file(let path) = channel.kind else { continue }
            let text = try String(contentsOfFile: "\(data)/\(path)", encoding: .utf8)
            messages += try text.split(separator: "\n").map { try Value(json: Array($0.utf8)) }
        }
    }

    private static func played(_ history: History, _ project: Project) throws -> Played {
        guard case .opened(let opening)? = history.facts.first?.fact else {
            throw Absent("the opening of \(history.run.text)")
        }
        let workflow = project.workflows.first { $0.name == opening.workflow }
        let steps = try #require(workflow).steps
        var played = Played(row: history.row, opening: opening)
        for stamped in history.facts {
            guard case .succeeded(let key, .inline(let bytes)) = stamped.fact else { continue }
            played.results[steps[key.step].name] = try Value(json: bytes)
        }
        return played
    }

    /// Something that every journal holds is not there.
    struct Absent: Error {
        let what: String
        init(_ what: String) { self.what = what }
    }
}

extension Performance {
    /// The runs that baskets started, by the basket's id.
    var runsByBasket: [String: [Played]] {
        Dictionary(grouping: runs.filter { !$0.opening.once.isEmpty }, by: \.opening.once)
    }

    /// What became of every message that a run wanted to send: `sent`, or why not.
    var sendings: [String] {
        runs.compactMap { run in
            guard let message = run.results["message"] else { return nil }
            return message["status"]?.text == "sent" ? "sent" : message["reason"]?.text ?? "?"
        }
    }

    /// When each person was written to, in order.
    func moments() throws -> [String: [Instant]] {
        var moments: [String: [Instant]] = [:]
        for message in messages {
            let time = try #require(message["time"]?.text.flatMap { Instant(text: $0) })
            moments[message["profile"]?.text ?? "", default: []].append(time)
        }
        return moments.mapValues { $0.sorted() }
    }
}
