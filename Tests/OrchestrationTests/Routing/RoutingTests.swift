import Testing

@testable import Orchestration

@Suite struct `A route` {
    @Test func `by priority takes the first and keeps the others in order`() {
        var world = World(.priority, ["a", "b", "c"])
        #expect(world.choose().candidates.map(\.model) == ["a", "b", "c"])
    }

    @Test func `leaves out what a breaker keeps closed, and says until when`() {
        var world = World(.priority, ["a", "b"])
        world.breakOpen("a")
        let decision = world.choose()
        #expect(decision.chosen == "b")
        guard case .breakerOpen(let until) = decision.rejections.first?.reason else {
            Issue.record("expected a rejection by the breaker")
            return
        }
        #expect(until > world.now)
        #expect(decision.retryAt == until)
    }

    @Test func `leaves a target alone for as long as it asked, though its breaker is closed`() {
        var world = World(.priority, ["a", "b"])
        world.ask("a", .seconds(30))
        let decision = world.choose()
        let until = world.now + .seconds(30)
        #expect(decision.candidates.map(\.model) == ["b"])
        #expect(decision.rejections.map(\.reason) == [.askedToWait(until: until)])
        #expect(
            decision.sentences[1] == "Not a: its upstream asked to be left alone for 30 s more."
        )
        #expect(RouteDecision(value: decision.value) == decision)
        let standing = world.health["a"]?.standing(at: world.now)
        #expect(standing == .out(until: until, because: "asked to be left alone by Retry-After"))
        world.now = until
        #expect(world.choose().candidates.map(\.model) == ["a", "b"])
        #expect(world.health["a"]?.standing(at: world.now) == .well)
    }

    @Test func `is not left without anybody by wishes: whose time is over first is called`() {
        var world = World(.priority, ["a", "b", "c"])
        world.ask("a", .seconds(60))
        world.ask("b", .seconds(20))
        world.breakOpen("c")
        let decision = world.choose()
        #expect(decision.candidates.map(\.model) == ["b"])
        #expect(decision.exception == .asked(until: world.now + .seconds(20)))
        #expect(RouteDecision(value: decision.value) == decision)
        let now = world.now
        let ticket = world.health.update("b") { $0.begin(at: now) } ?? nil
        #expect(ticket != nil)
    }

    @Test func `has nobody to offer when every breaker is open`() {
        var world = World(.priority, ["a", "b"])
        world.breakOpen("a")
        world.breakOpen("b")
        let decision = world.choose()
        #expect(decision.chosen == nil)
        let words = "a COOL, b COOL: no target of r may be called. The first may be"
        #expect(decision.sentences[0].hasPrefix(words))
    }

    @Test func `tries a target again once its breaker is half open`() {
        var world = World(.priority, ["a", "b"])
        world.breakOpen("a")
        world.now = world.now + .seconds(60)
        let decision = world.choose()
        #expect(decision.chosen == "a")
        #expect(decision.candidates[0].isTrial)
    }

    @Test func `pinned never offers a fallback`() {
        var world = World(.pinned, ["a", "b"])
        #expect(world.choose().candidates.map(\.model) == ["a"])
        world.breakOpen("a")
        #expect(world.choose().candidates.isEmpty)
    }

    @Test func `leaves out models it does not know, and paused ones`() {
        var world = World(.priority, ["a", "b", "c"], known: ["b", "c"])
        _ = world.health.update("b") { $0.isPaused = true }
        let decision = world.choose()
        #expect(decision.chosen == "c")
        #expect(decision.rejections.map(\.reason) == [.unknownModel, .paused])
    }

    @Test func `checks the length of the prompt before the call`() {
        var world = World(.priority, ["a", "b", "c"], limits: ["a": 1000, "b": 8000])
        #expect(world.choose(tokensIn: 1000).chosen == "a")
        let decision = world.choose(tokensIn: 1001)
        #expect(decision.candidates.map(\.model) == ["b", "c"])
        #expect(decision.rejections[0].reason == .contextTooLong(tokens: 1001, limit: 1000))
    }

    @Test func `offers a target only where its rule holds`() throws {
        let rule = try Expression(parsing: "tenant == 'eu'")
        let route = Route(
            name: "r",
            targets: [Route.Target(model: "a", when: rule), Route.Target(model: "b")]
        )
        var world = World(route)
        let reasons: [RoutedCall.RuleAnswer: RouteDecision.Reason?] = [
            .holds: nil, .doesNotHold: .ruleFalse("tenant == 'eu'"),
            .unanswered: .ruleFailed("tenant == 'eu'"),
        ]
        for (answer, reason) in reasons {
            let decision = world.choose { _ in answer }
            #expect(decision.rejections.first?.reason == reason)
            #expect(decision.chosen == (reason == nil ? "a" : "b"))
        }
    }

    @Test func `by weight sends each target its share`() {
        let route = Route(
            name: "r",
            policy: .weighted,
            targets: [
                Route.Target(model: "a", weight: 3), Route.Target(model: "b", weight: 1),
                Route.Target(model: "never", weight: 0), Route.Target(model: "odd", weight: .nan),
            ]
        )
        var world = World(route)
        var counts: [String: Int] = [:]
        for _ in 0..<4000 { counts[world.choose().chosen ?? "", default: 0] += 1 }
        #expect(abs(counts["a", default: 0] - 3000) < 150)
        #expect(counts["a", default: 0] + counts["b", default: 0] == 4000)
    }

    @Test(arguments: [
        [0, 0], [-1, .infinity], [.greatestFiniteMagnitude, .greatestFiniteMagnitude],
    ])
    func `survives weights that are no weights`(weights: [Double]) {
        let targets = zip(["a", "b"], weights).map { Route.Target(model: $0, weight: $1) }
        var world = World(Route(name: "r", policy: .weighted, targets: targets))
        let drawn = Set((0..<100).compactMap { _ in world.choose().chosen })
        #expect(drawn == ["a", "b"])
    }

    @Test func `by least latency prefers the fast and never starves the unknown`() {
        var world = World(.leastLatency, ["slow", "fast", "unknown"])
        world.measure("slow", seconds: 4)
        world.measure("fast", seconds: 0.2)
        var counts: [String: Int] = [:]
        for _ in 0..<3000 { counts[world.choose().chosen ?? "", default: 0] += 1 }
        #expect(counts["slow"] == nil, "the slowest of three loses every pair")
        #expect(counts["unknown", default: 0] > counts["fast", default: 0])
        #expect(counts["fast", default: 0] > 0)
    }

    @Test func `by least latency asks the long answer of whoever writes fast`() {
        var world = World(.leastLatency, ["eager", "fluent"])
        world.measure("eager", seconds: 0.1, perToken: 0.05)
        world.measure("fluent", seconds: 1, perToken: 0.005)
        #expect(world.choose(tokensOut: 5).chosen == "eager")
        #expect(world.choose(tokensOut: 500).chosen == "fluent")
    }

    @Test func `by least latency lets failures cost time`() {
        var world = World(.leastLatency, ["a", "b"])
        world.measure("a", seconds: 1)
        world.measure("b", seconds: 1.5)
        #expect(world.choose().chosen == "a")
        for _ in 0..<4 { world.fail("a") }
        #expect(world.choose().chosen == "b")
    }

    @Test func `forgets latencies that are old`() {
        var world = World(.leastLatency, ["a", "b"])
        world.measure("a", seconds: 9)
        world.measure("b", seconds: 1)
        #expect(world.choose().chosen == "b")
        world.now = world.now + .seconds(300)
        world.measure("b", seconds: 1)
        #expect(world.choose().chosen == "a", "nothing is known of a any more")
    }

    @Test func `by least busy counts calls under way`() {
        var world = World(.leastBusy, ["a", "b"])
        let now = world.now
        let ticket = world.health.update("a") { $0.begin(at: now) } ?? nil
        #expect(world.choose().chosen == "b")
        world.end("a", CallReport(.answered), ticket)
        #expect(world.choose().chosen == "a")
    }

    @Test(arguments: Route.Policy.allCases, 1...10)
    func `offers each target once or says why not`(policy: Route.Policy, count: Int) {
        let names = (0..<count).map { "m\($0)" }
        for seed in UInt64(0)..<40 {
            var random = SplitMix(seed: seed)
            var world = World(policy, names, seed: seed)
            for name in names where random.next() % 3 == 0 { world.breakOpen(name) }
            for name in names where random.next() % 5 == 0 { world.setAside(name) }
            for name in names where random.next() % 2 == 0 {
                world.measure(name, seconds: random.unit())
            }
            let decision = world.choose()
            let seen = decision.candidates.map(\.model) + decision.rejections.map(\.model)
            #expect(seen.sorted() == names.sorted())
            #expect(RouteDecision(value: decision.value) == decision)
            #expect(decision.sentences.count >= seen.count)
        }
    }
}

