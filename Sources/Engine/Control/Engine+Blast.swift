internal import Orchestration

/// What an alert reaches, in numbers.
extension Engine {
    /// More open runs than that are not looked through for their customers at every tick.
    private static let countedMax = 20_000

    /// Works out anew what reaches are told with: it is the same for all alerts.
    func refreshReach(at now: Instant) {
        let calls = telemetry.figures { ledger in
            project.routes.map { route in
                let slice = ledger.slice(of: .route(route.name), over: .minute, at: now)
                return (name: route.name, calls: slice.calls)
            }
        }
        let all = calls.reduce(0) { $0 + $1.calls }
        figures.traffic = calls.reduce(into: [:]) { shares, route in
            if all > 0 { shares[route.name] = Double(route.calls) / Double(all) }
        }
        figures.customers = alerts.isEmpty || runs.count > Self.countedMax ? [:] : customers
    }

    /// How many customers the open runs of each workflow are for.
    private var customers: [String: Int] {
        var people: [String: Set<String>] = [:]
        for live in runs.values where !live.state.opening.subject.isEmpty {
            people[live.state.opening.workflow, default: []].insert(live.state.opening.subject)
        }
        return people.mapValues(\.count)
    }

    /// The share of the last minute's calls that went by these routes; nil where there was none.
    func traffic(on routes: [String]) -> Double? {
        let shares = routes.compactMap { figures.traffic[$0] }
        return shares.isEmpty ? nil : shares.reduce(0, +)
    }

    /// Everything that builds on an object, from the nearest to those who feel it: models, routes
    /// with their share of all calls, workflows with their open runs and whose they are.
    func words(of reach: Dependents.Reach) -> [String] {
        let routes = reach.routes.map { route -> String in
            guard let share = traffic(on: [route]) else { return "route \(route)" }
            return "route \(route) (\(share.percent) of calls)"
        }
        return reach.models.map { "model \($0)" } + routes + reach.workflows.map(crowd)
    }

    /// A workflow with its open runs and the customers they are for.
    private func crowd(in workflow: String) -> String {
        let open = roster.byWorkflow[workflow, default: 0]
        guard open > 0 else { return "workflow \(workflow)" }
        var words = "\(open) open \(open == 1 ? "run" : "runs")"
        if let people = figures.customers[workflow] {
            words += ", \(people) \(people == 1 ? "customer" : "customers")"
        }
        return "workflow \(workflow) (\(words))"
    }
}
