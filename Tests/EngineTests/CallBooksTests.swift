import Orchestration
import Testing

@testable import Engine

@Suite struct `The books of calls` {
    private let start = Instant(milliseconds: 1_000 * 3_600_000)

    private func call(_ random: inout SplitMix) -> CallRecord {
        var call = CallRecord(
            model: "m\(random.next() % 3)",
            route: "r\(random.next() % 2)",
            took: .milliseconds(Int64(random.next() % 5000)),
            failure: random.unit() < 0.2 ? .timeout : nil
        )
        call.served = random.unit() < 0.5 ? "s\(random.next() % 2)" : nil
        call.firstToken = random.unit() < 0.5 ? .milliseconds(40) : nil
        call.tokensOut = 30
        call.cost = random.unit() < 0.5 ? .micros(7) : .unknown
        return call
    }

    @Test(arguments: UInt64(0)..<20)
    func `count a call as ledger, totals and meters do each alone`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var (books, ledger, totals) = (CallBooks(), MetricLedger(), CallTotals())
        var meters: [String: Meter] = [:]
        var now = start
        for _ in 0..<300 {
            // Now and then for days nobody calls, and every place is given to others.
            now = now + .seconds(Int64(random.next() % (random.unit() < 0.01 ? 400_000 : 30)))
            let call = call(&random)
            let point = MetricPoint(call.sample)
            books.record(call, point, at: now)
            let subjects: [MetricSubject] = [
                .model(call.model), .route(call.route),
                .target(route: call.route, model: call.model),
            ]
            ledger.record(call.sample, of: subjects, at: now)
            totals.record(
                call.sample,
                model: call.model,
                route: call.route,
                served: call.served ?? ""
            )
            meters[call.model, default: Meter()].record(point, at: now)
            if random.unit() < 0.1 {
                #expect(books.ledger.drain(at: now) == ledger.drain(at: now))
            }
        }
        for span in MetricSpan.allCases {
            #expect(
                books.ledger.reports("", over: span, at: now)
                    == ledger.reports("", over: span, at: now),
                "\(span) with seed \(seed)"
            )
        }
        #expect(books.totals == totals)
        for (model, meter) in meters {
            let (one, other) = (books.meter(of: model)?.reading(at: now), meter.reading(at: now))
            #expect(one?.p95Trend == other.p95Trend && one?.rate == other.rate, "seed \(seed)")
            #expect(books.meter(of: model)?.calls == meter.calls)
        }
    }

    @Test func `charge a workflow for what its runs' calls used, and count none of them as runs`() {
        var books = CallBooks()
        for (workflow, cost) in [
            ("a", Cost.micros(3)), ("b", .micros(40)), ("a", .unknown), ("a", .nothing),
        ] {
            var call = CallRecord(model: "m", route: "r", took: .seconds(1))
            call.cost = cost
            call.tokensIn = cost == .nothing ? nil : 5
            call.origin = CallOrigin(run: RunID("1-1"), workflow: workflow, step: "s")
            books.record(call, MetricPoint(call.sample), at: start)
        }
        func report(_ name: String) -> MetricReport {
            books.ledger.report(.workflow(name), over: .day, at: start)
        }
        #expect(report("a").cost == 3e-6 && report("a").unpricedCalls == 1)
        #expect(report("a").tokensIn == 10 && report("a").calls == 0)
        #expect(report("a").errorShare == nil && report("a").p95 == nil)
        #expect(report("b").cost == 40e-6 && report("b").unpricedCalls == 0)
        #expect(report("c").cost == nil)
        let saved = books.ledger.drain(at: start)
        var restored = MetricLedger()
        for window in saved { restored.restore(window) }
        #expect(restored.report(.workflow("a"), over: .day, at: start) == report("a"))
    }

    @Test func `forget paths before there are too many, and no count`() {
        var books = CallBooks()
        for number in 0..<10_000 {
            var call = CallRecord(model: "m", route: "r", took: .seconds(1))
            call.served = "s\(number)"
            books.record(call, MetricPoint(call.sample), at: start)
        }
        #expect(books.meter(of: "m")?.calls == 10_000)
        #expect(books.ledger.report(.model("m"), over: .minute, at: start).calls == 10_000)
        let series = books.totals.calls.first?.series ?? []
        #expect(series.reduce(0) { $0 + $1.took.count } == 10_000)
    }
}
