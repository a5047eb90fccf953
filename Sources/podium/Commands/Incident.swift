internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Orchestration

/// `podium incident`.
struct IncidentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident",
        abstract: "Write what was out of the ordinary as Markdown: alerts, failed runs, orders.",
        discussion: "For example: podium incident --since 1h > incident.md"
    )

    @Option(help: "A time ago, such as 90m, or an instant such as 2026-11-22T16:00:00Z.")
    var since: String

    @Option(help: "The same; now where not given.")
    var until: String?

    @Option(
        help: "Only these in the timeline: alerts, orders, deploys, data, models; may be repeated."
    )
    var kind: [TimelineKind] = []

    @OptionGroup var place: EnginePlace

    @Option(help: "markdown or json.")
    var format = Format.markdown

    enum Format: String, ExpressibleByArgument, CaseIterable { case markdown, json }

    func run() async throws {
        let now = Moment.now
        let (from, end) = (try moment(since, now), try until.map { try moment($0, now) } ?? now)
        guard from < end else { throw ValidationError("--since is later than --until.") }
        let report = try await place.ask { try await $0.incident(from: from, until: end) }
            .only(Set(kind))
        switch format {
        case .markdown: print(report.markdown, terminator: "")
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        }
    }

    private func moment(_ text: String, _ now: Instant) throws -> Instant {
        if let instant = Instant(text: text) { return instant }
        guard let ago = Duration(text: text) else {
            throw ValidationError("\(text) is neither a time such as 90m nor an instant.")
        }
        return now - ago
    }
}

extension TimelineKind: ExpressibleByArgument {}
