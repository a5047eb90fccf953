import Inference
import Journal
import Orchestration
import Synchronization
import Testing

@testable import Engine

/// What becomes of one call of a route, with models that do as they are told.
@Suite struct `A call through a route` {
    @Test func `asks the next target where the first fails before its first content`() async {
        let stage = Stage(["a", "b"])
        stage.script("a", .fail(.overloaded))
        let outcome = await stage.call("q")
        #expect(stage.asked == ["a", "b"])
        #expect(outcome.model == "b")
    }

    @Test(arguments: [false, true])
    func `asks nobody else once content has come`(isHedged: Bool) async {
        let stage = Stage(["a", "b"], hedge: isHedged ? 1 : nil)
        stage.warm("a")
        stage.script("a", .failAfterContent(.timeout))
        let outcome = await stage.call("q")
        #expect(stage.asked == ["a"])
        #expect(outcome.stopped == .streaming)
    }

    @Test func `that fails in mid-stream says of what class and after how much`() async throws {
        let stage = Stage(["a", "b"])
        stage.script("a", .failAfterContent(.timeout))
        let outcome = await stage.call("q")
        let words = outcome.tried.map(\.words)
        #expect(words == ["a: timeout after 1 piece of content in 0 ms, scripted"])
        let key = StepKey(step: 0, attempt: 1)
        guard case .choice(_, _, let bytes) = outcome.record(of: RunID("1-1"), key) else {
            Issue.record("no choice is kept")
            return
        }
        let record = try Value(json: bytes)
        let why = WhyReport(run: RunID("1-1"), step: "copy", attempt: 1, record: record)
        #expect(why.target.isEmpty)
        #expect(why.failed == outcome.tried.last?.words)
        #expect(why.lines.contains("  failed    \(why.failed)"))
        #expect(!why.lines.contains { $0.contains("answered") })
    }

    @Test func `asks a second target where the first is slow to begin, and stops the slower`() async
    {
        let stage = Stage(["a", "b"], hedge: 1)
        stage.warm("a")
        stage.script("a", .hang)
        let outcome = await stage.call(
            "q",
            [
                { $0.time.sleeping == 2 }
            ]
        )
        #expect(outcome.model == "b")
        #expect(stage.asked == ["a", "b"] && stage.cancelled == ["a"])
        #expect(outcome.hedged?.words == "hedged after 200 ms with b; a cancelled")
        // Who was cancelled has not failed; it was called all the same, and may be billed.
        let cut = stage.slice(of: "a")
        #expect(cut.calls == Stage.warmCalls + 1 && cut.failed == 0 && cut.unpriced == 1)
        #expect(cut.took.count == Stage.warmCalls)
        #expect(stage.calls(of: "b") == 1)
    }

    @Test func `waits for a target that has begun, however slow it goes on`() async {
        let stage = Stage(["a", "b"], hedge: 1)
        stage.warm("a")
        stage.script("a", .beginThenAnswer(after: .seconds(30)))
        let outcome = await stage.call(
            "q",
            [
                { $0.time.sleeping == 2 }, { $0.time.sleeping == 1 },
            ]
        )
        #expect(outcome.model == "a" && stage.asked == ["a"])
    }

    @Test func `is hedged for no more than its share`() async {
        let stage = Stage(["a", "b"], hedge: 0.05)
        stage.warm("a")
        stage.script("a", .beginLate(after: .seconds(30)))
        let outcome = await stage.call(
            "q",
            [
                { $0.time.sleeping == 2 }, { $0.time.sleeping == 1 },
            ]
        )
        #expect(outcome.model == "a" && stage.asked == ["a"])
    }

    @Test func `counts both where both of a hedged call fail, and asks neither again`() async {
        let stage = Stage(["a", "b"], hedge: 1)
        stage.warm("a")
        stage.script("a", .failLate(.overloaded, after: .seconds(30)))
        stage.script("b", .fail(.overloaded))
        let outcome = await stage.call(
            "q",
            [
                { $0.time.sleeping == 2 }, { $0.asked.count == 2 },
            ]
        )
        #expect(stage.asked == ["a", "b"])
        #expect(Set(outcome.tried.map(\.model)) == ["a", "b"])
    }

    @Test func `lets a second target finish where the first fails meanwhile`() async {
        let stage = Stage(["a", "b"], hedge: 1)
        stage.warm("a")
        stage.script("a", .failLate(.overloaded, after: .seconds(10)))
        stage.script("b", .beginThenAnswer(after: .seconds(30)))
        let outcome = await stage.call(
            "q",
            [
                { $0.time.sleeping == 2 }, { $0.time.sleeping == 2 && $0.asked.count == 2 },
                { $0.time.sleeping == 1 },
            ]
        )
        #expect(outcome.model == "b" && stage.asked == ["a", "b"])
    }

