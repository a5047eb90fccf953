import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `A timeline` {
    private func versions(of model: String) -> Project {
        var project = Sample.project(Sample.workflow(Sample.step("a")))
        project.models = [
            ModelCard(
                name: "scribe",
                kind: .openAI(url: "simulated:a", model: "a", keyVariable: nil),
                version: model
            )
        ]
        return project
    }

    private func timeline(_ world: World) async throws -> [EventLine] {
        try await world.engine.incident(from: .epoch, until: world.time.now()).events
    }

    @Test func `tells of a version that came into force, once, and the audit does`() async throws {
        let world = try await World(versions(of: "1"))
        #expect(try await timeline(world).allSatisfy { $0.word != EventLine.deploy })
        try await world.crash(versions(of: "2"))
        await world.pass(.seconds(2))
        let deploys = try await timeline(world).filter { $0.word == EventLine.deploy }
        #expect(deploys.map(\.object) == ["model scribe"])
        #expect(deploys.map(\.text) == ["1 -> 2"])
        try await world.crash(versions(of: "2"))
        #expect(try await timeline(world).filter { $0.word == EventLine.deploy } == deploys)
        #expect(try await world.journal.audit(limit: 9).filter { $0.action == "deploy" }.count == 1)
    }

    @Test func `tells of routing, over a restart, under a kind of its own`() async throws {
        let world = try await World(versions(of: "1"))
        await world.engine.tellRouting("r", "a out: its breaker is open", at: world.time.now())
        await world.pass(.seconds(2))
        try await world.crash(versions(of: "1"))
        let report = try await world.engine.incident(from: .epoch, until: world.time.now())
        let told = report.only([.routing]).events
        #expect(told.map(\.text) == ["a out: its breaker is open"])
        #expect(told.map(\.object) == ["r"] && told.map(\.word) == ["ROUT"])
    }

    @Test func `tells what a source brought, over a restart, and only what is asked for`()
        async throws
    {
        var project = versions(of: "1")
        project.sources = [SourceCard(name: "orders", event: "order", sla: .seconds(60))]
        let world = try await World(project)
        func bring(_ id: String) async {
            let event: Value = [
                "id": .string(id), "type": "order", "time": .string(world.time.now().text),
                "customer": "ada",
            ]
            _ = await world.engine.submit(event.jsonBytes)
        }
        await bring("a")
        await world.pass(.seconds(90))
        try await world.crash(project)
        await world.pass(.seconds(90))
        await bring("b")
        await world.pass(.seconds(2))
        let report = try await world.engine.incident(from: .epoch, until: world.time.now())
        let data = report.only([.data]).events
        #expect(data.count == 3 && data.allSatisfy { $0.object == "orders" })
        #expect(data[0].text == "orders: the first that ever came")
        #expect(data[1].text.hasPrefix("orders: comes again after 3 min"))
        #expect(data[2].text.hasPrefix("orders: 2 events in the hour from"))
        #expect(data[2].text.hasSuffix("so far"))
        #expect(report.only([.orders]).events.allSatisfy { $0.word == "OPER" })
        #expect(report.only([]) == report)
        #expect(report.only([.data]).markdown.contains("| DATA | orders |"))
    }
}
