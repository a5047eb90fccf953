internal import Orchestration

/// What an alert reaches, in numbers.
extension Engine {
    /// More open runs than that are not looked through for their customers at every tick.
    private static let countedMax = 20_000

    /// Everything that builds on an object, from the nearest to those who feel it: models, routes
    /// with their share of all calls, workflows with their open runs and whose they are.
    func blast(of object: AlertObject, _ dependents: Dependents, at now: Instant) -> [String] {
        let reach = dependents.reach(of: object)
        let models = reach.models.map { "model \($0)" }
        let routes = reach.routes.map { route -> String in
            guard let share = traffic(on: [route], at: now) else { return "route \(route)" }
            return "route \(route) (\(share.percent) of calls)"
        }
        return models + routes + reach.workflows.map(crowd)
    }

    /// A workflow with its open runs and the customers they are for.
    private func crowd(in workflow: String) -> String {
        let open = roster.byWorkflow[workflow, default: 0]
        guard open > 0 else { return "workflow \(workflow)" }
        var words = "\(open) open \(open == 1 ? "run" : "runs")"
        if runs.count <= Self.countedMax {
            let people = subjects(of: workflow)
            if people > 0 { words += ", \(people) \(people == 1 ? "customer" : "customers")" }
        }
        return "workflow \(workflow) (\(words))"
    }

    private func subjects(of workflow: String) -> Int {
        var people: Set<String> = []
        for live in runs.values where live.state.opening.workflow == workflow {
            people.insert(live.state.opening.subject)
        }
        people.remove("")
        return people.count
    }
}