    @Test func `sends a copy to a shadow and cares nothing for its answer`() async {
        let stage = Stage(["a"], shadow: "s")
        stage.script("s", .fail(.badOutput))
        let outcome = await stage.call("q")
        await stage.rest { $0.calls(of: "s") == 1 }
        #expect(outcome.model == "a" && outcome.tried.isEmpty)
        #expect(stage.asked.sorted() == ["a", "s"])
    }

    @Test func `gives the same answer again to exactly the same question, for a while`() async {
        let stage = Stage(["a"], caches: .seconds(60))
        #expect(await !stage.call("q").isCached)
        stage.time.advance(by: .seconds(59))
        #expect(await stage.call("q").isCached)
        #expect(await !stage.call("q ").isCached)
        stage.time.advance(by: .seconds(1))
        #expect(await !stage.call("q").isCached)
        #expect(stage.asked.count == 3)
    }

    @Test func `keeps no failure for an answer`() async {
        let stage = Stage(["a"], caches: .seconds(60))
        stage.script("a", .fail(.badInput))
        #expect(await stage.call("q").model == nil)
        #expect(await stage.call("q").model == "a")
    }

    @Test func `is not repeated once the upstream is owed no retry`() async {
        let stage = Stage(["a", "b"])
        // Ten retries are owed; a kind of failure that no breaker counts keeps the first in service.
        var stopped: FallbackStep.StopReason?
        for number in 0..<40 where stopped == nil {
            stage.script("a", .fail(.contentPolicy))
            stopped = await stage.call("q\(number)").stopped
        }
        #expect(stopped == .budgetSpent("b"))
        #expect(stage.asked.count { $0 == "b" } == 10)
    }

