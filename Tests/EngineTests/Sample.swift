import Orchestration

/// Small workflows the tests share.
enum Sample {
    static func expression(_ source: String) -> Expression {
        do { return try Expression(parsing: source) } catch { preconditionFailure("\(error)") }
    }

    static func step(
        _ name: String,
        after: [Int] = [],
        attempts: Int = 1,
        timeout: Duration = .seconds(3600),
        onFailure: FailureRule = .failRun
    ) -> Step {
        Step(
            name: name,
            action: .call(route: "r", input: expression("{}")),
            after: after,
            retry: RetryPolicy(attempts: attempts),
            timeout: timeout,
            onFailure: onFailure
        )
    }

    static func wait(
        _ name: String,
        for event: String,
        within: Duration,
        after: [Int] = []
    ) -> Step {
        Step(name: name, action: .wait(event: event, within: within), after: after)
    }

    static func workflow(
        _ steps: Step...,
        name: String = "greet",
        once: String? = nil,
        deadline: Duration? = nil
    ) -> Workflow {
        Workflow(
            name: name,
            version: "v1",
            trigger: .event(type: "order", when: nil, otherwise: nil),
            subject: expression("event.customer"),
            once: once.map(expression),
            deadline: deadline,
            steps: steps
        )
    }

    static func project(_ workflows: Workflow...) -> Project {
        var project = Project()
        project.name = "test"
        project.workflows = workflows
        return project
    }
}

/// The newest runs, at most so many.
func newest(_ limit: Int) -> RunQuery {
    var query = RunQuery()
    query.limit = limit
    return query
}
