import Orchestration
import Testing

@testable import Engine

/// What holds for every engine under the one decider.
@Suite struct `Every engine` {
    private static let branches = Sample.project(
        Sample.workflow(
            Sample.step("a", attempts: 3),
            Sample.step("b", after: [0]),
            Sample.step("c", after: [0], attempts: 2),
            Sample.step("d", after: [1, 2])
        )
    )

    private static let single = Sample.project(Sample.workflow(Sample.step("a"), Sample.step("b")))

    /// Begins with its opening, ends with its closing; each attempt is dispatched once and ends at
    /// most once, never before; and folding it anew gives what was lived.
    @Test(arguments: EngineKind.all, 0..<3)
    func `keeps a history that tells the whole run`(kind: EngineKind, losses: Int) async throws {
        let engine = try await kind.make(Self.branches)
        engine.performer.script("a", .fail(.overloaded), .fail(.timeout), .succeed(1))
        engine.performer.script("c", .fail(.overloaded), .hang)
        let run = try #require(await engine.start("e1"))
        await engine.settle()
        await engine.pass(.seconds(600))
        for _ in 0..<losses { try await engine.loseWorkers() }
        engine.performer.finish("c")
        await engine.settle()

        let history = try await engine.history(run)
        #expect(history.map(\.position) == history.map(\.position).sorted())
        #expect(Set(history.map(\.position)).count == history.count)
        #expect(history.map(\.at) == history.map(\.at).sorted())
        #expect(history.last?.fact == .closed(.completed))
        #expect(Self.disorder(history.map(\.fact)).isEmpty)
        let state = try #require(Self.folded(history, Self.branches))
        #expect(state.outcome == .completed)
        #expect(state.decide().isEmpty, "nothing is left to decide about a run that has ended")
    }

    @Test(arguments: EngineKind.all)
    func `gives lost work out again under the same key, and asks the decider nothing`(
        kind: EngineKind
    ) async throws {
        let engine = try await kind.make(Self.single)
        engine.performer.script("a", .hangStubbornly, .hangStubbornly)
        let run = try #require(await engine.start("e1"))
        await engine.settle()
        let before = try await engine.history(run)

        try await engine.loseWorkers()
        await engine.settle()

        #expect(try await engine.history(run) == before, "a lost worker is no fact")
        let leases = engine.performer.leases.filter { $0.step == "a" }
        #expect(leases.map(\.key) == [leases[0].key, leases[0].key])
        #expect(Set(leases.map(\.idempotencyKey)).count == 1)
        #expect(leases[1].delivery > leases[0].delivery)
        engine.performer.finish("a")
        await engine.settle()
        let ends = try await engine.history(run).count {
            if case .succeeded(let key, _) = $0.fact { key.step == 0 } else { false }
        }
        #expect(ends == 1, "both deliveries came back, and one counts")
    }

    @Test(arguments: EngineKind.all)
    func `records nothing of an order that the decider refuses`(kind: EngineKind) async throws {
        let engine = try await kind.make(Self.single)
        engine.performer.script("a", .hang)
        let run = try #require(await engine.start("e1"))
        await engine.settle()
        let before = try await engine.history(run)
        let refused: [Control.Action] = [
            .resumeRun(run), .retry(run, step: "a"), .skip(run, step: "none"),
            .act(run, .approve(step: nil, data: nil)), .act(run, .signal(name: "s", data: nil)),
        ]
        for (number, action) in refused.enumerated() {
            #expect(!(await engine.act(action, request: "r\(number)")), "\(action)")
        }
        await engine.settle()
        #expect(try await engine.history(run) == before)
    }

    /// Cancelled, out of time, or done by hand meanwhile.
    @Test(arguments: EngineKind.all, ["cancel", "time", "hand"])
    func `takes no late result of an attempt that was withdrawn`(
        kind: EngineKind,
        why: String
    ) async throws {
        let engine = try await kind.make(
            Sample.project(Sample.workflow(Sample.step("a", timeout: .seconds(10))))
        )
        engine.performer.script("a", .hangStubbornly)
        let run = try #require(await engine.start("e1"))
        await engine.settle()
        switch why {
        case "cancel": #expect(await engine.act(.cancel(run), request: "r"))
        case "time": await engine.pass(.seconds(10))
        default:
            let byHand = RunAct.complete(step: "a", output: "7")
            #expect(await engine.act(.act(run, byHand), request: "r"))
        }
        await engine.settle()
        let before = try await engine.history(run)
        #expect(before.contains { if case .closed = $0.fact { true } else { false } })

        engine.performer.finish("a")
        await engine.settle()

        #expect(try await engine.history(run) == before)
    }

    @Test(arguments: EngineKind.all)
    func `takes an order once, however often it comes`(kind: EngineKind) async throws {
        let engine = try await kind.make(Self.single)
        engine.performer.script("a", .hang, .hang)
        let run = try #require(await engine.start("e1"))
        await engine.settle()

        #expect(await engine.act(.pauseRun(run), request: "pause"))
        #expect(await engine.act(.pauseRun(run), request: "pause"), "the first answer again")
        try await engine.loseWorkers()
        #expect(await engine.act(.pauseRun(run), request: "pause"), "also after a loss")
        await engine.settle()

        let acts = try await engine.history(run).compactMap { stamped in
            if case .acted(let act) = stamped.fact { act.verb } else { nil }
        }
        #expect(acts == [.pause])
        engine.performer.finish("a")
    }

    /// What of a history is not in its order, in words.
    private static func disorder(_ facts: [Fact]) -> [String] {
        var found: [String] = []
        var open: Set<StepKey> = []
        var known: Set<StepKey> = []
        for (place, fact) in facts.enumerated() {
            switch fact {
            case .opened(let opening):
                if (place == 0) != (opening.carried == nil) { found.append("opened at \(place)") }
            case .dispatched(let key):
                if !known.insert(key).inserted { found.append("\(key) twice") }
                open.insert(key)
            case .succeeded(let key, _), .failed(let key, _), .withdrawn(let key):
                if open.remove(key) == nil { found.append("\(key) ends and was not under way") }
            case .closed:
                if place != facts.count - 1 { found.append("closed at \(place)") }
                if !open.isEmpty { found.append("closed with \(open) under way") }
            case .expanded, .awaiting, .skipped, .alarmSet, .alarmRang, .alarmDropped, .acted,
                .labelled:
                break
            }
        }
        return found
    }

    private static func folded(_ history: [Stamped], _ project: Project) -> RunState? {
        guard let workflow = project.workflows.first else { return nil }
        return RunState(replaying: history, plan: Plan(workflow))
    }
}
