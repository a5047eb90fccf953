internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Orchestration

/// `podium drift`.
struct DriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "Show how far the features of models are from their references.",
        discussion: """
            For every feature the effect, its p and n, with the method and the binning beside them. \
            A feature has drifted where Benjamini-Hochberg over all features of its model believes \
            its p, with an effect beyond noise, at two of the last three looks. `not enough data` is \
            an answer.
            """
    )

    @Option(help: "Only this model.")
    var model: String?

    @OptionGroup var place: EnginePlace

    @Option(help: "text, json or csv.")
    var format: ListFormat = .text

    func run() async throws {
        let snapshot = try await place.ask { $0.snapshot() }
        let models = snapshot.models.filter { model == nil || $0.name == model }
        if let model, models.isEmpty {
            throw Complaint("there is no model \(model).\n  `podium models --once` lists them.")
        }
        let rows = models.flatMap { row in (row.features ?? []).map { (model: row, feature: $0) } }
        switch format {
        case .json: print(Value.list(rows.map { $0.feature.json(of: $0.model) }).prettyJSON)
        case .csv:
            let table = rows.map { $0.feature.columns(of: $0.model) }
            print(TextTable(table, heads: FeatureRow.heads).csv)
        case .text:
            let lines = models.flatMap(\.driftLines)
            print(
                lines.isEmpty
                    ? "No model has a reference for its features." : lines.joined(separator: "\n")
            )
        }
    }
}

extension ModelRow {
    fileprivate var driftLines: [String] {
        guard let features, !features.isEmpty else { return [] }
        let score =
            drift.map { ", scores PSI \(String(format: "%.2f", $0)) (\(driftMethod))" } ?? ""
        let all = dataset?.words ?? "not enough data of \(features.count) features"
        return ["\(name) \(version): \(all)\(score)"]
            + features.map { "  \($0.isDrifted ? "DRFT" : "    ") \($0.name): \($0.text)" }
    }
}

extension FeatureRow {
    fileprivate static let heads = [
        "model", "version", "feature", "drifted", "psi", "psi_limit", "cramers_v", "chi2_p",
        "ks_distance", "ks_p", "jensen_shannon", "wasserstein", "rows", "missing", "adwin_changes",
        "cosine_distance", "dataset_share", "mean",
    ]

    private var figures: [Double?] {
        [psi, psiLimit, cramersV, p, ksDistance, ksP, jensenShannon, wasserstein]
    }

    fileprivate func columns(of model: ModelRow) -> [String] {
        [model.name, model.version, name, isDrifted ? "yes" : isJudged ? "no" : "-"]
            + figures.map { $0.map { String(format: "%.4g", $0) } ?? "-" }
            + [String(rows), String(missing), String(changes)]
            + [cosineDistance, model.dataset?.share, mean].map {
                $0.map { String(format: "%.4g", $0) } ?? "-"
            }
    }

    fileprivate func json(of model: ModelRow) -> Value {
        let numbers = zip(Self.heads.dropFirst(4), figures).map { head, figure in
            (Value.string(head), figure.map(Value.double) ?? .null)
        }
        let rest: [(Value, Value)] = [
            ("model", .string(model.name)), ("version", .string(model.version)),
            ("feature", .string(name)), ("drifted", isJudged ? .bool(isDrifted) : .null),
            ("cosine_distance", cosineDistance.map(Value.double) ?? .null),
            ("dataset_share", model.dataset.map { .double($0.share) } ?? .null),
            ("mean", mean.map(Value.double) ?? .null),
            ("rows", .int(Int64(rows))), ("missing", .int(Int64(missing))),
            ("adwin_changes", .int(Int64(changes))), ("words", .string(words)),
        ]
        return .map(Dictionary(numbers + rest, uniquingKeysWith: { first, _ in first }))
    }

    fileprivate var text: String {
        let lack = missing > 0 ? "; \(missing) missing" : ""
        let times = changes == 1 ? "once" : "\(changes) times"
        let moves = changes > 0 ? "; ADWIN saw the mean change \(times)" : ""
        return words + lack + moves
    }
}
