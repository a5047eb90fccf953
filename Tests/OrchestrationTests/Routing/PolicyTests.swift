import Testing

@testable import Orchestration

@Suite struct `A routing policy` {
    @Test func `tries every level before the next`() {
        var world = PolicyWorld(
            .weighted,
            [
                .init(model: "a", weight: 1, level: 1), .init(model: "b", level: 0),
                .init(model: "c"),
            ]
        )
        for _ in 0..<50 {
            let order = world.choose().candidates.map(\.model)
            #expect(Set(order.prefix(2)) == ["b", "c"])
            #expect(order.last == "a")
        }
    }

    @Test func `of least cost takes the cheapest that is fast enough`() {
        var world = PolicyWorld(
            .cheapest,
            ["dear", "slow", "cheap", "unpriced"].map { Route.Target(model: $0) },
            prices: ["dear": 10, "slow": 1, "cheap": 2],
            objective: .seconds(2)
        )
        world.measure("slow", seconds: 3)
        world.measure("cheap", seconds: 1)
        let decision = world.choose()
        #expect(decision.candidates.map(\.model) == ["cheap", "dear", "unpriced", "slow"])
        #expect(decision.candidates[0].score == .money(40))
        #expect(decision.candidates[2].score == .money(nil), "unknown is never 0")
    }

    @Test func `that sticks keeps a subject where it is, and moves only those of a lost target`() {
        var world = PolicyWorld(.sticky, ["a", "b", "c"].map { Route.Target(model: $0) })
        let subjects = (0..<300).map { "s\($0)" }
        let before = subjects.map { world.choose(session: $0).chosen }
        #expect(Set(before) == ["a", "b", "c"])
        #expect(subjects.map { world.choose(session: $0).chosen } == before)
        _ = world.health.update("b") { $0.isPaused = true }
        for (subject, was) in zip(subjects, before) where was != "b" {
            #expect(world.choose(session: subject).chosen == was)
        }
    }

    @Test func `that learns moves to the better one, and notices when that changes`() {
        var world = PolicyWorld(.bandit, ["a", "b"].map { Route.Target(model: $0) })
        func play(_ good: String) -> Int {
            (0..<600).reduce(0) { count, _ in
                let chosen = world.choose().chosen ?? ""
                let worth = world.random.unit() < (chosen == good ? 0.9 : 0.3) ? 1.0 : 0
                world.health.reward("r", chosen, worth)
                return count + (chosen == good ? 1 : 0)
            }
        }
        #expect(play("a") > 500)
        _ = play("b")
        #expect(play("b") > 450)
    }

    @Test func `that learns takes cost off what it believes, by its weight`() {
        func chosen(_ weight: Double) -> Int {
            var bandit = Bandit()
            for _ in 0..<200 { for model in ["dear", "cheap"] { bandit.reward(model, 0.8) } }
            var random = SplitMix(seed: 7)
            return (0..<400).count { _ in
                let order = bandit.ordered(
                    ["dear", "cheap"],
                    penalties: [weight, weight * 0.1],
                    &random
                )
                return order[0].position == 1
            }
        }
        #expect((150...250).contains(chosen(0)))
        #expect(chosen(0.5) > 380)
    }

    @Test func `that learns knows after a restart what it knew before`() {
        var bandit = Bandit()
        for _ in 0..<50 { bandit.reward("a", 0.7) }
        #expect(Bandit(value: bandit.value) == bandit)
        #expect(Bandit(value: ["a": ["a": -1, "b": "x"]]) == Bandit())
    }

    @Test func `that learns logs a propensity for every candidate`() {
        var world = PolicyWorld(.bandit, ["a", "b", "c"].map { Route.Target(model: $0) })
        for _ in 0..<40 { world.health.reward("r", "a", 1) }
        for _ in 0..<40 { world.health.reward("r", "b", 0) }
        var wins: [String: Int] = [:]
        var logged: [String: Double] = [:]
        for _ in 0..<400 {
            let decision = world.choose()
            wins[decision.chosen ?? "", default: 0] += 1
            var sum = 0.0
            for candidate in decision.candidates {
                guard case .belief(_, let chance) = candidate.score else { continue }
                #expect(chance > 0)
                sum += chance
                logged[candidate.model, default: 0] += chance / 400
            }
            #expect(abs(sum - 1) < 1e-9)
        }
        for model in ["a", "b", "c"] {
            let share = Double(wins[model, default: 0]) / 400
            #expect(abs(share - (logged[model] ?? 0)) < 0.08, "\(model)")
        }
    }

    @Test func `gives a canary its share, and a shadow copies only`() {
        var world = PolicyWorld(
            .priority,
            [
                .init(model: "a"), .init(model: "new", role: .canary(share: 0.2)),
                .init(model: "copy", role: .shadow(share: 0.5)),
            ]
        )
        var (canaries, copies) = (0, 0)
        for _ in 0..<2000 {
            let decision = world.choose()
            if decision.chosen == "new" { canaries += 1 }
            copies += decision.shadows.count
            #expect(!decision.candidates.contains { $0.model == "copy" })
            #expect(decision.candidates.contains { $0.model == "a" })
        }
        #expect(abs(canaries - 400) < 60)
        #expect(abs(copies - 1000) < 90)
        world.health.judge(Health.Canary("r", "new"), failed: "worse")
        for _ in 0..<100 { #expect(world.choose().chosen == "a") }
    }

    @Test func `names the limit that a call would pass`() {
        var limits = Quota.Limits()
        limits.tokensPerMinute = 100
        var world = PolicyWorld(
            .priority,
            ["a", "b"].map { Route.Target(model: $0) },
            limits: ["a": limits]
        )
        #expect(world.choose(tokensIn: 80).chosen == "a")
        let decision = world.choose(tokensIn: 81)
        #expect(decision.chosen == "b")
        let hit = Quota.Hit.tokens(limit: 100, used: 0, asked: 101)
        #expect(
            decision.rejections.map(\.reason)
                == [.overLimit(hit, retryAt: world.now + .seconds(5))]
        )
        #expect(decision.sentences.contains { $0.contains("tokens_per_minute 100") })
    }

