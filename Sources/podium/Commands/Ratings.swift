internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Orchestration

/// `podium rate`.
struct RateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate",
        abstract: "Say whether a model's answer was good or bad.",
        discussion: """
            A call is RUN/STEP, as `podium why` names it; RUN will do where the run called a model in
            one step only, and RUN/STEP#2 means the second attempt. The last rating of a call counts.
            """
    )
    @Argument(help: "The call: RUN or RUN/STEP.") var call: String
    @Argument(help: "good or bad.") var verdict: String
    @Option(help: "Why; kept with the rating.") var note: String = ""
    @Option(help: "Who rates, where it is not you: a customer's system, say.") var by: String?
    @OptionGroup var order: OrderOptions

    func validate() throws {
        _ = try CallName.read(call)
        guard Rating.Verdict(rawValue: verdict) != nil else {
            throw ValidationError("\(verdict) is neither good nor bad.")
        }
        if let by, by.allSatisfy(\.isWhitespace) { throw ValidationError("--by names nobody.") }
    }

    func run() async throws {
        guard let verdict = Rating.Verdict(rawValue: verdict) else { return }
        try await order.perform(
            .rate(try CallName.read(call), verdict, note: note, by: by)
        )
    }
}

/// `podium unrate`.
struct Unrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take a rating back.")
    @Argument(help: "The call: RUN or RUN/STEP.") var call: String
    @OptionGroup var order: OrderOptions

    func validate() throws { _ = try CallName.read(call) }

    func run() async throws { try await order.perform(.unrate(try CallName.read(call))) }
}

/// `podium ratings`.
struct Ratings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List what answers were rated, with what was asked and answered.",
        discussion: """
            A data set to evaluate or train with: --format json or csv has all of it, the table what
            fits. Input and answer are empty where they were longer than 16 KiB.
            """
    )
    @Option(help: "Only this model.") var model: String?
    @OptionGroup var list: ListOptions
    @OptionGroup var place: EnginePlace

    func run() async throws {
        let ratings = try await place.ask { control in
            var all: [Rating] = []
            var after: String?
            repeat {
                let page = try await control.ratings(of: model, after: after)
                all += page.ratings
                after = page.next
            } while after != nil
            return all
        }.sorted { ($0.at, $0.call.text) < ($1.at, $1.call.text) }
        let isTable = list.format == .text
        print(
            list.text(
                "ratings",
                heads: Rating.heads(isTable: isTable),
                rows: ratings.map { $0.columns(isTable: isTable) },
                json: .list(ratings.map(\.json))
            )
        )
    }
}

extension CallName {
    fileprivate static func read(_ text: String) throws -> CallName {
        guard let name = CallName(text) else {
            throw ValidationError("\(text) is no call: write RUN, RUN/STEP or RUN/STEP#ATTEMPT.")
        }
        return name
    }
}

extension Rating {
    fileprivate static func heads(isTable: Bool) -> [String] {
        ["CALL", "MODEL", "ROUTE", "RATING", "BY", "AT", "JUDGE", "NOTE"]
            + (isTable ? [] : ["JUDGE_VERSION", "INPUT", "ANSWER"])
    }

    fileprivate func columns(isTable: Bool) -> [String] {
        let score = judgement.map { String(format: "%.4f", $0.score) } ?? "-"
        return [call.text, model, route, verdict.rawValue, by, at.text, score, note]
            + (isTable ? [] : [judgement?.version ?? "", input, answer])
    }

    fileprivate var json: Value {
        [
            "call": .string(call.text), "model": .string(model), "route": .string(route),
            "rating": .string(verdict.rawValue), "note": .string(note), "by": .string(by),
            "at": .string(at.text), "judge": judgement?.value ?? .null,
            "input": Self.json(input), "answer": Self.json(answer),
        ]
    }

    /// As JSON where it is some; null where nothing was kept.
    private static func json(_ text: String) -> Value {
        text.isEmpty ? .null : (try? Value(json: Array(text.utf8))) ?? .string(text)
    }
}