@Suite struct `An override` {
    @Test func `sends everything to one target until it expires`() throws {
        var world = World(.priority, ["a", "b"])
        _ = try world.override(to: "b", for: .seconds(600))
        let decision = world.choose()
        #expect(decision.candidates.map(\.model) == ["b"])
        #expect(decision.rejections.map(\.reason) == [.overridden(to: "b")])
        #expect(decision.sentences[0] == "mira sent r to b for 10 min more: incident.")
        world.now = world.now + .seconds(600)
        #expect(world.choose().chosen == "a")
        #expect(world.table.expire(at: world.now).map(\.route) == ["r"])
        #expect(world.table.overrides.isEmpty)
    }

    @Test func `does not send calls into an open breaker`() throws {
        var world = World(.priority, ["a", "b"])
        _ = try world.override(to: "b", for: nil)
        world.breakOpen("b")
        #expect(world.choose().candidates.isEmpty)
    }

    @Test func `is taken back, the newest first or by its moment`() throws {
        var world = World(.priority, ["a", "b"])
        let first = try world.override(to: "b", for: nil)
        let second = try world.override(to: "a", for: nil)
        #expect(second.before == first.after)
        _ = try world.table.takeBack(second.after?.at, on: "r")
        #expect(world.choose().chosen == "b")
        _ = try world.table.takeBack(nil, on: "r")
        #expect(world.table.overrides.isEmpty)
        #expect(
            world.table.release(route: "r", by: "mira", openRuns: .move, at: world.now) == nil
        )
        #expect(throws: OverrideError.nothingOf(nil, on: "r")) {
            _ = try world.table.takeBack(nil, on: "r")
        }
    }

    @Test func `is refused where it leads nowhere, with what would work`() {
        var world = World(.priority, ["a", "b"])
        let now = world.now
        #expect(throws: OverrideError.notATarget("z", of: "r", targets: ["a", "b"])) {
            try world.override(to: "z", for: nil)
        }
        #expect(throws: OverrideError.alreadyExpired(now)) {
            try world.override(to: "a", for: .zero)
        }
        #expect(throws: OverrideError.unknownRoute("x", known: ["r"])) {
            try world.table.override(
                route: "x",
                to: "a",
                by: "mira",
                reason: "",
                at: now,
                expires: nil
            )
        }
    }

    @Test func `survives a restart, unless its target is gone`() throws {
        var world = World(.priority, ["a", "b"])
        let change = try world.override(to: "b", for: .seconds(60))
        let kept = try #require(change.after)
        #expect(Override(value: kept.value) == kept)
        var again = RoutingTable(routes: [Route(name: "r", targets: [])])
        again.restore(RouteOrders([kept]))
        #expect(again.overrides.isEmpty)
        again = RoutingTable(routes: [world.route])
        again.restore(RouteOrders([kept]))
        #expect(again.overrides == ["r": RouteOrders([kept])])
    }
}

