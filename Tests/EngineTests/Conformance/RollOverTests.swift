import Orchestration
import Testing

@testable import Engine

/// A run whose history is closed and gone on with is the same run to everybody.
///
/// Each engine that bears long histories is asked beside one that bears none: what one does, the
/// other does.
extension `Every engine` {
    /// A retry, items, a run of another workflow, an event, a question, a moment, and a join.
    private static let everything: Project = {
        let steps = [
            Sample.step("first", attempts: 3),
            Step(
                name: "items",
                action: .call(route: "r", input: Sample.expression("item")),
                after: [0],
                retry: RetryPolicy(attempts: 2),
                each: Each(list: Sample.expression("[1, 2, 3, 4, 5]"), limit: 2)
            ),
            Step(
                name: "sub",
                action: .run(workflow: "child", input: Sample.expression("{'id': event.id}")),
                after: [0],
                timeout: Step.noLimit
            ),
            Sample.wait("paid", for: "payment", within: .seconds(7200), after: [0]),
            Step(
                name: "ask",
                action: .approve(Approval(prompt: "?", within: .seconds(7200), expired: .fail)),
                after: [0]
            ),
            Step(
                name: "later",
                action: .until(Sample.expression("run.opened + duration('3600s')")),
                after: [0]
            ),
            Sample.step("last", after: [1, 2, 3, 4, 5]),
        ]
        let parent = Workflow(
            name: "greet",
            version: "v1",
            trigger: .event(type: "order", when: nil, otherwise: nil),
            subject: Sample.expression("event.customer"),
            deadline: .seconds(86_400),
            steps: steps
        )
        let child = Workflow(name: "child", version: "v1", steps: [Sample.step("work")])
        return Sample.project(parent, child)
    }()

    /// What the outside sees of a whole life: every attempt with its keys, and how it ended.
    private static func life(_ engine: any EnginePort) async throws -> (seen: [String], rolled: Int)
    {
        let performer = engine.performer
        performer.script("first", .fail(.overloaded))
        performer.script("items/0", .succeed(1))
        performer.script("items/1", .hangStubbornly)
        performer.script("items/2", .fail(.overloaded))
        performer.script("work", .hangStubbornly)
        let run = try #require(await engine.start("e1"))
        await engine.settle()
        #expect(await engine.start("e2") != nil, "of the same subject: it is held")
        await engine.settle()
        await engine.pass(.seconds(300))
        try await engine.loseWorkers()
        #expect(await engine.act(.pauseRun(run), request: "pause"))
        performer.finish("work", .success(42))
        await engine.settle()
        try await engine.loseWorkers()
        #expect(await engine.act(.resumeRun(run), request: "resume"))
        await engine.settle()
        performer.finish("items", .success(2))
        await engine.settle()
        await engine.bring("p1", type: "payment")
        #expect(await engine.act(.act(run, .approve(step: "ask", data: nil)), request: "yes"))
        await engine.pass(.seconds(3600))
        await engine.settle()

        let history = try await engine.history(run)
        #expect(history.last?.fact == .closed(.completed))
        #expect(
            RunState(replaying: history, plan: Plan(everything.workflows[0]))?.outcome == .completed
        )
        let ends = history.reduce(into: [StepKey: Int]()) { ends, stamped in
            if case .succeeded(let key, _) = stamped.fact { ends[key, default: 0] += 1 }
        }
        #expect(ends.values.allSatisfy { $0 == 1 })
        let rows = try await engine.rows().map { "\($0.id.text) \($0.state.rawValue)" }
        let leases = Set(
            performer.leases.map { "\($0.run.text) \($0.step) \($0.key) \($0.idempotencyKey)" }
        )
        let rolled = history.count {
            if case .opened(let opening) = $0.fact { opening.carried != nil } else { false }
        }
        return (rows.sorted() + leases.sorted(), rolled)
    }

    @Test(arguments: EngineKind.all)
    func `goes on in a fresh history, in the midst of anything`(kind: EngineKind) async throws {
        let plain = try await Self.life(EngineKind.embedded.make(Self.everything))
        let (seen, rolled) = try await Self.life(kind.make(Self.everything))

        #expect(seen == plain.seen)
        #expect(plain.rolled == 0)
        #expect(kind.rollsOver == (rolled > 3), "\(rolled) times")
    }

    /// A result that was under way meanwhile counts; one that was withdrawn before does not.
    @Test(arguments: EngineKind.all)
    func `tells late results apart over a roll-over`(kind: EngineKind) async throws {
        let project = Sample.project(
            Sample.workflow(
                Sample.step("slow"),
                Sample.step("lost", attempts: 2, timeout: .seconds(10)),
                Sample.step("after", after: [1], attempts: 4),
                Sample.step("last", after: [0, 2])
            )
        )
        let engine = try await kind.make(project)
        engine.performer.script("slow", .hangStubbornly)
        engine.performer.script("lost", .hangStubbornly, .succeed(1))
        engine.performer.script("after", .fail(.timeout), .fail(.timeout), .succeed(2))
        let run = try #require(await engine.start("e1"))
        await engine.settle()
        await engine.pass(.seconds(1800))
        let before = try await engine.history(run)

        engine.performer.finish("lost")
        await engine.settle()
        #expect(try await engine.history(run) == before)

        engine.performer.finish("slow")
        await engine.settle()
        let history = try await engine.history(run)
        #expect(history.last?.fact == .closed(.completed))
        let slow = history.dropFirst(before.count).first?.fact
        guard case .succeeded(StepKey(step: 0, attempt: 1), _)? = slow else {
            Issue.record("\(String(describing: slow))")
            return
        }
    }
}
