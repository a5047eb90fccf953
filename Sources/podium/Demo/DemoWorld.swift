internal import Engine
internal import Foundation
internal import Orchestration
internal import Rehearsal
internal import Synchronization

/// The world around the demo: a provider, a shop and its customers, and what goes wrong with them.
final class DemoWorld: Sendable {
    private let plan: Mutex<IncidentPlan>
    private let start: ContinuousClock.Instant
    private let origin: Instant
    private let seed: UInt64
    private let perSecond: Double
    private let provider = Mutex<ScriptedProvider?>(nil)

    /// Orders a second, customers, and when it begins.
    init(seed: UInt64, perSecond: Double, at origin: Instant) {
        plan = Mutex(IncidentPlan(seed: seed))
        start = ContinuousClock.now
        self.origin = origin
        self.seed = seed
        self.perSecond = perSecond
    }

    private var elapsed: Duration { ContinuousClock.now - start }

    /// Starts the scripted provider.
    /// - Returns: Its address.
    func startProvider() async throws -> String {
        let started = try await ScriptedProvider.start(
            [
                ScriptedModel(name: "scribe-a"),
                ScriptedModel(name: "scribe-b", firstToken: .milliseconds(320)),
            ],
            seed: seed
        ) { [weak self] model, _ in self?.faults(of: model) ?? [] }
        provider.withLock { $0 = started }
        return started.url
    }

    private func faults(of model: String) -> Set<Fault> {
        plan.withLock { $0.faults(of: model, at: elapsed) }
    }

    /// Notes that the operator has routed around a model: its provider recovers soon.
    func noteReroutes(_ routes: [RouteRow]) {
        for route in routes {
            guard let target = route.overriddenTo else { continue }
            for other in route.targets where other.model != target {
                plan.withLock { $0.rerouted(around: other.model, at: elapsed) }
            }
        }
    }

    /// Feeds orders and catalog updates into the engine until cancelled.
    func run(_ engine: Engine) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.placeOrders(engine) }
            group.addTask { await self.updateCatalog(engine) }
        }
    }

    private func placeOrders(_ engine: Engine) async {
        let feed = ScriptedFeed(
            seed: seed ^ UInt64(bitPattern: origin.milliseconds),
            customers: DemoCustomers.count,
            perSecond: perSecond,
            start: origin
        )
        let orders = feed.paced(by: ContinuousClock(), from: origin) { [weak self] moment in
            self?.conditions(at: moment) ?? ScriptedFeed.Conditions()
        }
        for await order in orders where !Task.isCancelled {
            // Nobody waits for one order to become durable before the next is placed.
            Task { _ = await engine.submit(order.json) }
        }
    }

    /// Orders keep coming while the catalog is silent: the silence is one of a feed, not of all.
    private func conditions(at moment: Instant) -> ScriptedFeed.Conditions {
        var conditions = plan.withLock { $0.feed(at: moment - origin) }
        conditions.isSilent = false
        return conditions
    }

    private func updateCatalog(_ engine: Engine) async {
        var number = 0
        while !Task.isCancelled {
            let now = Moment.now
            let isSilent = plan.withLock { $0.feed(at: now - origin) }.isSilent
            if !isSilent {
                number += 1
                let event: Value = [
                    "id": .string("catalog-\(origin.milliseconds)-\(number)"),
                    "type": "catalog_updated", "time": .string(now.text), "products": 48,
                ]
                _ = await engine.submit(event.jsonBytes)
            }
            try? await Task.sleep(for: .seconds(5))
        }
    }

    func stop() async { await provider.withLock { $0 }?.stop() }
}
