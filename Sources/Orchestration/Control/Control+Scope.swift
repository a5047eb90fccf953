extension Control {
    /// What a pause holds back.
    package enum Scope: Hashable, Sendable, Codable {
        case everything
        case workflow(String)
        /// The calls on a route, whichever workflow makes them.
        case route(String)
        /// What comes from a source: it is kept, and has no effect yet.
        case source(String)
    }
}

extension Control.Scope {
    /// As the audit writes it.
    package var object: String {
        switch self {
        case .everything: "everything"
        case .workflow(let name): "workflow \(name)"
        case .route(let name): "route \(name)"
        case .source(let name): "source \(name)"
        }
    }

    /// As options of the command line.
    package var words: [String] {
        switch self {
        case .everything: ["--everything"]
        case .workflow(let name): ["--workflow", name]
        case .route(let name): ["--route", name]
        case .source(let name): ["--source", name]
        }
    }

    /// Why an attempt that it holds back waits.
    package var reason: String {
        switch self {
        case .everything: "everything is paused"
        case .workflow: "its workflow is paused"
        case .route(let name): "route \(name) is paused"
        case .source(let name): "source \(name) is paused"
        }
    }
}
