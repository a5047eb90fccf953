internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Orchestration

/// `podium feedback`.
struct Feedback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what outcomes say of models: ranking, calibration, labels, proposals.",
        discussion: """
            A label is final when its horizon is over for the source that brings the answer, so that
            early answers do not stand for all. `not enough data` is an answer.
            """
    )

    @Option(help: "Only this model.")
    var model: String?

    @OptionGroup var place: EnginePlace

    @Option(help: "text or json.")
    var format: ListFormat = .text

    func run() async throws {
        let snapshot = try await place.ask { $0.snapshot() }
        let rows = snapshot.models.flatMap(\.feedback).filter { model == nil || $0.model == model }
        let proposals = snapshot.proposals.filter { model == nil || $0.model == model }
        switch format {
        case .json:
            let value: Value = [
                "feedback": .list(rows.map(\.json)), "proposals": .list(proposals.map(\.value)),
            ]
            print(value.prettyJSON)
        case .csv: print(TextTable(rows.map(\.columns), heads: FeedbackRow.heads).csv)
        case .text:
            let lines = rows.map(\.text) + proposals.map(\.text)
            print(lines.isEmpty ? "No outcomes are followed here." : lines.joined(separator: "\n"))
        }
    }
}

/// `podium retrain`.
struct Retrain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Decide a retrain proposal; `podium feedback` lists them.",
        subcommands: [Approve.self, Decline.self]
    )

    /// `podium retrain approve`.
    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Start the workflow of a proposal."
        )
        @Argument(help: "The proposal, for example churned/churn-risk/1795550000000.")
        var proposal: String
        @OptionGroup var order: OrderOptions

        func run() async throws { try await order.perform(.approveRetrain(proposal: proposal)) }
    }

    /// `podium retrain decline`.
    struct Decline: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say no; it is not proposed again before the figures were good in between."
        )
        @Argument(help: "The proposal.") var proposal: String
        @OptionGroup var order: OrderOptions

        func run() async throws { try await order.perform(.declineRetrain(proposal: proposal)) }
    }
}

extension FeedbackRow {
    static let heads = [
        "RULE", "MODEL", "VERSION", "LABELS", "AWAITED", "AUC", "LOW", "HIGH", "RECORDED",
        "EXPECTED", "OBSERVED", "ECE", "BRIER",
    ]

    var columns: [String] {
        [rule, model, version, String(labels), String(awaited)]
            + [area, areaLow, areaHigh, recorded, expected, observed, calibrationError, brier]
            .map { $0.map { String(format: "%.4f", $0) } ?? "-" }
    }

    var text: String {
        var lines = ["\(model) \(version), \(rule): \(rankText)"]
        if !calibrationText.isEmpty { lines.append("  calibration: \(calibrationText)") }
        return (lines + ["  labels: \(labelText)"]).joined(separator: "\n")
    }

    var json: Value {
        func number(_ value: Double?) -> Value { value.map(Value.double) ?? .null }
        return [
            "rule": .string(rule), "model": .string(model), "version": .string(version),
            "labels": .int(Int64(labels)), "labels_in_window": .int(Int64(inWindow)),
            "awaited": .int(Int64(awaited)), "answered": .int(Int64(answered)),
            "passed_over": .int(Int64(passedOver)), "auc": number(area), "auc_low": number(areaLow),
            "auc_high": number(areaHigh), "auc_recorded": number(recorded),
            "expected": number(expected), "observed": number(observed),
            "calibration_error": number(calibrationError), "brier": number(brier),
            "lag_p50_s": number(lag?.inSeconds), "final_after_s": .double(finalAfter.inSeconds),
            "dropped": .bool(isDropped), "words": .string(rankText),
        ]
    }
}

extension RetrainProposal {
    fileprivate var text: String {
        (["proposal \(id): retrain \(model) \(version) by \(workflow), \(words)"]
            + evidence.map { "  \($0)" }).joined(separator: "\n")
    }
}
