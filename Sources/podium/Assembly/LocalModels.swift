internal import Engine
internal import Foundation
internal import Inference
internal import Orchestration

/// The models that are evaluated in this process, read from the project's files.
struct LocalModels {
    var models: [String: LocalModel] = [:]
    /// Score references that the model files carry, or that stand beside them.
    var references: [String: ScoreReference] = [:]

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
            found.references[card.name] = reference(in: json) ?? sibling(of: file, folder)
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
    private static func sibling(of file: String?, _ folder: String) -> ScoreReference? {
        guard let file, file.hasSuffix(".json") else { return nil }
        let path = "\(folder)/\(file.dropLast(5)).reference.json"
        guard FileManager.default.fileExists(atPath: path),
            let json = try? document(path)
        else { return nil }
        return reference(in: json)
    }

    private static func reference(in json: Value) -> ScoreReference? {
        guard let score = try? Distribution.references(json: json)["score"] else { return nil }
        let counts = score.shares.map { Int(($0 * Double(score.count)).rounded()) }
        return ScoreReference(
            value: [
                "edges": .list(score.edges.map(Value.double)),
                "counts": .list(counts.map { .int(Int64($0)) }),
            ])
    }
}
