import Orchestration

extension SimulatedWorld {
    static let project: Project = {
        var project = Project()
        project.name = "simulation"
        project.workflows = [
            Workflow(
                name: "welcome",
                version: "v1",
                trigger: .event(type: "order", when: nil, otherwise: nil),
                subject: expression("event.customer"),
                once: expression("event.id"),
                deadline: .seconds(6 * 3600),
                steps: steps
            )
        ]
        project.purposes = [Purpose(name: "receipt", needsConsent: false)]
        // Every kind of limit, and each of them too narrow.
        project.limits.perSubject = 1
        project.workflows[0].limits = Limits(atOnce: 3, rate: Rate(40, per: .minute))
        project.routes = [Route(name: "r", targets: [])]
        project.routes[0].limits = Limits(atOnce: 2, rate: Rate(20, per: .minute))
        return project
    }()

    private static let steps: [Step] = {
        var steps = unlimited
        steps[0].limits.atOnce = 1
        return steps
    }()

    private static let unlimited = [
        Step(name: "profile", action: .update(from: expression("event")), retry: patient),
        Step(
            name: "score",
            action: .call(route: "r", input: expression("event")),
            retry: patient,
            timeout: .seconds(20),
            onFailure: .carryOn
        ),
        Step(
            name: "send",
            action: .send(
                content: expression("event.id"),
                by: expression("'mail'"),
                purpose: "receipt"
            ),
            after: [0],
            retry: patient,
            timeout: .seconds(30)
        ),
        Step(name: "paid", action: .wait(event: "payment", within: .seconds(900)), after: [2]),
        Step(
            name: "sum",
            action: .compute(expression("1 + 1")),
            after: [1, 3],
            join: .anySucceeded
        ),
    ]

    private static let patient = RetryPolicy(attempts: 4, base: .seconds(1), cap: .seconds(60))

    private static func expression(_ source: String) -> Expression {
        do { return try Expression(parsing: source) } catch { preconditionFailure("\(error)") }
    }
}

/// The newest runs, at most so many.
func newest(_ limit: Int) -> RunQuery {
    var query = RunQuery()
    query.limit = limit
    return query
}