@Suite struct `A failed call` {
    @Test(arguments: FailureKind.allCases)
    func `moves on only for the kinds its route names`(kind: FailureKind) {
        var world = World(.priority, ["a", "b"])
        let decision = world.choose()
        let step = world.fallback(from: decision, after: kind, tried: ["a"])
        let named: FallbackStep =
            // Too long for one is too long for another that takes no more.
            kind == .contextTooLong ? .stop(.noneLeft) : .move(to: "b")
        #expect(step == (world.route.fallback.contains(kind) ? named : .stop(.kindStays(kind))))
    }

    @Test func `stays where its first token has been passed on`() {
        var world = World(.priority, ["a", "b"])
        let decision = world.choose()
        let step = world.table.fallback(
            from: decision,
            after: .timeout,
            tried: ["a"],
            progress: .streaming,
            given: world.health,
            at: world.now
        )
        #expect(step == .stop(.streaming))
    }

    @Test func `skips targets whose breaker opened meanwhile, and ends when none is left`() {
        var world = World(.priority, ["a", "b", "c"])
        let decision = world.choose()
        world.breakOpen("b")
        #expect(world.fallback(from: decision, after: .timeout, tried: ["a"]) == .move(to: "c"))
        #expect(
            world.fallback(from: decision, after: .timeout, tried: ["a", "c"]) == .stop(.noneLeft)
        )
    }

    @Test func `that was too long moves only to a longer context`() {
        let route = Route(
            name: "r",
            targets: ["a", "b", "c"].map { Route.Target(model: $0) },
            fallback: [.contextTooLong]
        )
        var world = World(route, limits: ["a": 4000, "b": 4000, "c": 32_000])
        let decision = world.choose()
        #expect(
            world.fallback(from: decision, after: .contextTooLong, tried: ["a"]) == .move(to: "c")
        )
    }
}

