import Testing

@testable import Orchestration

@Suite struct `Lineage of a run` {
    private var project: Project {
        var project = Project()
        project.sources = [
            SourceCard(name: "orders", event: "order", sla: .seconds(60)),
            SourceCard(name: "prices", event: "price", sla: .seconds(60)),
            SourceCard(name: "other", event: "other", sla: .seconds(60)),
        ]
        project.models = [
            ModelCard(
                name: "churn",
                kind: .rules([]),
                version: "1",
                needs: ["prices": .seconds(60)]
            )
        ]
        project.routes = [Route(name: "risk", targets: [.init(model: "churn")])]
        project.channels = [
            ChannelCard(name: "email", kind: .file(path: "a")),
            ChannelCard(name: "sms", kind: .file(path: "b")),
        ]
        return project
    }

    private func workflow(by channel: String) throws -> Workflow {
        Workflow(
            name: "keep",
            version: "v",
            trigger: .event(type: "order", when: nil, otherwise: nil),
            subject: nil,
            steps: [
                Step(
                    name: "score",
                    action: .call(route: "risk", input: try Expression(parsing: "{}"))
                ),
                Step(
                    name: "send",
                    action: .send(
                        content: try Expression(parsing: "score"),
                        by: try Expression(parsing: channel),
                        purpose: "marketing"
                    )
                ),
            ]
        )
    }

    @Test func `reads the sources that start it and that its models need`() throws {
        let flow = DataFlow(of: try workflow(by: "'email'"), in: project)
        #expect(flow.inputs == ["orders", "prices"])
        #expect(flow.outputs == ["channel/email", "model/churn"])
        let chosen = DataFlow(of: try workflow(by: "score.channel"), in: project)
        #expect(chosen.outputs == ["channel/email", "channel/sms", "model/churn"])
    }

    @Test func `has the fields of OpenLineage's RunEvent`() throws {
        let flow = DataFlow(of: try workflow(by: "'email'"), in: project)
        let event = LineageEvent(
            .fail,
            at: Instant(milliseconds: 1_500),
            run: RunID("3-7"),
            workflow: "keep",
            flow,
            reason: "no target"
        )
        let value = event.value(in: "shop", producer: "urn:podium:1", salt: 5)
        #expect(value["eventType"] == "FAIL" && value["eventTime"]?.text?.hasPrefix("1970") == true)
        #expect(value["schemaURL"] == .string(LineageEvent.schema))
        #expect(value["producer"] == "urn:podium:1")
        #expect(value["job"] == ["namespace": "shop", "name": "keep"])
        #expect(value["inputs"]?.elements?.first == ["namespace": "shop", "name": "orders"])
        #expect(value["run"]?["facets"]?["errorMessage"]?["message"] == "no target")
        let id = try #require(value["run"]?["runId"]?.text)
        let parts = id.split(separator: "-")
        #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
        #expect(parts[2].hasPrefix("8") && "89ab".contains(parts[3].prefix(1)))
        #expect(id == LineageEvent.uuid(of: RunID("3-7"), salt: 5))
        #expect(id != LineageEvent.uuid(of: RunID("3-7"), salt: 6))
    }
}
