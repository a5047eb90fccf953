internal import Journal
internal import Orchestration

/// What operators hold back: one workflow, the calls on one route, what comes from one source, or
/// everything.
///
/// Runs are still opened, and attempts under way may finish; nothing is lost by a pause.
extension Engine {
    func pause(_ scope: Control.Scope, _ order: Control.Order) -> Effect {
        if let unknown = unknown(scope) { return .refused(unknown) }
        if let earlier = pauses[scope] { return .refused("It is already \(earlier.words).") }
        let pause = Pause(by: order.actor, reason: order.reason, at: time.now())
        pauses[scope] = pause
        queue.park(scope, at: pause.at)
        keep(pause, of: scope)
        if case .source = scope {
            return .done("taken in -> kept until it is resumed", undo: .resume(scope))
        }
        return .done("running -> paused; attempts under way may finish", undo: .resume(scope))
    }

    func resume(_ scope: Control.Scope) -> Effect {
        guard pauses.removeValue(forKey: scope) != nil else {
            return .refused("It is not paused.")
        }
        queue.unpark(scope)
        keep(nil, of: scope)
        fillSlots()
        if case .source(let name) = scope {
            let count = held.counts[name] ?? 0
            release(name)
            return .done("kept -> taken in; \(count) that were kept", undo: .pause(scope))
        }
        let rest = pauses(besides: scope)
        return .done(
            "paused -> running" + (rest.isEmpty ? "" : "; still paused: \(rest)"),
            undo: .pause(scope)
        )
    }

    /// The other pauses, in words; empty for none.
    private func pauses(besides scope: Control.Scope) -> String {
        pauses.keys.filter { $0 != scope }.map(\.object).sorted().joined(separator: ", ")
    }

    /// Whether an operator holds it back.
    func isPaused(_ scope: Control.Scope) -> Bool { pauses[scope] != nil }

    /// The pause that holds a step's attempts back; nil where none does.
    func pause(of workflow: String, route: String) -> Control.Scope? {
        guard !pauses.isEmpty else { return nil }
        return [.everything, .workflow(workflow), .route(route)].first(where: isPaused)
    }

    /// What a pause that begins or ends does, before it is done.
    func effects(pausing scope: Control.Scope) -> [String] {
        switch scope {
        case .everything:
            [
                "No attempt of any of \(openRuns) open runs starts until resumed.",
                Self.stillOpened,
            ] + deadlines(of: project.workflows)
        case .workflow(let name):
            [
                "No attempt of \(roster.byWorkflow[name, default: 0]) open runs starts until resumed."
            ] + deadlines(of: project.workflows.filter { $0.name == name })
        case .route(let name):
            [
                "No call on \(name) starts until resumed; steps that make one wait.",
                Self.stillOpened,
            ]
        case .source(let name):
            [
                "Events of \(name) are acknowledged and kept; until it is resumed they start "
                    + "nothing, end no wait and change no profile.",
                "Steps that need it find it older and older, and follow their declared way.",
            ]
        }
    }

    /// Whose time goes on all the same, and how they are helped when it is over.
    private func deadlines(of workflows: [Workflow]) -> [String] {
        let names = workflows.compactMap { workflow in
            workflow.deadline.map { "\(workflow.name) \($0.inWords)" }
        }
        guard !names.isEmpty else { return [] }
        return [
            "Deadlines go on: \(names.joined(separator: ", ")); a retry gives a late run the whole time again."
        ]
    }

    /// What the end of a pause does, before it is done.
    func effects(resuming scope: Control.Scope) -> [String] {
        if case .source(let name) = scope {
            return ["\(held.counts[name] ?? 0) kept events are taken in, in the order they came."]
        }
        let rest = pauses(besides: scope)
        guard !rest.isEmpty else { return ["Waiting attempts start at once."] }
        return ["Waiting attempts start at once, but for those held back still by: \(rest)."]
    }

    private static let stillOpened = "Events are still taken in, and start runs that wait."

    /// Takes up what was paused when the engine last ran.
    func restorePauses() async throws {
        for (id, bytes) in try await journal.states(of: "pause") {
            pauses[.workflow(id)] = Pause(journaled: bytes)
        }
        for (id, bytes) in try await journal.states(of: "pause-route") {
            pauses[.route(id)] = Pause(journaled: bytes)
        }
        for (id, bytes) in try await journal.states(of: "pause-source") {
            pauses[.source(id)] = Pause(journaled: bytes)
        }
        for bytes in try await journal.states(of: "pause-all").values {
            pauses[.everything] = Pause(journaled: bytes)
        }
        held.restore(try await journal.states(of: HeldEvents.kind))
        for scope in pauses.keys { queue.park(scope, at: time.now()) }
    }

    private func keep(_ pause: Pause?, of scope: Control.Scope) {
        let (kind, id) =
            switch scope {
            case .everything: ("pause-all", "all")
            case .workflow(let name): ("pause", name)
            case .route(let name): ("pause-route", name)
            case .source(let name): ("pause-source", name)
            }
        outgoing.batch.records.append(.state(kind: kind, id: id, value: pause?.value.jsonBytes))
    }

    private func unknown(_ scope: Control.Scope) -> String? {
        switch scope {
        case .workflow(let name) where plans[name] == nil: "There is no workflow `\(name)`."
        case .route(let name) where !project.routes.contains { $0.name == name }:
            "There is no route `\(name)`."
        case .source(let name) where sources[name] == nil: "There is no source `\(name)`."
        default: nil
        }
    }
}