@Suite struct `A retry budget` {
    @Test func `allows ten at once, then one a second`() {
        var budget = RetryBudget(at: .epoch)
        #expect(budget.withdrawals(of: 20, at: .epoch) == 10)
        #expect(budget.withdrawals(of: 1, at: .epoch + .milliseconds(999)) == 0)
        #expect(budget.withdrawals(of: 1, at: .epoch + .milliseconds(1001)) == 1)
    }

    @Test func `earns one retry per ten calls`() {
        var budget = RetryBudget(at: .epoch)
        _ = budget.withdrawals(of: 10, at: .epoch)
        for _ in 0..<9 { budget.deposit(at: .epoch) }
        #expect(budget.withdrawals(of: 1, at: .epoch) == 0)
        for _ in 0..<2 { budget.deposit(at: .epoch) }
        #expect(budget.withdrawals(of: 1, at: .epoch) == 1)
    }

    @Test func `never holds more than ten, and clocks that go back earn nothing`() {
        var budget = RetryBudget(at: .epoch + .seconds(100))
        for _ in 0..<500 { budget.deposit(at: .epoch) }
        #expect(budget.tokens(at: .epoch + .seconds(9999)) == 10)
        #expect(budget.withdrawals(of: 20, at: .epoch + .seconds(100)) == 10)
        #expect(budget.withdrawals(of: 1, at: .epoch) == 0)
    }
}

extension RetryBudget {
    /// How many of that many tries got a retry.
    fileprivate mutating func withdrawals(of tries: Int, at now: Instant) -> Int {
        (0..<tries).count { _ in withdraw(at: now) }
    }
}

@Suite struct `An outlier` {
    @Test func `needs five peers to be one`() {
        #expect(Outlier.positions(of: [1, 1, 1, 0]).isEmpty)
        #expect(Outlier.positions(of: [1, 1, 1, 1, 0]) == [4])
        #expect(Outlier.positions(of: [1, 1, 1, 1, nil, 0]) == [5])
    }

    @Test func `is set aside for longer each time, and forgiven by healthy sweeps`() {
        var world = World(.priority, ["a", "b", "c", "d", "e"])
        for name in ["a", "b", "c", "d"] { world.measure(name, seconds: 1) }
        for _ in 0..<3 { world.fail("e") }
        let names = ["a", "b", "c", "d", "e"]
        #expect(world.health.sweep(peers: names, at: world.now) == ["e"])
        #expect(world.health.sweep(peers: names, at: world.now).isEmpty)
        let decision = world.choose()
        let until = world.now + .seconds(30)
        #expect(decision.rejections.map(\.reason) == [.setAside(until: until)])
        world.now = until
        for name in ["a", "b", "c", "d"] { world.measure(name, seconds: 1) }
        for _ in 0..<3 { world.fail("e") }
        _ = world.health.sweep(peers: names, at: world.now)
        #expect(world.health["e"]?.asideUntil == world.now + .seconds(60))
    }

    @Test(arguments: 1...6, 0...6)
    func `never leaves a route without a candidate`(targets: Int, aside: Int) {
        var world = World(.priority, (0..<targets).map { "m\($0)" })
        for index in 0..<min(aside, targets) { world.setAside("m\(index)") }
        let decision = world.choose()
        let healthy = targets - min(aside, targets)
        #expect(decision.chosen != nil)
        let panics = healthy * 2 < targets
        #expect(decision.candidates.count == (panics ? targets : healthy))
        #expect(decision.exception == (panics ? .panic(healthy: healthy, of: targets) : nil))
    }
}

/// One route, its health, a clock and dice.
private struct World {
    var route: Route
    var table: RoutingTable
    var health: Health
    var now = Instant.epoch + .seconds(1000)
    var random: SplitMix

    init(_ route: Route, known: [String]? = nil, limits: [String: Int] = [:], seed: UInt64 = 7) {
        self.route = route
        let names = known ?? route.targets.map(\.model)
        let models = names.map {
            ModelCard(name: $0, kind: .rules([]), version: "1", contextTokens: limits[$0])
        }
        table = RoutingTable(routes: [route], models: models)
        health = Health(models: names, at: now)
        random = SplitMix(seed: seed)
    }

    init(
        _ policy: Route.Policy,
        _ targets: [String],
        known: [String]? = nil,
        limits: [String: Int] = [:],
        seed: UInt64 = 7
    ) {
        let route = Route(
            name: "r",
            policy: policy,
            targets: targets.map { Route.Target(model: $0) }
        )
        self.init(route, known: known, limits: limits, seed: seed)
    }

