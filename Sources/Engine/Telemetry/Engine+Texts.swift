internal import Journal
internal import Orchestration

/// What the first answers of language models were like, kept so that a restart does not take drifted
/// ones for the first.
extension Engine {
    static let textKind = "text-reference"

    /// Writes down what was learned since the last look; once for each version of a model.
    func keepTexts() {
        for (model, reference) in scores.textReferences where !textsKept.contains(model) {
            textsKept.insert(model)
            outgoing.batch.records.append(
                .state(
                    kind: Self.textKind,
                    id: textID(model),
                    value: Value.list(reference.map(\.value)).jsonBytes
                )
            )
        }
    }

    /// Takes up what earlier engines learned of the versions that are in force.
    func restoreTexts() async throws {
        let stored = try await journal.states(of: Self.textKind)
        for card in project.models {
            guard let bytes = stored[textID(card.name)], let value = try? Value(json: bytes),
                case .list(let list) = value
            else { continue }
            scores.restore(text: list.compactMap(FeatureReference.init(value:)), of: card.name)
            textsKept.insert(card.name)
        }
    }

    private func textID(_ model: String) -> String {
        let version = project.models.first { $0.name == model }?.version ?? ""
        return "\(model)@\(version)"
    }
}
