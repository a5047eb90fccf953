import Orchestration
import Testing

@testable import Engine

@Suite struct `An attempt's limits` {
    private func project(queue: Duration? = nil, silence: Duration? = nil) -> Project {
        Sample.project(
            Sample.workflow(
                Step(
                    name: "a",
                    action: .call(route: "r", input: Sample.expression("{}")),
                    retry: RetryPolicy(attempts: 1),
                    timeout: .seconds(3600),
                    queue: queue,
                    silence: silence
                )
            )
        )
    }

    @Test func `fail it where no slot comes free in time`() async throws {
        var options = Engine.Options()
        options.slots = 1
        let world = try await World(project(queue: .seconds(30)), options: options)
        world.performer.script("a", .hang)
        await world.order("e1")
        let run = try #require(await world.order("e2", of: "bob").run)
        await world.settle()

        await world.pass(.seconds(29))
        #expect(try await world.row(run)?.state == .run)
        await world.pass(.seconds(1))

        #expect(try await world.row(run)?.state == .fail)
        #expect(try await world.row(run)?.reason.contains("no slot within 30") == true)
        world.performer.finish("a")
        await world.settle()
        #expect(world.performer.leases.count == 1)
    }

    @Test func `count no time in which its workflow is paused`() async throws {
        let world = try await World(project(queue: .seconds(30)))
        await world.operate(.pause(.workflow("greet")))
        let run = try #require(await world.order("e1").run)
        await world.pass(.seconds(300))
        #expect(try await world.row(run)?.state == .run)

        await world.operate(.resume(.workflow("greet")))
        await world.settle()

        #expect(try await world.row(run)?.state == .ok)
    }

    @Test func `fail it where it gives no sign of life, not where it does`() async throws {
        let world = try await World(project(silence: .seconds(30)))
        world.performer.script("a", .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        let lease = try #require(world.performer.leases.first)

        await world.pass(.seconds(20))
        await world.engine.beat(lease, progress: nil)
        await world.pass(.seconds(29))
        #expect(try await world.row(run)?.state == .run)
        await world.pass(.seconds(1))

        #expect(try await world.row(run)?.state == .fail)
        #expect(try await world.row(run)?.reason.contains("no sign of life for 30") == true)
    }
}

@Suite struct `A cancelled run in the engine` {
    private func step(_ name: String, after: [Int] = []) -> Step {
        Step(
            name: name,
            action: .call(route: "r", input: Sample.expression("{}")),
            after: after,
            retry: RetryPolicy(attempts: 1),
            timeout: .seconds(3600),
            undo: .call(route: "undo", input: Sample.expression("{'of': '\(name)'}"))
        )
    }

    @Test func `takes back what it did, also after a crash, under keys of its own`() async throws {
        let world = try await World(
            Sample.project(Sample.workflow(step("a"), step("b", after: [0]), step("c", after: [1])))
        )
        world.performer.script("c", .hang)
        world.performer.script("b", .succeed(1), .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()

        #expect(await world.operate(.cancel(run)).isDone)
        await world.settle()
        try await world.crash()

        #expect(try await world.row(run)?.state == .cancelled)
        let undone = world.performer.leases.filter { $0.isUndoing }.map(\.idempotencyKey)
        let key = { (step: String) in "\(run.text)/\(step)/undo" }
        #expect(undone == [key("b"), key("b"), key("a")])
    }

    @Test func `goes on undoing when an operator retries what could not be undone`() async throws {
        let world = try await World(
            Sample.project(Sample.workflow(step("a"), step("b", after: [0])))
        )
        world.performer.script("b", .hang)
        world.performer.script("a", .succeed(1), .fail(.auth))
        let run = try #require(await world.order("e1").run)
        await world.settle()
        await world.operate(.cancel(run))
        await world.settle()
        #expect(try await world.row(run)?.state == .fail)

        #expect(await world.operate(.retry(run, step: "undo a")).isDone)
        await world.settle()

        #expect(try await world.row(run)?.state == .cancelled)
    }

    @Test func `is done once more from a step, with another input`() async throws {
        let world = try await World(
            Sample.project(Sample.workflow(step("a"), step("b", after: [0])))
        )
        world.performer.script("b", .fail(.auth))
        let run = try #require(await world.order("e1").run)
        await world.settle()

        let again = RunAct.retryFrom(step: "a", input: #"{"n":1}"#)
        #expect(await world.operate(.act(run, again)).isDone)
        await world.settle()

        #expect(world.performer.leases.map(\.step) == ["a", "b", "a", "b"])
        #expect(world.performer.leases[2].work == .call(route: "r", input: ["n": 1]))
        #expect(try await world.row(run)?.state == .ok)
    }
}

@Suite struct `A bottleneck` {
    @Test func `is the step most attempts wait at, and is told with what they wait for`()
        async throws
    {
        var project = Sample.project(Sample.workflow(Sample.step("a"), Sample.step("b")))
        project.alerts = [
            AlertRule(name: "narrow", severity: .warning, condition: .bottleneck(over: 2))
        ]
        var options = Engine.Options()
        options.slots = 1
        let world = try await World(project, options: options)
        world.performer.script("a", .hang)
        await world.order("e1")
        await world.pass(.seconds(2))
        #expect(await world.engine.alerts[AlertID("narrow/greet")] == nil)

        for number in 2...4 {
            world.performer.script("a", .hang)
            await world.order("e\(number)", of: "c\(number)")
        }
        await world.pass(.seconds(2))
        let alert = try #require(await world.engine.alerts[AlertID("narrow/greet")])
        #expect(alert.isActive)
        #expect(alert.value == "4 attempts of b wait: waits for one of 1 slots", "\(alert.value)")
    }
}
