internal import Engine
internal import Foundation
internal import Inference
internal import Orchestration

/// The models that are evaluated in this process, read from the project's files.
struct LocalModels {
    var models: [String: LocalModel] = [:]
    /// Score references that the model files carry, or that stand beside them.
    var references: [String: ScoreReference] = [:]
    /// References of features, by model, from the same place.
    var features: [String: [FeatureReference]] = [:]

    /// Reads every local model of a project.
    /// - Throws: A complaint that names the file and says what is wrong with it.
    static func read(_ project: Project, folder: String) throws -> LocalModels {
        var found = LocalModels()
        for card in project.models {
            let file = LocalModel.file(of: card.kind)
            let json = try file.map { try document("\(folder)/\($0)") } ?? .null
            do throws(ModelFileError) {
                found.models[card.name] = try LocalModel(card.kind, json: json)
            } catch {
                throw Complaint("\(folder)/\(file ?? card.name): \(error)")
            }
            let known = distributions(in: json) ?? sibling(of: file, folder) ?? [:]
            found.references[card.name] = known["score"].flatMap(reference)
            found.features[card.name] = known.compactMap { $0 == "score" ? nil : feature($0, $1) }
        }
        return found
    }

    private static func document(_ path: String) throws -> Value {
        let bytes = try GivenFile.bytes(of: path)
        do { return try Value(json: bytes) } catch {
            throw Complaint("\(path) is no JSON: \(error.message), at byte \(error.offset)")
        }
    }

    /// XGBoost's own format has no place for a reference: it stands in a file beside the model.
    private static func sibling(of file: String?, _ folder: String) -> [String: Distribution]? {
        guard let file, file.hasSuffix(".json") else { return nil }
        let path = "\(folder)/\(file.dropLast(5)).reference.json"
        guard FileManager.default.fileExists(atPath: path), let json = try? document(path) else {
            return nil
        }
        return distributions(in: json)
    }

    private static func distributions(in json: Value) -> [String: Distribution]? {
        try? Distribution.references(json: json)
    }

    private static func reference(_ score: Distribution) -> ScoreReference? {
        ScoreReference(
            value: [
                "edges": .list(score.edges.map(Value.double)),
                "counts": .list(counts(score, of: score.count).map { .int(Int64($0)) }),
            ])
    }

    private static func feature(_ name: String, _ spread: Distribution) -> FeatureReference? {
        let missing = whole(spread.missing * Double(spread.count))
        return FeatureReference(
            name: name,
            bins: QuantileBins(edges: spread.edges),
            counts: counts(spread, of: spread.count - missing),
            missing: missing
        )
    }

    private static func counts(_ spread: Distribution, of rows: Int) -> [Int] {
        spread.shares.map { whole($0 * Double(rows)) }
    }

    /// Whatever stands in a file, a count is from nothing to a thousand million.
    private static func whole(_ number: Double) -> Int {
        number.isFinite ? Int(max(0, min(number.rounded(), 1e9))) : 0
    }
}
