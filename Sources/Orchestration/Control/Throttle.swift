/// An operator's order that no more attempts of something begin than a rate allows.
///
/// It stands beside the limits of the project, and an attempt must pass both: the tighter one holds.
package struct Throttle: Hashable, Sendable, Codable {
    package let subject: Subject
    package let rate: Rate
    /// When it ends by itself; nil for never.
    package let until: Instant?
    package let by: String
    package let reason: String
    package let at: Instant
    /// Attempts that wait because of it now.
    package var waiting = 0

    package init(
        _ subject: Subject,
        to rate: Rate,
        until: Instant?,
        by: String,
        reason: String,
        at: Instant
    ) {
        self.subject = subject
        self.rate = rate
        self.until = until
        self.by = by
        self.reason = reason
        self.at = at
    }

    /// Whose attempts it concerns.
    package enum Subject: Hashable, Sendable, Codable {
        case workflow(String)
        case step(workflow: String, step: String)
        /// The calls on a route, whichever workflow makes them.
        case route(String)
    }

    /// Rate and end in words: `5/s until 2026-11-22T16:00:00Z`.
    package var words: String { rate.text + (until.map { " until \($0.text)" } ?? "") }
}

extension Throttle.Subject {
    /// As the audit writes it.
    package var object: String {
        switch self {
        case .workflow(let name): "workflow \(name)"
        case .step(let workflow, let step): "step \(workflow) \(step)"
        case .route(let name): "route \(name)"
        }
    }

    /// As options of the command line.
    package var words: [String] {
        switch self {
        case .workflow(let name): ["--workflow", name]
        case .step(let workflow, let step): ["--workflow", workflow, "--step", step]
        case .route(let name): ["--route", name]
        }
    }

    /// Why there is nothing to hold back in a project; nil where there is.
    package func obstacle(in project: Project) -> String? {
        switch self {
        case .workflow(let name):
            project.workflows.contains { $0.name == name } ? nil : "There is no workflow `\(name)`."
        case .route(let name):
            project.routes.contains { $0.name == name } ? nil : "There is no route `\(name)`."
        case .step(let name, let step): Self.obstacle(at: step, of: name, in: project)
        }
    }

    private static func obstacle(
        at step: String,
        of name: String,
        in project: Project
    ) -> String? {
        guard let workflow = project.workflows.first(where: { $0.name == name }) else {
            return "There is no workflow `\(name)`."
        }
        guard let found = workflow.steps.first(where: { $0.name == step }) else {
            return "Workflow `\(name)` has no step `\(step)`."
        }
        guard !found.action.makesAttempts else { return nil }
        return "Step `\(step)` begins no attempt that could wait. Throttle the steps around it."
    }

    /// What the project itself allows there; nil where it says nothing.
    package func rate(in project: Project) -> Rate? {
        switch self {
        case .workflow(let name):
            project.workflows.first { $0.name == name }?.limits.rate
        case .route(let name): project.routes.first { $0.name == name }?.limits.rate
        case .step(let name, let step):
            project.workflows.first { $0.name == name }?.steps.first { $0.name == step }?.limits
                .rate
        }
    }
}

extension Action {
    /// Whether it takes a slot of the engine: what waits or is computed does not.
    fileprivate var makesAttempts: Bool {
        switch self {
        case .update, .call, .write, .send: true
        case .wait, .signal, .until, .approve, .run, .compute: false
        }
    }
}
