internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Journal
internal import Orchestration

/// `podium metrics`.
struct Metrics: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show rates, percentiles, errors, tokens and cost, now or as they were.",
        discussion: """
            Asks the engine that runs on the journal, or reads the windows that the last one left.
            A figure that was not measured is `-`; a cost with a `+` is a lower bound, because some calls have no
            known price.
            """
    )

    @Argument(help: "Only subjects that begin so: model/, route/, target/, workflow/.")
    var prefix: String = ""

    @Option(help: "1m, 5m, 15m, 1h or 24h.")
    var over: MetricSpan = .hour

    @Option(help: "As it was at an instant such as 2026-11-22T16:00:00Z.")
    var at: String?

    @Option(help: "The folder with the journal.", completion: .directory)
    var data: String = Whereabouts.data

    @Option(help: "text, json or csv.")
    var format: ListFormat = .text

    func run() async throws {
        let then = try at.map { text in
            guard let then = Instant(text: text) else {
                throw ValidationError("--at is an instant such as 2026-11-22T16:00:00Z.")
            }
            return then
        }
        var query = MetricQuery()
        query.at = then
        query.span = over
        query.prefix = prefix
        let asked = query
        let reports = try await Reach(data).use(
            running: { try await $0.metrics(asked) },
            idle: { try await stored(asked) }
        )
        let rows = reports.map(\.columns)
        switch format {
        case .json: print(Value.list(reports.map(\.json)).prettyJSON)
        case .csv: print(TextTable(rows, heads: MetricReport.heads).csv)
        case .text: print(TextTable(rows, heads: MetricReport.heads).text)
        }
    }
}

extension Metrics {
    /// What the journal says by itself.
    private func stored(_ query: MetricQuery) async throws -> [MetricReport] {
        var query = query
        query.at = query.at ?? Moment.now
        let journal = try Journal.toRead(at: data + "/journal.db")
        let reports = try await journal.metrics(query)
        try journal.close()
        return reports
    }
}

extension MetricSpan: ExpressibleByArgument {}

extension MetricReport {
    static let heads = [
        "SUBJECT", "CALLS", "RATE/S", "P50", "P95", "P99", "TTFT95", "ERR", "TOK/S", "IN", "OUT",
        "COST",
    ]

    var columns: [String] {
        [
            subject.text, String(calls), Self.text(rate, "%.2f"), Self.text(p50), Self.text(p95),
            Self.text(p99), Self.text(firstToken95),
            errorShare.map { String(format: "%.1f%%", $0 * 100) } ?? "-",
            Self.text(tokensPerSecond, "%.0f"), tokensIn.map(String.init) ?? "-",
            tokensOut.map(String.init) ?? "-", costText,
        ]
    }

    private var costText: String {
        guard let cost else { return unpricedCalls > 0 ? "unknown" : "-" }
        return String(format: "%.4f", cost) + (unpricedCalls > 0 ? "+" : "")
    }

    private static func text(_ number: Double?, _ format: String) -> String {
        number.map { String(format: format, $0) } ?? "-"
    }

    private static func text(_ duration: Duration?) -> String {
        duration.map { String(format: "%.3fs", $0.inSeconds) } ?? "-"
    }

    var json: Value {
        [
            "subject": .string(subject.text), "span": .string(span.rawValue),
            "calls": .int(Int64(calls)), "rate": Self.value(rate),
            "p50_s": Self.value(p50?.inSeconds), "p95_s": Self.value(p95?.inSeconds),
            "p99_s": Self.value(p99?.inSeconds),
            "first_token_p50_s": Self.value(firstToken50?.inSeconds),
            "first_token_p95_s": Self.value(firstToken95?.inSeconds),
            "error_share": Self.value(errorShare),
            "errors": .map(
                Dictionary(
                    errors.map { (.string($0.kind), .int(Int64($0.count))) },
                    uniquingKeysWith: { first, _ in first }
                )
            ),
            "tokens_in": tokensIn.map { .int(Int64($0)) } ?? .null,
            "tokens_out": tokensOut.map { .int(Int64($0)) } ?? .null,
            "tokens_per_second": Self.value(tokensPerSecond), "cost": Self.value(cost),
            "calls_without_price": .int(Int64(unpricedCalls)),
        ]
    }

    private static func value(_ number: Double?) -> Value { number.map(Value.double) ?? .null }
}
