import Engine
import Journal
import Orchestration
import Testing

@Suite struct `A run of another workflow` {
    private static func project(each: Each? = nil, attempts: Int = 1) -> Project {
        let parent = Workflow(
            name: "parent",
            version: "v1",
            trigger: .event(type: "order", when: nil, otherwise: nil),
            steps: [
                Step(
                    name: "sub",
                    action: .run(workflow: "child", input: Sample.expression("{'id': event.id}")),
                    retry: RetryPolicy(attempts: attempts),
                    timeout: Step.noLimit,
                    each: each
                ),
                Step(
                    name: "after",
                    action: .call(route: "r", input: Sample.expression("sub")),
                    after: [0]
                ),
            ]
        )
        let child = Workflow(
            name: "child",
            version: "v1",
            steps: [
                Step(
                    name: "work",
                    action: .call(route: "r", input: Sample.expression("event.id")),
                    retry: RetryPolicy(attempts: 1)
                )
            ]
        )
        return Sample.project(parent, child)
    }

    @Test func `is opened once, and its result is the step's`() async throws {
        let world = try await World(Self.project())
        world.performer.script("work", .succeed(42))
        let run = try #require(await world.order("e1").run)
        await world.settle()

        #expect(
            world.performer.leases.map(\.work) == [
                .call(route: "r", input: "e1"), .call(route: "r", input: ["work": 42]),
            ]
        )
        #expect(try await world.row(run)?.state == .ok)
        #expect(try await world.row(RunID("\(run.text).0"))?.state == .ok)
    }

    @Test func `is found again after a crash, and not opened a second time`() async throws {
        let world = try await World(Self.project())
        world.performer.script("work", .hang, .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()

        try await world.crash()
        world.performer.finish("work")
        await world.settle()

        #expect(try await world.row(run)?.state == .ok)
        let rows = try await world.journal.runs(newest(10)).rows
        #expect(rows.map(\.workflow).sorted() == ["child", "parent"])
    }

    @Test func `that fails, fails the step, and a new attempt is a new run`() async throws {
        let world = try await World(Self.project(attempts: 2))
        world.performer.script("work", .fail(.timeout), .succeed(1))
        let run = try #require(await world.order("e1").run)
        await world.settle()
        await world.pass(.seconds(20))

        #expect(try await world.row(run)?.state == .ok)
        #expect(try await world.row(RunID("\(run.text).0"))?.state == .fail)
        #expect(try await world.row(RunID("\(run.text).0-2"))?.state == .ok)
    }

    @Test func `is cancelled with the run it is a step of`() async throws {
        let world = try await World(Self.project())
        world.performer.script("work", .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()

        #expect(await world.operate(.cancel(run)).isDone)
        await world.settle()

        #expect(try await world.row(RunID("\(run.text).0"))?.state == .cancelled)
        #expect(await world.engine.openRuns == 0)
    }

    @Test func `that is cancelled by itself fails the step`() async throws {
        let world = try await World(Self.project())
        world.performer.script("work", .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()

        await world.operate(.cancel(RunID("\(run.text).0")))
        await world.settle()

        #expect(try await world.row(run)?.state == .fail)
        #expect(try await world.row(run)?.reason.contains("child was cancelled") == true)
    }

    @Test func `is one of several where the step goes over a list`() async throws {
        let list = Each(list: Sample.expression("[1, 2, 3]"), limit: 2)
        let world = try await World(Self.project(each: list))
        let run = try #require(await world.order("e1").run)
        await world.settle()

        #expect(try await world.row(run)?.state == .ok)
        let children = try await world.journal.runs(newest(10)).rows.filter {
            $0.workflow == "child"
        }
        #expect(Set(children.map(\.id.text)) == Set((2...4).map { "\(run.text).\($0)" }))
    }

    @Test func `of a workflow that is gone fails the step, and says so`() async throws {
        var project = Self.project()
        project.workflows.removeLast()
        let world = try await World(project)
        let run = try #require(await world.order("e1").run)
        await world.settle()

        #expect(try await world.row(run)?.reason.contains("no workflow `child`") == true)
    }
}

@Suite struct `A question to people` {
    private let project = Sample.project(
        Sample.workflow(
            Step(
                name: "ask",
                action: .approve(Approval(prompt: "Send it?", within: .seconds(600))),
                retry: RetryPolicy(attempts: 1)
            ),
            Sample.step("send", after: [0])
        )
    )

    @Test func `is answered by the step's name, or by none where only one asks`() async throws {
        let world = try await World(project)
        let first = try #require(await world.order("e1").run)
        let second = try #require(await world.order("e2", of: "bob").run)
        await world.settle()

        let named = await world.operate(.act(first, .approve(step: "ask", data: nil)))
        let only = await world.operate(.act(second, .reject(step: nil, data: "{\"why\":1}")))
        await world.settle()

        #expect(named.isDone && only.isDone)
        #expect(world.performer.runs(at: "send") == [first])
        #expect(try await world.row(second)?.state == .ok)
        let entry = try #require(try await world.journal.audit(limit: 1).first)
        #expect(entry.action == "reject")
    }

    @Test func `is still asked after a crash, and its time goes on`() async throws {
        let world = try await World(project)
        let run = try #require(await world.order("e1").run)
        await world.settle()

        try await world.crash(reopened: .seconds(300))
        #expect(try await world.row(run)?.state == .wait)
        await world.pass(.seconds(300))

        #expect(world.performer.leases.isEmpty)
        #expect(try await world.row(run)?.state == .ok)
    }

    @Test func `refuses answers that no step waits for, and data that is no JSON`() async throws {
        let world = try await World(project)
        let run = try #require(await world.order("e1").run)
        await world.settle()

        let signal = await world.operate(.act(run, .signal(name: "go", data: nil)))
        let text = await world.operate(.act(run, .approve(step: nil, data: "yes")))
        let step = await world.operate(.act(run, .approve(step: "send", data: nil)))

        #expect(signal.words == "No step of the run waits for signal `go` now or later.")
        #expect(text.words.contains("no JSON"))
        #expect(step.words == "The step does not wait for an approval.")
    }
}
