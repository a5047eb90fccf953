import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `The feedback loop` {
    private static let rule = OutcomeRule(
        name: "churned",
        models: ["m"],
        score: "score",
        answer: .event("order", within: .seconds(600), positive: .staysAway),
        labels: 60,
        retrain: "retrain"
    )

    private func project() -> Project {
        var project = Sample.project(
            Sample.workflow(Sample.step("churn")),
            Workflow(
                name: "retrain",
                version: "v1",
                trigger: nil,
                subject: nil,
                steps: [Sample.step("train")]
            )
        )
        project.models = [
            ModelCard(name: "m", kind: .rules([]), version: "1", quality: ["auc": 0.9])
        ]
        project.sources = [SourceCard(name: "orders", event: "order", sla: .seconds(60))]
        project.feedback = [Self.rule]
        return project
    }

    private func order(_ world: World, _ id: String, of customer: String) async {
        let text = """
            {"id":"\(id)","type":"order","time":"\(world.time.now().text)","customer":"\(customer)"}
            """
        _ = await world.engine.submit(Array(text.utf8))
        await world.settle()
    }

    private func row(_ world: World) -> FeedbackRow? {
        world.board.newest.models.first?.feedback.first
    }

    @Test func `joins a score with the customer's next order, over a crash`() async throws {
        let world = try await World(project())
        world.performer.answer("churn", by: "m", ["score": 0.7])
        await order(world, "o1", of: "ada")
        await order(world, "o2", of: "bea")
        await world.pass(.seconds(60))
        #expect(row(world)?.awaited == 2 && row(world)?.answered == 0)
        await order(world, "o3", of: "ada")
        await world.pass(.seconds(2))
        #expect(row(world)?.awaited == 3 && row(world)?.answered == 1)

        try await world.crash(reopened: .seconds(30))

        #expect(row(world)?.awaited == 3 && row(world)?.answered == 1)
        await world.pass(.seconds(900))
        #expect(row(world)?.labels == 0, "the feed was silent: nobody is known to have stayed away")
        await order(world, "o4", of: "zoe")
        await world.pass(.seconds(2))
        #expect(row(world)?.labels == 3 && row(world)?.awaited == 1)
        #expect(row(world)?.lag == .seconds(60))
        #expect(row(world)?.rankText == "not enough data: 3 final labels, 60 needed")

        try await world.crash()

        #expect(row(world)?.labels == 3 && row(world)?.awaited == 1)
    }

    @Test func `proposes to retrain on a drop, and an approval starts the workflow once`()
        async throws
    {
        let world = try await World(project())
        // Scores that say nothing: whoever gets the higher one stays away as often as not.
        for number in 0..<160 {
            let score = Double(number % 7) / 7
            world.performer.answer("churn", by: "m", ["score": .double(score)])
            await order(world, "a\(number)", of: "c\(number)")
            await world.pass(.seconds(1))
            if number % 2 == 0 { await order(world, "b\(number)", of: "c\(number)") }
        }
        await world.pass(.seconds(800))
        await order(world, "end", of: "zoe")
        await world.pass(.seconds(2))
        for number in 0..<60 {
            await order(world, "d\(number)", of: "d\(number)")
        }
        await world.pass(.seconds(800))
        await order(world, "end2", of: "zoe")
        await world.pass(.seconds(2))

        let proposal = try #require(world.board.newest.proposals.first)
        #expect(proposal.isOpen && proposal.model == "m")
        let preview = await world.engine.preview(.approveRetrain(proposal: proposal.id))
        #expect(preview.refusal == nil && preview.effects.count == 4)

        try await world.crash()
        #expect(world.board.newest.proposals == [proposal])
        let receipt = await world.operate(.approveRetrain(proposal: proposal.id))
        #expect(receipt.isDone, "\(receipt.words)")
        await world.settle()
        #expect(world.performer.runs(at: "train").count == 1)
        let again = await world.operate(.approveRetrain(proposal: proposal.id))
        #expect(!again.isDone)
        #expect(world.performer.runs(at: "train").count == 1)
    }

    @Test func `follows no score that nobody asked for`() async throws {
        let world = try await World(project())
        world.performer.answer("churn", by: "other", ["score": 0.7])
        await order(world, "o1", of: "ada")
        world.performer.answer("churn", by: "m", ["probability": 0.7])
        await order(world, "o2", of: "bea")
        await world.pass(.seconds(2))
        #expect(row(world)?.awaited == 0)
    }

    private func judgedByItsRun(_ expression: String) -> Project {
        var project = Sample.project(
            Sample.workflow(Sample.step("churn"), Sample.step("offer", after: [0]))
        )
        project.models = [ModelCard(name: "m", kind: .rules([]), version: "1")]
        project.feedback = [
            OutcomeRule(
                name: "worked",
                models: ["m"],
                score: "score",
                answer: .run(Sample.expression(expression)),
                labels: 60
            )
        ]
        return project
    }

    @Test(arguments: [
        ("outcome == 'completed'", 2), ("outcome == 'failed'", 2),
        ("steps.offer.taken == true", 1), ("steps.nowhere.taken == true", 0),
        ("outcome == 'completed' ? true : null", 1),
    ])
    func `labels a score with the end of its own run, where that says something`(
        expression: String,
        labels: Int
    ) async throws {
        let world = try await World(judgedByItsRun(expression))
        world.performer.answer("churn", by: "m", ["score": 0.7])
        world.performer.answer("offer", by: "other", ["taken": true])
        await order(world, "o1", of: "ada")
        world.performer.script("offer", .fail(.badInput))
        await order(world, "o2", of: "bea")
        await world.pass(.seconds(2))
        #expect(row(world)?.labels == labels)
        #expect(row(world)?.awaited == 0)

        try await world.crash()

        #expect(row(world)?.labels == labels)
    }
}