    /// A call that is refused with `Retry-After`.
    mutating func ask(_ model: String, _ pause: Duration) {
        let (now, random) = (now, random)
        _ = health.update(model) { health in
            var random = random
            guard let ticket = health.begin(at: now) else { return }
            let report = CallReport(.failed(.rateLimited, retryAfter: pause))
            health.end(report, ticket, at: now, random: &random)
        }
    }

    mutating func choose(
        tokensIn: Int? = nil,
        tokensOut: Int = 1,
        answer: (Expression) -> RoutedCall.RuleAnswer = { _ in .unanswered }
    ) -> RouteDecision {
        let call = RoutedCall(route: "r", tokensIn: tokensIn, tokensOut: tokensOut)
        return table.choose(for: call, given: health, at: now, random: &random, answer: answer)
    }

    mutating func override(to target: String, for time: Duration?) throws(OverrideError)
        -> OverrideChange
    {
        try table.override(
            route: "r",
            to: target,
            by: "mira",
            reason: "incident",
            at: now,
            expires: time.map { now + $0 }
        )
    }

    func fallback(
        from decision: RouteDecision,
        after kind: FailureKind,
        tried: [String]
    ) -> FallbackStep {
        table.fallback(from: decision, after: kind, tried: tried, given: health, at: now)
    }

    mutating func end(_ model: String, _ report: CallReport, _ ticket: Breaker.Ticket?) {
        guard let ticket else { return }
        let now = now
        var random = random
        _ = health.update(model) { $0.end(report, ticket, at: now, random: &random) }
        self.random = random
    }

    mutating func call(_ model: String, _ report: CallReport) {
        let now = now
        end(model, report, health.update(model) { $0.begin(at: now) } ?? nil)
    }

    mutating func measure(_ model: String, seconds: Double, perToken: Double = 0) {
        let first = Duration.milliseconds(Int64(seconds * 1000))
        call(
            model,
            CallReport(
                .answered,
                firstToken: first,
                total: first + .milliseconds(Int64(perToken * 100_000)),
                tokensOut: 101
            )
        )
    }

    mutating func fail(_ model: String) { call(model, CallReport(.failed(.overloaded))) }

    mutating func breakOpen(_ model: String) {
        for _ in 0..<10 { fail(model) }
    }

    mutating func setAside(_ model: String) {
        let until = now + .seconds(30)
        _ = health.update(model) { $0.asideUntil = until }
    }
}

@Suite struct `A model that does without old data` {
    private let models = [
        ModelCard(
            name: "fresh",
            kind: .rules([]),
            version: "1",
            needs: ["orders": .seconds(900)],
            whenStale: .fallBack
        ), ModelCard(name: "plain", kind: .rules([]), version: "1", needs: ["orders": .seconds(1)]),
    ]

    private func decide(_ targets: [String], age: Duration?, override: String? = nil) throws
        -> RouteDecision
    {
        var table = RoutingTable(
            routes: [Route(name: "r", targets: targets.map { Route.Target(model: $0) })],
            models: models
        )
        if let override {
            let order = Override(
                route: "r",
                target: override,
                by: "dana",
                reason: "x",
                at: .epoch,
                expires: nil
            )
            table.restore(RouteOrders([order]))
        }
        var call = RoutedCall(route: "r")
        call.ages = age.map { ["orders": $0] } ?? [:]
        var random = SplitMix(seed: 1)
        return table.choose(
            for: call,
            given: Health(cards: models, at: .epoch),
            at: .epoch,
            random: &random
        )
    }

    @Test func `is no candidate while its source is too old, and says so`() throws {
        #expect(try decide(["fresh", "plain"], age: .seconds(900)).chosen == "fresh")
        let late = try decide(["fresh", "plain"], age: .seconds(901))
        #expect(late.chosen == "plain" && !late.isStale)
        #expect(late.rejections.map(\.model) == ["fresh"])
        #expect(RouteDecision(value: late.value)?.rejections == late.rejections)
        #expect(late.sentences.joined().contains("its source orders is 15 min 1 s old"))
    }

    @Test func `leaves nobody where there is no other`() throws {
        let decision = try decide(["fresh"], age: .seconds(901))
        #expect(decision.chosen == nil && decision.isStale)
    }

    @Test func `is called where nothing is known of the source, and where an operator wants it`()
        throws
    {
        #expect(try decide(["fresh"], age: nil).chosen == "fresh")
        #expect(try decide(["fresh"], age: .seconds(901), override: "fresh").chosen == "fresh")
    }
}
