internal import Journal
internal import Orchestration

/// What models' windows are held against, where that is learned here: hours of the week, and the mean
/// embedding of first answers. Kept so that a restart does not take drifted ones for the usual.
extension Engine {
    static let weekKind = "drift-week"
    static let embeddingKind = "embedding-reference"

    /// Writes down what was learned since the last look.
    func keepBaselines() {
        for (model, part, cell) in scores.takeEndedHours() {
            let id = "\(versioned(model))/\(part.rawValue)/\(cell.place)"
            keep(Self.weekKind, id, cell.value)
        }
        for (model, reference) in scores.embeddingReferences
        where embeddingsKept.insert(model).inserted {
            keep(Self.embeddingKind, versioned(model), reference.value)
        }
    }

    private func keep(_ kind: String, _ id: String, _ value: Value) {
        outgoing.batch.records.append(.state(kind: kind, id: id, value: value.jsonBytes))
    }

    /// Takes up what earlier engines learned of the versions that are in force.
    func restoreBaselines() async throws {
        let names = Dictionary(
            project.models.map { (versioned($0.name), $0.name) },
            uniquingKeysWith: { first, _ in first }
        )
        for (id, bytes) in try await journal.states(of: Self.weekKind) {
            // A version may have slashes of its own: the last two are ours.
            let parts = id.split(separator: "/").map(String.init)
            guard parts.count >= 3, let model = names[parts.dropLast(2).joined(separator: "/")],
                let part = WeekPart(rawValue: parts[parts.count - 2]),
                let cell = (try? Value(json: bytes)).flatMap(WeekBaseline.Cell.init(value:))
            else { continue }
            scores.restore(cell, part, of: model)
        }
        for (id, bytes) in try await journal.states(of: Self.embeddingKind) {
            guard let model = names[id],
                let reference = (try? Value(json: bytes))
                    .flatMap(EmbeddingMonitor.Reference.init(value:))
            else { continue }
            scores.restore(embedding: reference, of: model)
            embeddingsKept.insert(model)
        }
    }

    private func versioned(_ model: String) -> String {
        "\(model)@\(project.models.first { $0.name == model }?.version ?? "")"
    }
}
