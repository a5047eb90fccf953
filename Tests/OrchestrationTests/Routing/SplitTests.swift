import Testing

@testable import Orchestration

@Suite struct `A route that an operator divides` {
    private let now = Instant(milliseconds: 1_000_000)

    private func table(_ policy: Route.Policy = .pinned) -> RoutingTable {
        let targets = ["a", "b", "c"].map { Route.Target(model: $0) }
        return RoutingTable(
            routes: [Route(name: "r", policy: policy, targets: targets)],
            models: ["a", "b", "c"].map { ModelCard(name: $0, kind: .rules([]), version: "1") }
        )
    }

    private func counts(_ table: RoutingTable, _ calls: Int = 2_000) -> [String: Int] {
        let health = Health(models: ["a", "b", "c"], at: now)
        var random = SplitMix(seed: 11)
        var counts: [String: Int] = [:]
        for _ in 0..<calls {
            let call = RoutedCall(route: "r", tokensIn: 1, tokensOut: 1)
            let decision = table.choose(for: call, given: health, at: now, random: &random)
            counts[decision.chosen ?? "", default: 0] += 1
        }
        return counts
    }

    private func divide(_ table: inout RoutingTable, _ shares: [String: Int]) throws(SplitError)
        -> [String: Int]
    {
        try table.split("r", shares, by: "mira", reason: "an incident", at: now).before
    }

    @Test(arguments: Route.Policy.allCases)
    func `sends each target its share, whatever its policy`(policy: Route.Policy) throws {
        var table = table(policy)
        #expect(try divide(&table, ["a": 25, "b": 75]) == [:])
        let counts = counts(table)
        #expect(abs((counts["b"] ?? 0) - 1_500) < 100)
        #expect((counts["a"] ?? 0) + (counts["b"] ?? 0) == 2_000)
    }

    @Test func `goes back to its policy, and each order says what was before`() throws {
        var table = table()
        _ = try divide(&table, ["a": 0, "b": 100])
        #expect(counts(table) == ["b": 2_000])
        #expect(try divide(&table, ["c": 100]) == ["a": 0, "b": 100])
        #expect(try divide(&table, [:]) == ["c": 100])
        #expect(counts(table) == ["a": 2_000])
        #expect(throws: SplitError.notSplit("r")) { try divide(&table, [:]) }
    }

    @Test func `gives a target's share to the others while it may not be called`() throws {
        var table = table()
        _ = try divide(&table, ["a": 60, "b": 40])
        var health = Health(models: ["a", "b", "c"], at: now)
        _ = health.update("a") { $0.isPaused = true }
        var random = SplitMix(seed: 3)
        let call = RoutedCall(route: "r", tokensIn: 1, tokensOut: 1)
        let decision = table.choose(for: call, given: health, at: now, random: &random)
        #expect(decision.candidates.map(\.model) == ["b", "c"])
    }

    @Test func `refuses what does not make a whole`() {
        var table = table()
        #expect(throws: SplitError.notWhole(99)) { try divide(&table, ["a": 60, "b": 39]) }
        #expect(throws: SplitError.notWhole(100)) { try divide(&table, ["a": 160, "b": -60]) }
        let targets = ["a", "b", "c"]
        #expect(throws: SplitError.notATarget("x", of: "r", targets: targets)) {
            try divide(&table, ["x": 100])
        }
        #expect(throws: SplitError.unknownRoute("s", known: ["r"])) {
            _ = try table.split("s", ["a": 100], by: "", reason: "", at: now)
        }
        #expect(throws: SplitError.notWhole(.max)) {
            try divide(&table, ["a": .max, "b": .max])
        }
    }

    @Test func `is read back from a journal as it was, where it still fits`() throws {
        var table = table()
        _ = try divide(&table, ["a": 60, "b": 40])
        let split = try #require(table.split(of: "r", at: now))
        let read = try #require(Split(value: try Value(json: split.value.jsonBytes)))
        #expect(read == split)
        var other = self.table()
        other.restore(RouteOrders([read]))
        #expect(other.split(of: "r", at: now) == split)
        let gone = Split(route: "r", shares: ["gone": 100], by: "", reason: "", at: now)
        other.restore(RouteOrders([gone]))
        #expect(other.split(of: "r", at: now) == split)
        #expect(Split(value: ["route": "r"]) == nil)
    }

    @Test func `gives way to an override`() throws {
        var table = table()
        _ = try divide(&table, ["b": 100])
        _ = try table.override(
            route: "r",
            to: "c",
            by: "mira",
            reason: "",
            at: now,
            expires: nil
        )
        #expect(counts(table) == ["c": 2_000])
    }
}