    @Test func `says how every target stood, and reads back as it was written`() throws {
        var world = PolicyWorld(
            .bandit,
            [
                .init(model: "a"), .init(model: "b"),
                .init(model: "c", role: .canary(share: 0.000_1)),
                .init(model: "d", role: .shadow(share: 1)),
            ]
        )
        world.measure("a", seconds: 1)
        let decision = world.choose()
        #expect(decision.standings.map(\.model) == ["a", "b", "c", "d"])
        #expect(decision.standings[0].retries == 10)
        let value = try Value(json: decision.value.jsonBytes)
        #expect(RouteDecision(value: value) == decision)
    }

    @Test func `does not fall back on an upstream that is owed no retry`() {
        var world = PolicyWorld(.priority, ["a", "b"].map { Route.Target(model: $0) })
        let decision = world.choose()
        for _ in 0..<10 { _ = world.health.withdrawRetry("b", at: world.now) }
        #expect(world.fallback(decision) == .stop(.budgetSpent("b")))
        world.now = world.now + .seconds(1)
        #expect(world.fallback(decision) == .move(to: "b"))
    }
}

@Suite struct `The view of a route` {
    @Test func `changes with who is out, not with who was drawn`() {
        var world = PolicyWorld(.weighted, ["a", "b"].map { Route.Target(model: $0) })
        let first = RouteView(world.choose())
        for _ in 0..<20 { #expect(RouteView(world.choose()).change(since: first) == nil) }
        _ = world.health.update("a") { $0.breaker.force(.open) }
        let second = RouteView(world.choose())
        #expect(second.change(since: first) == "a out: forced open")
        #expect(first.change(since: second) == "a back")
    }

    @Test func `says nobody to be back whom an operator's order kept out of sight`() throws {
        var world = PolicyWorld(.priority, ["a", "b"].map { Route.Target(model: $0) })
        _ = world.health.update("a") { $0.breaker.force(.open) }
        let out = RouteView(world.choose())
        try world.reroute(to: "b")
        let sent = RouteView(world.choose())
        #expect(sent.change(since: out) == "all calls to b")
        try world.reroute(to: nil)
        #expect(
            RouteView(world.choose()).change(since: sent)?.contains("a out: forced open") == true
        )
    }

    @Test func `does not change with the calls that a canary gets`() {
        var world = PolicyWorld(
            .priority,
            [.init(model: "a"), .init(model: "new", role: .canary(share: 0.5)), .init(model: "b")]
        )
        var views: [RouteView] = []
        var chosen: Set<String> = []
        for _ in 0..<50 {
            let decision = world.choose()
            chosen.insert(decision.chosen ?? "")
            views.append(RouteView(decision))
        }
        #expect(chosen == ["a", "new"])
        #expect(Set(views).count == 1)
        _ = world.health.update("a") { $0.breaker.force(.open) }
        #expect(RouteView(world.choose()).change(since: views[0])?.hasPrefix("a -> b") == true)
    }
}

/// One route with one policy, its health, a clock and dice.
private struct PolicyWorld {
    var table: RoutingTable
    var health: Health
    var now = Instant.epoch + .seconds(86_400)
    var random = SplitMix(seed: 11)

    init(
        _ policy: Route.Policy,
        _ targets: [Route.Target],
        prices: [String: Double]? = nil,
        limits: [String: Quota.Limits] = [:],
        objective: Duration? = nil
    ) {
        var extras = RouteExtras()
        extras.objective = objective
        let route = Route(name: "r", policy: policy, targets: targets, extras: extras)
        let cards = targets.map { target in
            ModelCard(
                name: target.model,
                kind: .openAI(url: "simulated:\(target.model)", model: "m", keyVariable: nil),
                version: "1",
                prices: PriceList(
                    prices?[target.model].map { [.init(from: .epoch, input: 0, output: $0)] } ?? []
                ),
                limits: limits[target.model] ?? Quota.Limits()
            )
        }
        table = RoutingTable(routes: [route], models: cards)
        health = Health(cards: cards, at: now)
    }

    mutating func choose(tokensIn: Int? = nil, session: String = "") -> RouteDecision {
        let call = RoutedCall(route: "r", tokensIn: tokensIn, tokensOut: 20, session: session)
        return table.choose(for: call, given: health, at: now, random: &random)
    }

    /// Sends all calls to a target; nil gives the choice back to the policy.
    mutating func reroute(to target: String?) throws {
        guard let target else {
            _ = table.release(route: "r", by: "dana", openRuns: .move, at: now)
            return
        }
        _ = try table.override(
            route: "r",
            to: target,
            by: "dana",
            reason: "a trial",
            at: now,
            expires: nil
        )
    }

    mutating func measure(_ model: String, seconds: Double) {
        let now = now
        var random = random
        let first = Duration.milliseconds(Int64(seconds * 1000))
        _ = health.update(model) { health in
            guard let ticket = health.begin(at: now) else { return }
            let report = CallReport(.answered, firstToken: first, total: first)
            health.end(report, ticket, at: now, random: &random)
        }
    }

    func fallback(_ decision: RouteDecision) -> FallbackStep {
        table.fallback(from: decision, after: .timeout, tried: ["a"], given: health, at: now)
    }
}