    @Test func `that breaks off after its first content counts as its estimate, and is unpriced`()
        async
    {
        let stage = Stage(["a"], moneyPerDay: 2_500_000)
        stage.script("a", .failAfterContent(.timeout), .fail(.timeout), .fail(.overloaded))
        for number in 0..<2 { #expect(await stage.call("q\(number)").model == nil) }
        #expect(stage.slice(of: "a").unpriced == 2)
        // Two that may be billed make 2, and a third would go over 2.5.
        let outcome = await stage.call("q2")
        #expect(stage.asked.count == 2)
        guard case .failure(let failure) = outcome.result else {
            Issue.record("answered over its limit")
            return
        }
        #expect(failure.kind == .limitReached)
        #expect(failure.message.hasPrefix("a money_per_day 2.5000 would be passed"))
    }

    @Test func `that is refused before its first content costs nothing`() async {
        let stage = Stage(["a"], moneyPerDay: 2_500_000)
        stage.script("a", .fail(.overloaded), .fail(.auth), .fail(.connect))
        for number in 0..<4 { _ = await stage.call("q\(number)") }
        #expect(stage.asked.count == 4 && stage.slice(of: "a").unpriced == 0)
    }

    @Test func `is refused by the limit on money that it would go over, by name`() async {
        let stage = Stage(["a"], moneyPerDay: 2_500_000)
        for number in 0..<2 { #expect(await stage.call("q\(number)").model == "a") }
        let outcome = await stage.call("q2")
        #expect(outcome.model == nil && stage.asked.count == 2)
        let hits = outcome.decision.rejections.compactMap { rejection -> Quota.Hit? in
            if case .overLimit(let hit, _) = rejection.reason { hit } else { nil }
        }
        #expect(hits == [.money(limit: 2_500_000, spent: 2_000_000, asked: 1_000_000)])
        stage.time.advance(by: .seconds(86_400))
        #expect(await stage.call("q3").model == "a")
    }
}

extension CallDesk.Outcome {
    /// Who answered; nil where nobody did.
    fileprivate var model: String? { try? result.get().model }
}

/// A route with scripted models, on a clock that stands still.
private final class Stage: Sendable {
    enum Line: Sendable {
        case fail(FailureKind)
        case failAfterContent(FailureKind)
        case failLate(FailureKind, after: Duration)
        case hang
        case beginThenAnswer(after: Duration)
        case beginLate(after: Duration)
    }

    static let warmCalls = 20

    let time = ManualTime()
    private let telemetry = Telemetry()
    private let desk: CallDesk
    private let script = Mutex<[String: [Line]]>([:])
    private let asking = Mutex<[String]>([])
    private let leaving = Mutex<[String]>([])

    init(
        _ models: [String],
        hedge: Double? = nil,
        shadow: String? = nil,
        caches: Duration? = nil,
        moneyPerDay: Int64? = nil
    ) {
        var limits = Quota.Limits()
        limits.moneyPerDay = moneyPerDay
        let price = PriceList.Price(from: .epoch, input: 0, output: 0, perCall: 1)
        let cards = (models + (shadow.map { [$0] } ?? [])).map { name in
            ModelCard(
                name: name,
                kind: .openAI(url: "simulated:\(name)", model: name, keyVariable: nil),
                version: "1",
                prices: PriceList([price]),
                limits: limits
            )
        }
        var extras = RouteExtras()
        extras.hedges = hedge.map { RouteExtras.Hedge(share: $0) }
        extras.caches = caches
        var project = Project()
        project.models = cards
        project.routes = [
            Route(
                name: "r",
                targets: models.map { Route.Target(model: $0) }
                    + (shadow.map { [Route.Target(model: $0, role: .shadow(share: 1))] } ?? []),
                fallback: [.overloaded, .timeout, .contentPolicy],
                extras: extras
            )
        ]
        desk = CallDesk(
            pool: ModelPool(
                cards: cards,
                local: [:],
                remote: [:],
                client: ModelClient(),
                clock: SteppedClock(time: time)
            ),
            switchboard: Switchboard(project: project, seed: 1, at: time.now()),
            telemetry: telemetry
        )
    }

    /// What the next calls of a model do; those after them answer at once.
    func script(_ model: String, _ lines: Line...) {
        script.withLock { $0[model, default: []] += lines }
    }

    var asked: [String] { asking.withLock { $0 } }
    var cancelled: [String] { leaving.withLock { $0 } }

    /// What the figures know of a model.
    func slice(of model: String) -> MetricSlice {
        telemetry.figures { $0.slice(of: .model(model), over: .day, at: time.now()) }
    }

    /// Calls that the figures know of.
    func calls(of model: String) -> Int { slice(of: model).calls }

    /// Lets so much be known of a model that a slow beginning can be told from a usual one.
    func warm(_ model: String) {
        for _ in 0..<Self.warmCalls {
            var record = CallRecord(model: model, route: "r", took: .seconds(1))
            record.firstToken = .milliseconds(200)
            telemetry.record(record, at: time.now())
        }
    }

    func call(_ text: String) async -> CallDesk.Outcome {
        let question = CallDesk.Question(call: RoutedCall(route: "r"), text: text, attempt: 1)
        return await desk.call(question, at: StillDesk(time: time)) {
            [self] (model, began, _) async throws(Failure) in
            try await answer(model, began)
        }
    }

    /// Calls, and each time one of these comes true moves the clock on to who sleeps least.
    func call(_ text: String, _ moments: [@Sendable (Stage) -> Bool]) async -> CallDesk.Outcome {
        async let outcome = call(text)
        for isReached in moments {
            await rest(until: isReached)
            if let due = time.nextDue { time.advance(to: due) }
        }
        return await outcome
    }

    /// Lets what nobody waits for come to its end.
    func rest(until isDone: (Stage) -> Bool) async {
        while !isDone(self) { await Task.yield() }
    }

    private func answer(_ model: String, _ began: Beginning) async throws(Failure)
        -> ModelPool.Answer
    {
        asking.withLock { $0.append(model) }
        let line = script.withLock { script in
            script[model]?.isEmpty == false ? script[model]?.removeFirst() : nil
        }
        switch line {
        case .fail(let kind): throw Failure(kind, "scripted")
        case .failAfterContent(let kind):
            began.note()
            throw Failure(kind, "scripted")
        case .failLate(let kind, let after):
            try await wait(after, model)
            throw Failure(kind, "scripted")
        case .hang: try await wait(.seconds(86_400 * 365), model)
        case .beginThenAnswer(let after):
            began.note()
            try await wait(after, model)
        case .beginLate(let after):
            try await wait(after, model)
            began.note()
        case nil: began.note()
        }
        return ModelPool.Answer(value: .string("from \(model)"), took: .milliseconds(100))
    }

    private func wait(_ duration: Duration, _ model: String) async throws(Failure) {
        do { try await time.sleep(until: time.now() + duration) } catch {
            leaving.withLock { $0.append(model) }
            throw Failure(.cancelled, "nobody waits any more")
        }
    }
}

/// A desk that knows the time and nothing else.
private struct StillDesk: Desk {
    let time: ManualTime
    var now: Instant { time.now() }
    func record(_ records: [Record], profiles: [String]) async throws(JournalError) {}
    func age(of source: String) async -> Duration? { nil }
    func beat(_ lease: Lease, progress: Value?) async {}
    func tell(_ line: EventLine) async {}
}

/// The manual time as a clock.
private struct SteppedClock: Clock {
    struct Instant: InstantProtocol {
        let passed: Duration
        func advanced(by duration: Duration) -> Self { Instant(passed: passed + duration) }
        func duration(to other: Self) -> Duration { other.passed - passed }
        static func < (a: Self, b: Self) -> Bool { a.passed < b.passed }
    }

    let time: ManualTime
    var now: Instant { Instant(passed: time.now() - .epoch) }
    var minimumResolution: Duration { .milliseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await time.sleep(until: .epoch + deadline.passed)
    }
}
