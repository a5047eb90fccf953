internal import ArgumentParser
internal import Foundation
internal import Journal
internal import Orchestration

/// `podium prune`.
struct Prune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Delete what is old from a journal no engine holds.",
        discussion: """
            Ended runs with their histories, messages that were sent or refused, unusable events,
            and the names of accepted events. Open runs, profiles and the audit are kept; of an \
            open run goes what it came through before its history rolled over, longer ago than that. A project
            does the same while it runs, where podium.yaml says `journal: { keep: 90d }`.
            """
    )

    @OptionGroup var place: JournalPlace

    @Option(help: "Delete what ended longer ago than this, for example 30d.")
    var olderThan: String

    @Flag(help: "Only say what would be deleted.")
    var dryRun = false

    @Option(help: "text or json.")
    var format: ListFormat = .text

    func run() async throws {
        guard let age = Duration(text: olderThan), age >= .zero else {
            throw ValidationError("--older-than is a time such as 30d or 12h.")
        }
        let journal = dryRun ? try place.toRead() : try place.open()
        defer { try? journal.close() }
        let before = Moment.now - age
        let size = try await journal.size()
        var rows: [(Prunable, Int)] = []
        for what in Prunable.allCases {
            rows.append(
                (
                    what,
                    dryRun
                        ? try await journal.prunable(what, before: before)
                        : try await delete(what, before: before, journal)
                )
            )
        }
        if !dryRun { try await journal.compact() }
        report(rows, from: size.bytes, to: try await journal.size().bytes)
    }

    /// In slices, so that stopping it in the middle leaves a sound journal.
    private func delete(_ what: Prunable, before: Instant, _ journal: Journal) async throws -> Int {
        var total = 0
        while true {
            let count = try await journal.prune(what, before: before, limit: 1000)
            total += count
            if count < 1000 { return total }
        }
    }

    private func report(_ rows: [(Prunable, Int)], from: Int, to: Int) {
        if format == .json {
            var fields: [Value: Value] = [
                "dry_run": .bool(dryRun), "bytes_before": .int(Int64(from)),
                "bytes_after": .int(Int64(to)),
            ]
            for (what, count) in rows { fields[.string(what.key)] = .int(Int64(count)) }
            return print(Value.map(fields).prettyJSON)
        }
        let verb = dryRun ? "would delete" : "deleted"
        for (what, count) in rows { print("\(verb) \(count) \(what.words)") }
        print(
            dryRun
                ? "journal: \(Self.size(from))" : "journal: \(Self.size(from)) -> \(Self.size(to))"
        )
    }

    private static func size(_ bytes: Int) -> String {
        bytes < 1_048_576 ? "\(bytes / 1024) KiB" : "\(bytes / 1_048_576) MiB"
    }
}

extension Prunable {
    /// What it is, in words.
    fileprivate var words: String {
        switch self {
        case .runs: "runs with their histories"
        case .histories: "old histories of open runs"
        case .events: "names of accepted events"
        case .deadLetters: "dead letters"
        case .messages: "messages"
        case .windows: "metric windows"
        }
    }

    fileprivate var key: String {
        switch self {
        case .runs: "runs"
        case .histories: "histories"
        case .events: "events"
        case .deadLetters: "dead_letters"
        case .messages: "messages"
        case .windows: "windows"
        }
    }
}

/// Where a journal is.
struct JournalPlace: ParsableArguments {
    @Option(help: "The folder with the journal.", completion: .directory)
    var data: String = Whereabouts.data

    /// The journal, to be changed.
    /// - Throws: A complaint where there is none; try again later where a process holds it.
    func open() throws -> Journal { try Journal(at: path) }

    /// The journal, to be read beside whichever process holds it.
    /// - Throws: A complaint where there is none.
    func toRead() throws -> Journal { try Journal.toRead(at: path) }

    private var path: String {
        get throws {
            let path = data + "/journal.db"
            guard FileManager.default.fileExists(atPath: path) else {
                throw Complaint(
                    "there is no journal in \(data).\n  `podium demo` or `podium run` makes one."
                )
            }
            return path
        }
    }
}
