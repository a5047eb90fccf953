import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `A key that may come once` {
    private var project: Project {
        var project = Sample.project(Sample.workflow(Sample.step("greet")))
        var source = SourceCard(name: "orders", event: "order", sla: .seconds(60))
        for field in ["basket", "voucher"] {
            var check = FieldCheck(field: field)
            check.uniqueWithin = .seconds(600)
            source.checks.append(check)
        }
        project.sources = [source]
        return project
    }

    private func send(
        _ world: World,
        _ id: String,
        _ basket: String,
        voucher: String? = nil,
        customer: String? = "ada"
    ) async -> Admission {
        var event: [Value: Value] = [
            "id": .string(id), "type": "order", "time": .string(world.time.now().text),
            "basket": .string(basket),
        ]
        event["voucher"] = voucher.map { .string($0) }
        event["customer"] = customer.map { .string($0) }
        let answer = await world.engine.submit(Value.map(event).jsonBytes)
        await world.settle()
        return answer
    }

    @Test func `is known over a restart, and forgotten when its time is over`() async throws {
        let world = try await World(project)
        #expect(await send(world, "o1", "b1").isStarted)
        try await world.crash(reopened: .seconds(30))
        #expect(await send(world, "o2", "b1").isDeadLetter)
        #expect(await send(world, "o3", "b2").isStarted)
        try await world.crash(reopened: .seconds(600))
        #expect(await send(world, "o4", "b1").isStarted)
        let kept = try await world.engine.journal.states(of: "key").map(\.key)
        #expect(kept.sorted() == ["orders/basket/b1"])
    }

    @Test func `is not used up by an event that is turned away`() async throws {
        let world = try await World(project)
        #expect(await send(world, "o1", "b1", voucher: "v1").isStarted)
        // Its voucher came before: its basket has not been taken in with it.
        #expect(await send(world, "o2", "b2", voucher: "v1").isDeadLetter)
        #expect(await send(world, "o3", "b2", voucher: "v2").isStarted)
        // Nobody's order starts no run; mended, it may.
        #expect(await send(world, "o4", "b3", customer: nil).isDeadLetter)
        #expect(await send(world, "o5", "b3").isStarted)
    }

    @Test func `is short enough to be kept by the thousand`() async throws {
        let world = try await World(project)
        let long = String(repeating: "k", count: 257)
        #expect(await send(world, "o1", long).isDeadLetter)
        #expect(await send(world, "o2", String(long.dropLast())).isStarted)
    }
}

extension Admission {
    fileprivate var isStarted: Bool { if case .started = self { true } else { false } }
    fileprivate var isDeadLetter: Bool { if case .deadLetter = self { true } else { false } }
}
