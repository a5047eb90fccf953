internal import Orchestration
internal import Projects
internal import Testing

@Suite struct `A judge in a project` {
    private func card(_ judge: String) -> ModelCard? {
        let old = "models/churn.json }"
        let files = Small.files(old, "models/churn.json, judge: \(judge) }")
        return ProjectReader.read(files: files).project?.models.first { $0.name == "churn" }
    }

    @Test func `is a route, a share, a version and what to look at`() {
        let rule = card(#"{ route: writer, share: 0.25, version: rubric-3, ask: "Is it kind?" }"#)?
            .judge
        let expected = JudgeRule(
            route: "writer",
            share: 0.25,
            version: "rubric-3",
            ask: "Is it kind?"
        )
        #expect(rule == expected)
    }

    @Test(arguments: [0, 0.05, 1]) func `takes none to all of the answers`(share: Double) {
        let judge = "{ route: writer, share: \(share), version: 1, ask: kind }"
        #expect(card(judge)?.judge?.share == share)
    }

    @Test(arguments: ["-0.1", "1.01", "5%", "many"])
    func `takes no other share`(share: String) {
        #expect(card("{ route: writer, share: \(share), version: a, ask: kind }") == nil)
    }

    @Test func `is nobody where none is named`() {
        let models = ProjectReader.read(files: Small.files()).project?.models ?? []
        #expect(!models.isEmpty && models.allSatisfy { $0.judge == nil })
    }
}
