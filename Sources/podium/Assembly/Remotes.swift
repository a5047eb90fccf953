internal import Engine
internal import Foundation
internal import Inference
internal import Orchestration

/// Where the models of other processes answer, and with which keys.
struct Remotes {
    /// Stands in for the models whose address begins with `simulated:`.
    let simulatedURL: String?
    let environment: [String: String]
    /// The project's folder.
    let folder: String
    /// Where what programs say beside their answers is kept.
    let logs: String

    /// The remote models of a project, by name.
    func find(_ project: Project) -> [String: ModelPool.Remote] {
        var found: [String: ModelPool.Remote] = [:]
        for card in project.models { found[card.name] = remote(card.kind, card.name) }
        return found
    }

    private func remote(_ kind: ModelCard.Kind, _ name: String) -> ModelPool.Remote? {
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
        case .subprocess(let model): .subprocess(crew(model, name))
        case .logistic, .xgboost, .customerValue, .rules: nil
        }
    }

    private func crew(_ model: ChildModel, _ name: String) -> Crew {
        try? FileManager.default.createDirectory(
            atPath: logs,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let log = ChildLog(at: "\(logs)/\(name).log") { Moment.now.text }
        return Crew(name, model, root: folder, environment: environment, log: log)
    }

    private func key(in variable: String?) -> Secret? {
        variable.flatMap { environment[$0] }.map { Secret($0) }
    }
}

extension ModelPool.Remote {
    /// The processes behind it; nil where there are none.
    var crew: Crew? {
        if case .subprocess(let crew) = self { crew } else { nil }
    }
}
