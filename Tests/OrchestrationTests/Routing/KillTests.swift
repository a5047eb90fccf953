import Orchestration
import Testing

@Suite struct `A kill switch` {
    private static let scopes: [KillScope] = [
        .everything, .route("r"), .model("a"), .tenant("acme"),
    ]

    private static func table() -> RoutingTable {
        RoutingTable(
            routes: ["r", "s"].map { name in
                Route(name: name, targets: ["a", "b"].map { Route.Target(model: $0) })
            }
        )
    }

    private static func kill(_ scope: KillScope, expires: Instant? = nil) -> KillSwitch {
        KillSwitch(scope, by: "dana", reason: "leak", at: .epoch, expires: expires)
    }

    private func choice(
        _ table: RoutingTable,
        _ route: String,
        _ tenant: String,
        at now: Instant = .epoch
    ) -> RouteDecision {
        var random = SplitMix(seed: 1)
        var call = RoutedCall(route: route)
        call.tenant = tenant
        let health = Health(models: ["a", "b"], at: .epoch)
        return table.choose(for: call, given: health, at: now, random: &random)
    }

    @Test(arguments: scopes)
    func `takes exactly the calls it covers, and says which it is`(scope: KillScope) throws {
        var table = Self.table()
        try table.kill(Self.kill(scope), at: .epoch)
        for route in ["r", "s"] {
            for tenant in ["", "acme", "other"] {
                let (all, one): (Bool, Bool) =
                    switch scope {
                    case .everything: (true, false)
                    case .route(let name): (name == route, false)
                    case .tenant(let name): (name == tenant, false)
                    case .model: (false, true)
                    }
                let decision = choice(table, route, tenant)
                #expect(decision.chosen == (all ? nil : one ? "b" : "a"))
                let off = decision.rejections.filter {
                    $0.reason == .killed("\(scope.object) by dana: leak")
                }
                #expect(off.map(\.model) == (all ? ["a", "b"] : one ? ["a"] : []))
                #expect(RouteDecision(value: decision.value) == decision)
            }
        }
        try table.revive(scope)
        #expect(choice(table, "r", "acme").chosen == "a")
    }

    @Test(arguments: scopes) func `ends by itself, and is told once`(scope: KillScope) throws {
        var table = Self.table()
        let end = Instant.epoch + .seconds(60)
        try table.kill(Self.kill(scope, expires: end), at: .epoch)
        #expect(choice(table, "r", "acme", at: end - .milliseconds(1)).chosen != "a")
        #expect(choice(table, "r", "acme", at: end).chosen == "a")
        #expect(table.expireKills(at: end - .milliseconds(1)).isEmpty)
        #expect(table.expireKills(at: end).map(\.scope) == [scope])
        #expect(table.expireKills(at: end).isEmpty)
    }

    @Test(arguments: scopes) func `is refused twice, in the past, and where it is not`(
        scope: KillScope
    ) throws {
        var table = Self.table()
        #expect(throws: KillError.isOn(scope)) { try table.revive(scope) }
        #expect(throws: KillError.alreadyExpired) {
            try table.kill(Self.kill(scope, expires: .epoch), at: .epoch)
        }
        try table.kill(Self.kill(scope), at: .epoch)
        #expect(throws: KillError.isOff(scope)) { try table.kill(Self.kill(scope), at: .epoch) }
    }

    @Test(arguments: [KillScope.route("x"), .model("x"), .tenant("")])
    func `knows what it can switch off`(scope: KillScope) {
        var table = Self.table()
        #expect(throws: KillError.self) { try table.kill(Self.kill(scope), at: .epoch) }
        table.restore(Self.kill(scope))
        if case .tenant = scope { return }
        #expect(table.kills.isEmpty)
    }

    @Test(arguments: scopes) func `is read back as it was journaled, an older one too`(
        scope: KillScope
    ) {
        let kill = Self.kill(scope, expires: .epoch + .seconds(9))
        let (kind, id) = scope.journaled
        #expect(KillScope(kind: kind, id: id) == scope)
        #expect(KillSwitch(scope, journaled: kill.value.jsonBytes) == kill)
        let old = KillSwitch(scope, journaled: Array("dana: leak".utf8))
        #expect(old.by == "dana" && old.reason == "leak")
    }

    @Test(arguments: scopes.map { $0 == .model("a") ? .model("b") : $0 })
    func `is in the way of a fallback as well`(scope: KillScope) throws {
        var table = Self.table()
        let decision = choice(table, "r", "acme")
        let health = Health(models: ["a", "b"], at: .epoch)
        func next() -> FallbackStep {
            table.fallback(
                from: decision,
                after: .timeout,
                tried: ["a"],
                tenant: "acme",
                given: health,
                at: .epoch
            )
        }
        #expect(next() == .move(to: "b"))
        try table.kill(Self.kill(scope), at: .epoch)
        #expect(next() == .stop(.noneLeft))
    }
}
