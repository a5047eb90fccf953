internal import Orchestration

extension Engine {
    /// Divides a route's calls among its targets, or gives the choice back to its policy.
    func split(
        _ route: String,
        _ shares: [String: Int],
        _ openRuns: OpenRuns,
        _ order: Control.Order
    ) -> Effect {
        let now = time.now()
        let others = self.openRuns(on: route)
        let result = switchboard.with { state in
            Result { () throws(SplitError) -> (before: [String: Int], at: Instant) in
                try state.table.split(
                    route,
                    shares,
                    by: order.actor,
                    reason: order.reason,
                    openRuns: openRuns,
                    others: others,
                    at: now
                )
            }
        }
        do throws(SplitError) {
            let (before, moment) = try result.get()
            keepSplits(of: route, at: now)
            return .done(
                "\(Split.words(before)) -> \(Split.words(shares))" + openRuns.tail(others),
                undo: .unroute(route: route, ordered: moment)
            )
        } catch {
            return .refused(error.explanation)
        }
    }

    func keepSplits(of route: String, at now: Instant) {
        let orders = switchboard.with { $0.table.splits[route] }
        outgoing.batch.records.append(
            .state(kind: "split", id: route, value: orders?.value(at: now)?.jsonBytes)
        )
    }

    /// What a split would do, and what an operator should know before it.
    func effects(splitting route: String, _ shares: [String: Int], _ openRuns: OpenRuns)
        -> [String]
    {
        let goal =
            shares.isEmpty ? "go where its policy says" : "are divided: \(Split.words(shares))"
        var effects = [openRuns.sentence(route, goal, self.openRuns(on: route))]
        if let override = switchboard.override(of: route, at: time.now()) {
            effects.append("Only once the override to \(override.target) has ended.")
        }
        for (model, share) in shares.sorted(by: { $0.key < $1.key }) where share > 0 {
            guard let row = figures.models.first(where: { $0.name == model }),
                row.state == .cool || row.state == .warn
            else { continue }
            effects.append("\(model) is \(row.state.rawValue) now: \(row.reason).")
        }
        return effects
    }

    /// Takes up how operators had divided calls.
    func restoreSplits() async throws {
        for (_, bytes) in try await journal.states(of: "split") {
            guard let value = try? Value(json: bytes),
                let orders = RouteOrders<Split>(value: value)
            else { continue }
            switchboard.with { $0.table.restore(orders) }
        }
    }
}

extension OpenRuns {
    /// What becomes of calls on a route, and of so many open runs that use it.
    func sentence(_ route: String, _ goal: String, _ count: Int) -> String {
        switch self {
        case .keep where count > 0:
            "Calls of runs that begin from now on at \(route) \(goal); \(words(count))."
        case .keep, .move: "New attempts on \(route) \(goal)" + tail(count) + "."
        }
    }
}
