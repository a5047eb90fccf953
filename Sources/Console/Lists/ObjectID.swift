package import Orchestration

/// What a row stands for: a selection is one of these, never an index.
package indirect enum ObjectID: Hashable, Sendable {
    case workflow(String)
    case run(RunID)
    /// A step of a run by its index, which the run's pinned version keeps stable.
    case step(RunID, Int)
    case model(String)
    /// One target of a route.
    case target(route: String, model: String)
    case alert(String)
    case source(String)
    case audit(Int64)
    case deadLetter(Int64)
    case silence(String)
    /// A proposal to train a model anew.
    case proposal(String)
    /// Something out of the ordinary that happened, as it came first.
    case occurrence(EventLine)
    /// A command of the help.
    case command(Verb)
    /// An engine to go to.
    case context(String)
    /// An object of one of many engines.
    case anywhere(context: String, ObjectID)

    /// The name an operator would type.
    package var name: String {
        switch self {
        case .workflow(let name), .model(let name), .source(let name), .alert(let name),
            .silence(let name), .proposal(let name), .context(let name):
            name
        case .run(let id): id.text
        case .step(let id, let index): "\(id.text)#\(index)"
        case .target(let route, _): route
        case .occurrence(let event): event.object
        case .command(let verb): verb.rawValue
        case .audit(let id), .deadLetter(let id): String(id)
        case .anywhere(let context, let id): "\(context)/\(id.name)"
        }
    }

    /// The word for its kind.
    package var kind: String {
        switch self {
        case .workflow: "workflow"
        case .run: "run"
        case .step: "step"
        case .model: "model"
        case .target: "route"
        case .alert: "alert"
        case .source: "source"
        case .audit: "audit entry"
        case .deadLetter: "dead letter"
        case .silence: "silence"
        case .proposal: "proposal"
        case .occurrence: "line of the timeline"
        case .command: "command"
        case .context: "context"
        case .anywhere(_, let id): id.kind
        }
    }
}
