import Testing

@testable import Orchestration

@Suite struct `A guard of a reroute` {
    private func slice(_ calls: Int, failed: Int, seconds: Double = 0.5) -> MetricSlice {
        var slice = MetricSlice()
        for index in 0..<calls {
            slice.add(
                MetricSample(
                    index < failed ? .failed(.timeout) : .answered,
                    took: .milliseconds(Int64(seconds * 1000))
                )
            )
        }
        return slice
    }

    @Test(arguments: ["error_rate<5%", "error_rate<0.5%", "p95<3s", "first_token_p95<1.5s"])
    func `reads back as it was written`(text: String) throws {
        let first = try RouteGuard(text: text)
        #expect(first.text == text)
        #expect(try RouteGuard(text: first.text) == first)
    }

    @Test(arguments: [
        "", "p95", "p95<", "p95>3s", "p95<3s<4s", "error_rate<nan", "speed<3s", "p95<-1s",
    ])
    func `is refused where it is none`(text: String) {
        #expect(throws: RouteGuardError.self) { try RouteGuard(text: text) }
    }

    @Test func `judges nothing before ten calls, and then every one`() throws {
        let errors = try RouteGuard(text: "error_rate<5%")
        #expect(errors.judge(slice(9, failed: 9)) == .notEnough("9 calls, 10 needed"))
        #expect(errors.judge(slice(100, failed: 4)) == .holds)
        #expect(
            errors.judge(slice(100, failed: 5))
                == .tripped("5 % of 100 calls failed, guard error_rate<5%")
        )
        let time = try RouteGuard(text: "p95<3s")
        #expect(time.judge(slice(20, failed: 0)) == .holds)
        guard case .tripped = time.judge(slice(20, failed: 0, seconds: 4)) else {
            Issue.record("four seconds are not below three")
            return
        }
    }
}

@Suite struct `The forecast of a reroute` {
    private let now = Instant.epoch + .seconds(86_400)
    private let table: RoutingTable

    init() {
        var limits = Quota.Limits()
        limits.callsPerMinute = 5
        let cards = [
            ModelCard(
                name: "a",
                kind: .openAI(url: "a", model: "a", keyVariable: nil),
                version: "1",
                prices: PriceList([.init(from: .epoch, input: 1, output: 1)])
            ),
            ModelCard(
                name: "b",
                kind: .openAI(url: "b", model: "b", keyVariable: nil),
                version: "1",
                contextTokens: 50,
                prices: PriceList([.init(from: .epoch, input: 2, output: 2)]),
                limits: limits
            ),
        ]
        let targets = cards.map { Route.Target(model: $0.name) }
        table = RoutingTable(routes: [Route(name: "r", targets: targets)], models: cards)
    }

    private func ledger(a: Int, b: Int) -> MetricLedger {
        var ledger = MetricLedger()
        for (model, calls) in [("a", a), ("b", b)] {
            for index in 0..<calls {
                let sample = MetricSample(
                    model == "a" && index % 2 == 0 ? .failed(.timeout) : .answered,
                    took: .seconds(model == "a" ? 4 : 1),
                    tokensIn: index % 4 == 0 ? 100 : 10,
                    tokensOut: 10,
                    cost: .micros(20)
                )
                ledger.record(
                    sample,
                    of: [.model(model), .route("r"), .target(route: "r", model: model)],
                    at: now
                )
            }
        }
        return ledger
    }

    private func forecast(a: Int, b: Int, to target: String? = "b") throws -> RerouteForecast {
        let basis = ForecastBasis(ledger: ledger(a: a, b: b), minutes: 10, openRuns: 3)
        return try table.forecast(route: "r", to: target, from: basis, at: now)
    }

    @Test func `shows shares, failures, times, cost, limits and lengths`() throws {
        let forecast = try forecast(a: 200, b: 200)
        #expect(forecast.calls == 400)
        #expect(forecast.shares.map(\.now) == [0.5, 0.5])
        #expect(forecast.shares.map(\.then) == [0, 1])
        #expect(forecast.errorShare == .init(now: 0.25, then: 0))
        #expect(abs((forecast.p95.now ?? 0) - 4) < 0.05)
        #expect(abs((forecast.p95.then ?? 0) - 1) < 0.02)
        // 400 calls: a quarter of 100 tokens in, the others of 10, and 10 out; 2 per million.
        #expect(abs((forecast.cost.then ?? 0) - (100 * 100 + 300 * 10 + 4000) * 2e-6) < 1e-9)
        #expect(forecast.quota == "40 calls a minute, calls_per_minute 5")
        #expect(forecast.tooLong == 0.25)
        #expect(forecast.openRuns == 3)
        #expect(forecast.sureness == .good)
    }

    @Test(arguments: zip([0, 3, 30, 200], ["none", "weak", "fair", "good"]))
    func `says how sure it is`(calls: Int, word: String) throws {
        let forecast = try forecast(a: 40, b: calls)
        #expect(forecast.sureness.rawValue == word)
        #expect((forecast.errorShare.then == nil) == (calls == 0))
        #expect(forecast.sentences(.keep).contains { $0.contains("3 open runs keep their route") })
        #expect(forecast.sentences(.move).contains { $0.contains("3 open runs move with it") })
    }

    @Test func `refuses routes and targets it does not know`() {
        #expect(throws: OverrideError.self) { try forecast(a: 1, b: 1, to: "c") }
    }

    private func divided(_ shares: [String: Int], a: Int = 200, b: Int = 200) throws
        -> RerouteForecast
    {
        let basis = ForecastBasis(ledger: ledger(a: a, b: b), minutes: 10, openRuns: 3)
        return try table.forecast(route: "r", divided: shares, from: basis, at: now)
    }

    @Test func `of shares lets each target count by its share`() throws {
        let whole = try forecast(a: 200, b: 200)
        let forecast = try divided(["a": 50, "b": 50])
        #expect(forecast.shares.map(\.then) == [0.5, 0.5])
        #expect(forecast.errorShare == .init(now: 0.25, then: 0.25))
        #expect(abs((forecast.p95.then ?? 0) - (forecast.p95.now ?? 1)) < 0.05)
        #expect(forecast.sureness == .good && forecast.calls == whole.calls)
        #expect(forecast.sentences(.keep)[0].contains("divided: a 50 %, b 50 %"))
    }

    @Test func `of all to one target is that of a reroute to it`() throws {
        let forecast = try divided(["a": 0, "b": 100])
        let reroute = try self.forecast(a: 200, b: 200)
        #expect(forecast.errorShare == reroute.errorShare && forecast.cost == reroute.cost)
        #expect(abs((forecast.p95.then ?? 0) - (reroute.p95.then ?? 1)) < 0.02)
        #expect(forecast.quota == "b: \(reroute.quota)" && forecast.tooLong == reroute.tooLong)
    }

    @Test func `of shares says a limit only where the share passes it`() throws {
        #expect(try divided(["a": 50, "b": 50]).quota.hasPrefix("b: 20 calls"))
        #expect(try divided(["a": 90, "b": 10]).quota == "")
    }

    @Test func `of shares knows nothing where one target was not called`() throws {
        let forecast = try divided(["a": 50, "b": 50], b: 0)
        #expect(forecast.errorShare.then == nil && forecast.p95.then == nil)
        #expect(forecast.sureness == .none)
        #expect(try divided(["a": 100], b: 0).errorShare.then != nil)
    }

    @Test func `of shares refuses what no order could divide`() {
        #expect(throws: SplitError.self) { try divided(["a": 50, "b": 40]) }
        #expect(throws: SplitError.self) { try divided(["c": 100]) }
    }
}
