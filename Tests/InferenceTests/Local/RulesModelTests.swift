internal import Inference
internal import Orchestration
internal import Testing

@Suite struct `A rules model` {
    private func rule(
        _ name: String,
        when: String? = nil,
        score: String,
        output: Value = [:]
    ) throws -> ModelCard.Rule {
        ModelCard.Rule(
            name: name,
            when: try when.map { try Expression(parsing: $0) },
            score: try Expression(parsing: score),
            output: output
        )
    }

    @Test func `answers with the applicable candidate of the highest score`() throws {
        let model = RulesModel([
            try rule("call", when: "churn > 0.9", score: "100"),
            try rule(
                "coupon",
                when: "churn > 0.6",
                score: "churn * 10.0",
                output: ["offer": "10 %"]
            ),
            try rule("nothing", score: "1"),
        ])
        let answer = try model.predict(["churn": 0.75])
        #expect(answer["action"] == "coupon")
        #expect(answer["score"] == 7.5)
        #expect(answer["offer"] == "10 %")
        #expect(
            answer["considered"] == [
                ["action": "coupon", "score": 7.5], ["action": "nothing", "score": 1.0],
            ]
        )
    }

    @Test func `prefers the earlier of two equal scores`() throws {
        let model = RulesModel([try rule("first", score: "1"), try rule("second", score: "1.0")])
        #expect(try model.predict([:])["action"] == "first")
    }

    @Test func `says bad input where nothing applies or nothing is given`() throws {
        for input in [[:], .null] as [Value] {
            let failure = try #require(throws: Failure.self) { try RulesModel([]).predict(input) }
            #expect(failure.kind == .badInput)
        }
    }

    @Test(
        arguments: [("unknown", "1"), ("1", "1"), ("true", "'x'"), ("true", "1.0 / 0.0")])
    func `names the rule whose expression gives no answer`(when: String, score: String) throws {
        let model = RulesModel([try rule("odd", when: when, score: score)])
        let failure = try #require(throws: Failure.self) { try model.predict([:]) }
        #expect(failure.kind == .expression)
        #expect(failure.message.contains("odd"))
    }
}
