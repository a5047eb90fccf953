internal import ArgumentParser
internal import Foundation
internal import Orchestration

/// `podium silence`.
struct SilenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence",
        abstract: "Tell nobody of alerts that fit, until a moment; undo with unsilence."
    )

    @Argument(help: "What must be so of an alert: rule=, object=, kind=, severity=; * at the end.")
    var matchers: [String]

    @Option(name: .customLong("for"), help: "How long, for example 2h.")
    var length: String?

    @Option(help: "Until when: an instant such as 2026-11-22T16:00:00Z.")
    var until: String?

    @Option(help: "End it, if that is earlier, so long after what it fits is clear, as 10m.")
    var clear: String?

    @OptionGroup var order: OrderOptions

    func validate() throws {
        guard (length == nil) != (until == nil) else {
            throw ValidationError("Give --for or --until, one of them.")
        }
        if let clear { _ = try ClearTime.read(clear) }
    }

    func run() async throws {
        let now = Moment.now
        let end =
            until.map { Instant(text: $0) }
            ?? length.flatMap { Duration(text: $0) }.map { now + $0 }
        guard let end else {
            throw ValidationError("--for is a time such as 2h; --until an instant.")
        }
        var pairs: [String: String] = [:]
        for matcher in matchers {
            let parts = matcher.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("\(matcher) is no matcher; write object=scribe-a.")
            }
            pairs[parts[0]] = parts[1]
        }
        let id = "s\(String(now.milliseconds, radix: 36))"
        try await order.perform(
            .silence(
                Silence(
                    id: id,
                    matchers: pairs,
                    until: end,
                    clears: try clear.map(ClearTime.read),
                    by: "",
                    reason: ""
                )
            )
        )
    }
}

/// How long a silence or a snooze goes on after what it hides is clear.
enum ClearTime {
    /// - Throws: A complaint about what is no such time.
    static func read(_ text: String) throws -> Duration {
        guard let time = Duration(text: text), time >= .zero, time <= .seconds(7 * 86_400) else {
            throw ValidationError("--clear is a time from 0s to 7d, such as 10m.")
        }
        return time
    }
}

/// `podium unsilence`.
struct Unsilence: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "End a silence before its time.")
    @Argument(help: "The silence, as `podium silences` names it.") var id: String
    @OptionGroup var order: OrderOptions

    func run() async throws { try await order.perform(.unsilence(id: id)) }
}

/// `podium silences`.
struct Silences: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List what nobody is told of.")
    @OptionGroup var place: EnginePlace

    @OptionGroup var list: ListOptions

    func run() async throws {
        let silences = try await place.ask { $0.snapshot().silences }
        let heads = ["ID", "ALERTS", "UNTIL", "CLEAR", "BY", "REASON"]
        let rows = silences.map {
            [$0.id, $0.words, $0.ends.text, $0.clears?.text ?? "-", $0.by, $0.reason]
        }
        let json = Value.list(silences.map(\.value))
        print(list.text("silences", heads: heads, rows: rows, json: json))
    }
}
