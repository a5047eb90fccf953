internal import Engine
internal import Foundation
internal import Inference
internal import Orchestration

/// Where the models of other processes answer, and with which keys.
struct Remotes {
    /// Stands in for the models whose address begins with `simulated:`.
    let simulatedURL: String?
    let environment: [String: String]

    /// The remote models of a project, by name.
    func find(_ project: Project) -> [String: ModelPool.Remote] {
        var found: [String: ModelPool.Remote] = [:]
        for card in project.models { found[card.name] = remote(card.kind) }
        return found
    }

    private func remote(_ kind: ModelCard.Kind) -> ModelPool.Remote? {
        switch kind {
        case .openAI(let url, _, _) where kind.isSimulated:
            // Without a stand-in the model cannot be reached, which each call then says.
            .chat(
                Endpoint(url: simulatedURL ?? "http://127.0.0.1:9"),
                model: String(url.dropFirst("simulated:".count))
            )
        case .openAI(let url, let model, let variable):
            .chat(Endpoint(url: url, key: key(in: variable)), model: model)
        case .anthropic(let url, let model, let variable):
            .chat(Endpoint(url: url, key: key(in: variable), dialect: .anthropic), model: model)
        case .hosted(let model): .hosted(model, key: key(in: model.keyVariable))
        case .logistic, .xgboost, .customerValue, .rules: nil
        }
    }

    private func key(in variable: String?) -> Secret? {
        variable.flatMap { environment[$0] }.map { Secret($0) }
    }
}
