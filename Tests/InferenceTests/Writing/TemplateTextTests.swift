import Inference
import Orchestration
import Testing

@Suite struct `A template's text` {
    @Test func `is filled with facts and the sentence`() throws {
        let text = try TemplateText(
            parsing: "Hi {{first_name}}! {{ sentence }} You get {{action.offer}}."
        )
        #expect(text.facts == ["first_name", "action.offer"])
        #expect(text.wantsSentence)
        let facts: [String: Value] = ["first_name": "Ada", "action.offer": "10% off", "unused": 3]
        #expect(
            try text.render(facts: facts, sentence: "Nice.") == "Hi Ada! Nice. You get 10% off."
        )
    }

    @Test func `names a fact it does not get`() throws {
        let text = try TemplateText(parsing: "{{first_nam}}")
        #expect(throws: TemplateError.unknownFact("first_nam", known: ["first_name"])) {
            try text.render(facts: ["first_name": "Ada"])
        }
    }

    @Test(arguments: [
        ("one\ntwo {{three", TemplateError.unclosed(line: 2)), ("{{}}", .badName("", line: 1)),
        ("{{a b-c}}", .badName("ab-c", line: 1)), ("\n\n{{1st}}", .badName("1st", line: 3)),
    ])
    func `says where it cannot be read`(source: String, error: TemplateError) {
        #expect(throws: error) { _ = try TemplateText(parsing: source) }
    }

    @Test func `is not fooled by a fact that looks like a placeholder or like markup`() throws {
        let text = try TemplateText(parsing: "{{a}}|{{b}}")
        let rendered = try text.render(facts: [
            "a": "{{b}}", "b": "<script>x</script>\u{1B}[31mred\u{202E}\r\nline\u{0}",
        ])
        #expect(rendered == "{{b}}|x [31mred line")
    }

    @Test func `cuts an endless fact and refuses one without words`() throws {
        let text = try TemplateText(parsing: "{{a}}")
        #expect(
            try text.render(facts: ["a": .string(String(repeating: "x", count: 9_999))]).count
                == 200
        )
        #expect(throws: TemplateError.noText("a")) { try text.render(facts: ["a": .list([])]) }
        for (value, plain) in [
            (Value.int(-3), "-3"), (.double(2), "2"), (.double(2.5), "2.5"), (.bool(true), "yes"),
            (.double(.infinity), "inf"),
        ] {
            #expect(try text.render(facts: ["a": value]) == plain)
        }
    }

    @Test(arguments: UInt64(0)..<300)
    func `never traps, and without placeholders is its own source`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let alphabet = Array("{}{} a.<\n🙂é")
        let source = String(
            (0..<40).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
        )
        guard let text = try? TemplateText(parsing: source) else { return }
        if !source.contains("{{") { #expect(try text.render(facts: [:]) == source) }
    }
}
