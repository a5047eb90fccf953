import Orchestration

/// What a world is like: which steps there are, which limits, and how long a history may get.
///
/// Drawn from the seed: over the seeds every limit is met alone, together with others, and not at
/// all, each of them too narrow for what happens.
struct Shape: Sendable {
    let project: Project
    let plans: [String: Plan]
    /// Attempts under way at once.
    let slots: Int
    let pressure: Pressure

    init(seed: UInt64) {
        var random = SplitMix(seed: seed ^ 0x5A9E)
        let project = Self.project(&random)
        self.project = project
        plans = Dictionary(uniqueKeysWithValues: project.workflows.map { ($0.name, Plan($0)) })
        slots = [1, 2, 4, 4].randomElement(using: &random) ?? 4
        let facts = [2, 3, 5, 8, 13, 30, 10_000].randomElement(using: &random) ?? 10_000
        pressure = Pressure(factsMax: facts, factsPerSlot: Bool.random(using: &random) ? 0 : 1)
    }

    private static func project(_ random: inout SplitMix) -> Project {
        var project = Project()
        project.name = "simulation"
        project.workflows = [welcome(&random), child, hourly(&random), followUp]
        project.sources = [SourceCard(name: "orders", event: "order", sla: .seconds(3600))]
        project.purposes = [Purpose(name: "receipt", needsConsent: false)]
        project.limits.perSubject = [nil, 1, 1, 2].randomElement(using: &random) ?? nil
        project.limits.rate = rate(60, &random)
        project.workflows[0].limits = limits(atOnce: 3, rate: 40, &random)
        project.workflows[0].share = Int.random(in: 1...3, using: &random)
        project.models = ["one", "two", "three"].map {
            ModelCard(name: $0, kind: .logistic(file: $0), version: "1")
        }
        let policy: Route.Policy = Bool.random(using: &random) ? .priority : .weighted
        let targets = project.models.map { Route.Target(model: $0.name) }
        project.routes = [Route(name: "r", policy: policy, targets: targets)]
        project.routes[0].limits = limits(atOnce: 2, rate: 20, &random)
        return project
    }

    private static func limits(
        atOnce: Int,
        rate most: Int,
        _ random: inout SplitMix
    ) -> Limits {
        let atOnce = Bool.random(using: &random) ? atOnce : nil
        return Limits(atOnce: atOnce, rate: rate(most, &random))
    }

    private static func rate(_ most: Int, _ random: inout SplitMix) -> Rate? {
        Bool.random(using: &random) ? Rate(most, per: .minute) : nil
    }

    private static func welcome(_ random: inout SplitMix) -> Workflow {
        var steps = steps(&random)
        if Bool.random(using: &random) { steps[0].limits.atOnce = 1 }
        // A long list asks so much at once that no upstream is owed as many retries.
        let list = Int.random(in: 0..<9, using: &random)
        if list < 3 { steps.append(items(list == 0 ? 40 : 3)) }
        if Int.random(in: 0..<3, using: &random) == 0 { steps.append(sub) }
        if Int.random(in: 0..<3, using: &random) == 0 { steps += people(&random) }
        return Workflow(
            name: "welcome",
            version: "v1",
            trigger: .event(type: "order", when: nil, otherwise: nil),
            subject: expression("event.customer"),
            whenBusy: [.queue, .queue, .queue, .replace, .drop].randomElement(using: &random)
                ?? .queue,
            once: expression("event.id"),
            deadline: .seconds(6 * 3600),
            steps: steps
        )
    }

    /// Steps that people end, or nobody.
    private static func people(_ random: inout SplitMix) -> [Step] {
        let expired = Approval.Expiry.allCases.randomElement(using: &random) ?? .reject
        let ask = Approval(prompt: "Shall it?", within: .seconds(900), expired: expired)
        return [
            Step(name: "ask", action: .approve(ask), after: [0], onFailure: .carryOn),
            Step(name: "go", action: .signal(name: "go", within: .seconds(900)), after: [1]),
        ]
    }

    /// About nobody, by the clock, however the clock is set.
    private static func hourly(_ random: inout SplitMix) -> Workflow {
        let catchUp = CatchUp.allCases.randomElement(using: &random) ?? .once
        return Workflow(
            name: "hourly",
            version: "v1",
            trigger: .schedule(
                Orchestration.Schedule(cron: "0 * * * *", catchUp: catchUp),
                over: nil
            ),
            steps: [
                Step(
                    name: "count",
                    action: .call(route: "r", input: expression("event.id")),
                    retry: patient,
                    timeout: .seconds(20),
                    onFailure: .carryOn
                )
            ]
        )
    }

    private static let followUp = Workflow(
        name: "follow-up",
        version: "v1",
        trigger: .after(workflow: "welcome", when: nil),
        steps: [Step(name: "sum", action: .compute(expression("1 + 1")))]
    )

    private static let child = Workflow(
        name: "child",
        version: "v1",
        subject: expression("event.customer"),
        priority: 1,
        steps: [
            Step(
                name: "work",
                action: .call(route: "r", input: expression("event")),
                retry: patient,
                timeout: .seconds(20)
            ),
            Step(
                name: "tell",
                action: .send(
                    content: expression("'child of ' + event.id"),
                    by: expression("'mail'"),
                    purpose: "receipt"
                ),
                after: [0],
                retry: patient,
                timeout: .seconds(30)
            ),
            // Often fails for good: the step of the parent is done again, and the customer is told
            // once all the same.
            Step(
                name: "check",
                action: .call(route: "r", input: expression("event")),
                after: [1],
                retry: RetryPolicy(attempts: 1),
                timeout: .seconds(20)
            ),
        ]
    )

    private static func steps(_ random: inout SplitMix) -> [Step] {
        let sum = Step(
            name: "sum",
            action: .compute(expression("1 + 1")),
            after: [1, 3],
            join: Bool.random(using: &random) ? .anySucceeded : .firstSucceeded
        )
        return steps + [sum]
    }

    private static let steps = [
        Step(name: "profile", action: .update(from: expression("event")), retry: patient),
        Step(
            name: "score",
            action: .call(route: "r", input: expression("event")),
            retry: patient,
            timeout: .seconds(20),
            onFailure: .carryOn,
            undo: .call(route: "r", input: expression("score"))
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
    ]

    private static func items(_ count: Int) -> Step {
        Step(
            name: "items",
            action: .call(route: "r", input: expression("item")),
            retry: patient,
            timeout: .seconds(20),
            onFailure: .carryOn,
            each: Each(list: expression("\(Array(1...count))"), limit: count == 3 ? 2 : 20)
        )
    }

    private static let sub = Step(
        name: "sub",
        action: .run(
            workflow: "child",
            input: expression("{'id': event.id, 'customer': event.customer}")
        ),
        after: [0],
        retry: RetryPolicy(attempts: 2, base: .seconds(1), cap: .seconds(60)),
        timeout: .seconds(3600),
        onFailure: .carryOn
    )

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
