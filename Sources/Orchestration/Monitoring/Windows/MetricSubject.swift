/// Whom figures are about.
package enum MetricSubject: Hashable, Comparable, Sendable, Codable {
    case model(String)
    case route(String)
    /// One model as a target of one route.
    case target(route: String, model: String)
    /// Runs of a workflow, counted as they end.
    case workflow(String)

    /// For example `target/copywriter/scribe-a`; names hold no slash.
    package var text: String {
        switch self {
        case .model(let name): "model/\(name)"
        case .route(let name): "route/\(name)"
        case .target(let route, let model): "target/\(route)/\(model)"
        case .workflow(let name): "workflow/\(name)"
        }
    }

    /// Reads what `text` wrote; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.count) {
        case ("model", 2): self = .model(parts[1])
        case ("route", 2): self = .route(parts[1])
        case ("target", 3): self = .target(route: parts[1], model: parts[2])
        case ("workflow", 2): self = .workflow(parts[1])
        default: return nil
        }
    }

    package static func < (a: MetricSubject, b: MetricSubject) -> Bool { a.text < b.text }
}
