internal import Orchestration

/// What the limits of a project ask of an attempt.
struct Claim: Hashable, Sendable {
    let workflow: String
    let step: String
    /// Empty where it takes none.
    let route: String
    /// Empty where it is nobody's.
    let subject: String
    /// A greater one goes before a smaller one.
    let priority: Int

    init(_ lease: Lease) {
        workflow = lease.workflow
        step = lease.step
        route = lease.work.route
        subject = lease.subject
        priority = lease.priority
    }
}

/// The limits of a project, by what they limit.
///
/// By name, not by version: a limit guards what is outside, and a run that has pinned an older
/// workflow loads it just as much.
struct LimitRules: Sendable {
    private let all: Limits
    private var workflows: [String: Limits] = [:]
    private var steps: [Gate.Key: Limits] = [:]
    private var routes: [String: Limits] = [:]
    /// What operators let begin no faster than a rate, beside all of that.
    private var throttles: [Throttle.Subject: Rate] = [:]
    private let saysNothing: Bool
    private var isEmpty: Bool { saysNothing && throttles.isEmpty }

    init(_ project: Project) {
        all = project.limits
        for workflow in project.workflows {
            if !workflow.limits.isEmpty { workflows[workflow.name] = workflow.limits }
            for step in workflow.steps where !step.limits.isEmpty {
                steps[.step(workflow: workflow.name, step: step.name)] = step.limits
            }
        }
        for route in project.routes where !route.limits.isEmpty {
            routes[route.name] = route.limits
        }
        saysNothing =
            all.rate == nil && all.perSubject == nil && workflows.isEmpty && steps.isEmpty
            && routes.isEmpty
    }

    /// Holds what operators throttle to these rates from now on, and nothing else.
    mutating func throttle(_ rates: [Throttle.Subject: Rate]) { throttles = rates }

    /// Every gate an attempt must pass, in the order it passes them: the same for all.
    ///
    /// Those with a rate come first. Whoever keeps a place there while waiting for another gate has
    /// used what nobody else could have by now; a place among so many at once would be missed.
    func gates(for claim: Claim) -> [Gate.Key] {
        if isEmpty { return [] }
        let keys = keys(for: claim)
        return keys.filter { hasRate($0) } + keys.filter { !hasRate($0) }
    }

    private func keys(for claim: Claim) -> [Gate.Key] {
        let step = Gate.Key.step(workflow: claim.workflow, step: claim.step)
        var gates: [Gate.Key] = []
        if all.rate != nil { gates.append(.all) }
        if workflows[claim.workflow].map({ $0.atOnce != nil || $0.rate != nil }) == true {
            gates.append(.workflow(claim.workflow))
        }
        if steps[step] != nil { gates.append(step) }
        if routes[claim.route] != nil { gates.append(.route(claim.route)) }
        if !throttles.isEmpty { gates += throttled(claim).map(Gate.Key.throttle) }
        guard !claim.subject.isEmpty else { return gates }
        if all.perSubject != nil { gates.append(.subject(claim.subject, workflow: nil)) }
        if workflows[claim.workflow]?.perSubject != nil {
            gates.append(.subject(claim.subject, workflow: claim.workflow))
        }
        return gates
    }

    private func throttled(_ claim: Claim) -> [Throttle.Subject] {
        let subjects: [Throttle.Subject] = [
            .workflow(claim.workflow), .step(workflow: claim.workflow, step: claim.step),
            .route(claim.route),
        ]
        return subjects.filter { throttles[$0] != nil }
    }

    /// A gate nobody has passed yet.
    func gate(_ key: Gate.Key) -> Gate {
        switch key {
        // How many in all is what the slots say.
        case .all: Gate(atOnce: nil, rate: all.rate)
        case .workflow(let name): Self.gate(workflows[name])
        case .step: Self.gate(steps[key])
        case .route(let name): Self.gate(routes[name])
        case .throttle(let subject): Gate(atOnce: nil, rate: throttles[subject])
        case .subject(_, nil): Gate(atOnce: all.perSubject, rate: nil)
        case .subject(_, let workflow?):
            Gate(atOnce: workflows[workflow]?.perSubject, rate: nil)
        }
    }

    /// The gates with a rate.
    var rated: [Gate.Key] {
        let keys =
            [.all] + workflows.keys.map(Gate.Key.workflow) + Array(steps.keys)
            + routes.keys.map(Gate.Key.route) + throttles.keys.map(Gate.Key.throttle)
        return keys.filter { gate($0).spent != nil }
    }

    private func hasRate(_ key: Gate.Key) -> Bool {
        switch key {
        case .all, .throttle: true
        case .workflow(let name): workflows[name]?.rate != nil
        case .step: steps[key]?.rate != nil
        case .route(let name): routes[name]?.rate != nil
        case .subject: false
        }
    }

    private static func gate(_ limits: Limits?) -> Gate {
        Gate(atOnce: limits?.atOnce, rate: limits?.rate)
    }
}
