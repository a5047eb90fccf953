import Testing

@testable import Orchestration

@Suite struct `The answers of a language model` {
    private let usual = [
        "It was good to have you with us, and we would be glad to see you again.",
        "We kept the best of the season for you and your friends.",
        "You are welcome to come by, and we will have something warm for you.",
    ]

    private func fed(_ texts: [String], _ count: Int, after before: TextMonitor = TextMonitor())
        -> TextMonitor
    {
        var monitor = before
        for index in 0..<count { monitor.add(texts[index % texts.count]) }
        return monitor
    }

    private func drifted(_ monitor: TextMonitor) -> [String] {
        monitor.rows.filter(\.isDrifted).map(\.name).sorted()
    }

    @Test func `are learned from first, and that is said`() {
        let monitor = fed(usual, 999)
        #expect(monitor.reference == nil)
        #expect(monitor.rows.count == 3)
        #expect(
            monitor.rows.allSatisfy {
                $0.psi == nil && $0.words == "learning from the first answers: 999 of 1000"
            }
        )
        #expect(fed(usual, 1, after: monitor).reference?.count == 3)
    }

    @Test func `are steady where they go on as they were`() {
        #expect(drifted(fed(usual, 5000)).isEmpty)
    }

    @Test func `have drifted where they refuse, change their language or their length`() {
        let before = fed(usual, 2000)
        let refusing = usual.flatMap { [$0, $0, $0, "I’m sorry, I can’t help with that."] }
        #expect(drifted(fed(refusing, 1000, after: before)).contains("answer_refusal"))
        let german = [
            "Es war schön, dass Sie bei uns waren, und wir freuen uns auf Sie und die Ihren."
        ]
        #expect(drifted(fed(usual + german, 1000, after: before)).contains("answer_language"))
        let long = usual.map { $0 + " " + $0 + " " + $0 }
        #expect(drifted(fed(long, 1000, after: before)) == ["answer_characters"])
    }

    @Test func `are held against what was learned before a restart`() throws {
        let before = fed(usual, 1000)
        let kept = try #require(before.reference).map(\.value)
        let bytes = Value.list(kept).jsonBytes
        guard case .list(let list) = try Value(json: bytes) else { return }
        let after = TextMonitor(reference: list.compactMap(FeatureReference.init(value:)))
        #expect(after == before)
        #expect(
            FeatureReference(value: ["name": "x", "edges": .list([]), "counts": .list([-1])]) == nil
        )
    }

    @Test(arguments: [
        ("We would be glad to see you again in the shop.", TextTraits.Language.english),
        ("Wir freuen uns auf Sie und die Kinder.", .german),
        ("Nous avons pensé à vous et les enfants.", .french),
        ("您好，欢迎再次光临", .otherScript), ("12345", .unclear), ("", .unclear),
        (String(repeating: "\u{301}", count: 9000), .unclear),
    ]) func `are told apart by their commonest words`(text: String, language: TextTraits.Language) {
        #expect(TextTraits(text).language == language)
        #expect(TextTraits(text).characters <= TextTraits.looked)
    }
}
