import Testing

@testable import Orchestration

/// Orders about one route, in a world that replays them run by run.
@Suite struct `Orders about a route` {
    /// What an operator may order.
    private enum Order {
        case send(String, OpenRuns)
        case divide(String, OpenRuns)
        case giveBack(OpenRuns)
        case undivide(OpenRuns)
    }

    /// Where a run is sent: by an override, else by shares, else by the policy.
    private struct Pointer: Equatable {
        var override: String?
        var split: String?
    }

    private static let targets = ["a", "b", "c"]

    private var table: RoutingTable {
        RoutingTable(
            routes: [
                Route(name: "r", targets: Self.targets.map { Route.Target(model: $0) })
            ],
            models: Self.targets.map { ModelCard(name: $0, kind: .rules([]), version: "1") }
        )
    }

    private func draw(_ random: inout SplitMix) -> Order {
        let target = Self.targets[Int(random.next() % 3)]
        let fate: OpenRuns = random.unit() < 0.5 ? .keep : .move
        switch random.next() % 6 {
        case 0, 1: return .send(target, fate)
        case 2, 3: return .divide(target, fate)
        case 4: return .giveBack(fate)
        default: return .undivide(fate)
        }
    }

    /// Gives it; its moment, or nil where it was refused.
    private func give(_ order: Order, _ table: inout RoutingTable, at now: Instant) -> Instant? {
        switch order {
        case .send(let target, let fate):
            try? table.override(
                route: "r",
                to: target,
                by: "ada",
                reason: "",
                at: now,
                expires: nil,
                openRuns: fate
            ).after?.at
        case .divide(let target, let fate):
            try? table.split("r", [target: 100], by: "ada", reason: "", openRuns: fate, at: now).at
        case .giveBack(let fate): table.release(route: "r", by: "ada", openRuns: fate, at: now)
        case .undivide(let fate):
            try? table.split("r", [:], by: "ada", reason: "", openRuns: fate, at: now).at
        }
    }

    /// Where a run that began then is sent after these orders, told one after the other.
    private func follow(_ began: Instant?, _ orders: [(at: Instant, order: Order)]) -> Pointer {
        var pointer = Pointer()
        for (at, order) in orders {
            let isOpen = began.map { $0 < at } ?? false
            switch order {
            case .send(let target, let fate):
                if !isOpen || fate == .move { pointer.override = target }
            case .divide(let target, let fate):
                if !isOpen || fate == .move { pointer.split = target }
            case .giveBack(let fate): if !isOpen || fate == .move { pointer.override = nil }
            case .undivide(let fate): if !isOpen || fate == .move { pointer.split = nil }
            }
        }
        return pointer
    }

    private func found(_ table: RoutingTable, _ began: Instant?, at now: Instant) -> Pointer {
        Pointer(
            override: table.override(of: "r", for: began, at: now)?.target,
            split: table.split(of: "r", for: began, at: now)?.shares.keys.first
        )
    }

    @Test(arguments: UInt64(0)..<300)
    func `are followed by each run as though it had been there, and taken back without a trace`(
        seed: UInt64
    ) throws {
        var random = SplitMix(seed: seed)
        var table = table
        var given: [(at: Instant, order: Order)] = []
        for second in 1...12 {
            let now = Instant(milliseconds: Int64(second) * 1000)
            if random.unit() < 0.25, let last = given.indices.randomElement(using: &random) {
                // A release that released nothing more than another one is no order of its own.
                let moment = given[last].at
                guard (try? table.takeBack(moment, on: "r")) != nil else { continue }
                given.remove(at: last)
            } else {
                let order = draw(&random)
                if let at = give(order, &table, at: now) { given.append((at, order)) }
            }
            let end = now + .milliseconds(999)
            for began in (0...second).map({ Instant(milliseconds: Int64($0) * 1000 + 500) }) {
                #expect(found(table, began, at: end) == follow(began, given), "seed \(seed)")
            }
            #expect(found(table, nil, at: end) == follow(nil, given), "seed \(seed)")
            try expectJournaled(table, at: end)
        }
    }

    /// What is written is read as it was.
    private func expectJournaled(_ table: RoutingTable, at now: Instant) throws {
        if let orders = table.overrides["r"] {
            let bytes = try #require(orders.value(at: now)).jsonBytes
            #expect(RouteOrders<Override>(value: try Value(json: bytes)) == orders)
        }
        if let orders = table.splits["r"] {
            let bytes = try #require(orders.value(at: now)).jsonBytes
            #expect(RouteOrders<Split>(value: try Value(json: bytes)) == orders)
        }
    }

    @Test func `of a journal that knew no choice move the open runs`() throws {
        let old = #"{"route":"r","target":"b","by":"ada","reason":"x","at":5000,"before":"a"}"#
        let guarded = String(old.dropLast()) + #","guard":"error_rate<5%"}"#
        let early = Instant(milliseconds: 1000)
        var table = table
        table.restore(try #require(RouteOrders<Override>(value: Value(json: Array(old.utf8)))))
        #expect(table.override(of: "r", for: early, at: early)?.target == "b")
        table.restore(try #require(RouteOrders<Override>(value: Value(json: Array(guarded.utf8)))))
        let moment = try #require(table.override(of: "r", at: early)?.at)
        _ = try table.takeBack(moment, on: "r")
        #expect(table.override(of: "r", for: early, at: early)?.target == "a")
        let split = #"{"route":"r","by":"ada","at":5000,"shares":{"a":10,"b":90}}"#
        table.restore(try #require(RouteOrders<Split>(value: Value(json: Array(split.utf8)))))
        #expect(table.split(of: "r", for: early, at: early)?.shares == ["a": 10, "b": 90])
        #expect(RouteOrders<Override>(value: ["route": "r"]) == nil)
    }

    @Test func `say why a call does not follow them`() throws {
        var table = table
        let (began, now) = (Instant(milliseconds: 1000), Instant(milliseconds: 60_000))
        _ = give(.send("b", .keep), &table, at: now)
        var call = RoutedCall(route: "r")
        call.began = began
        var random = SplitMix(seed: 1)
        let health = Health(models: Self.targets, at: now)
        let old = table.choose(for: call, given: health, at: now, random: &random)
        #expect(old.chosen == "a")
        #expect(
            old.sentences.contains(
                "ada's order of 00:01:00Z, to b, is for runs that begin after it: "
                    + "this one began at 00:00:01Z."
            )
        )
        #expect(RouteDecision(value: old.value) == old)
        call.began = now
        let new = table.choose(for: call, given: health, at: now, random: &random)
        #expect(new.chosen == "b")
        #expect(new.passedOver == nil)
    }

    @Test func `let breakers move the calls of runs that keep their route`() {
        var table = table
        let now = Instant(milliseconds: 60_000)
        _ = give(.send("c", .keep), &table, at: now)
        var health = Health(models: Self.targets, at: now)
        _ = health.update("a") { $0.breaker.force(.open) }
        var call = RoutedCall(route: "r")
        call.began = .epoch
        var random = SplitMix(seed: 1)
        let decision = table.choose(for: call, given: health, at: now, random: &random)
        #expect(decision.chosen == "b")
    }

    @Test func `are at most sixteen, the newest`() {
        var table = table
        for second in 1...40 {
            _ = give(.send("b", .keep), &table, at: Instant(milliseconds: Int64(second) * 1000))
        }
        #expect(table.overrides["r"]?.all.count == RouteOrders<Override>.limit)
        #expect(table.overrides["r"]?.all.last?.at == Instant(milliseconds: 40_000))
    }
}
