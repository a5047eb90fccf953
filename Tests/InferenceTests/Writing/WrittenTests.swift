import Inference
import Orchestration
import Testing

@Suite struct `A written message` {
    private let template = Template(
        name: "winback",
        body: "Hi {{first_name}},\n{{sentence}}\n{{offer}} at the counter.",
        prompt: "Tell {{first_name}} we miss them.",
        plain: "We miss you, {{first_name}}."
    )
    private let facts: [String: Value] = ["first_name": "Ada", "offer": "10% off"]

    @Test func `holds the model's sentence where that promises nothing`() throws {
        let written = try Written(
            template,
            facts: facts,
            answer: ("The kettle misses you, Ada.", "m")
        )
        #expect(written.text == "Hi Ada,\nThe kettle misses you, Ada.\n10% off at the counter.")
        #expect(written.value["fallback"] == false && written.value["rejected"] == [])
    }

    @Test func `falls back to the plain sentence, and says why`() throws {
        let written = try Written(template, facts: facts, answer: ("Take 20% off, Ada!", "m"))
        #expect(written.sentence == "We miss you, Ada.")
        #expect(written.value["fallback"] == true)
        #expect(written.value["rejected"] == ["number"])
        #expect(written.value["model"] == "m")
    }

    @Test func `is plain where no model answered`() throws {
        let written = try Written(template, facts: facts, answer: nil)
        #expect(written.text.contains("We miss you, Ada."))
        #expect(written.isFallback && written.rejected.isEmpty && written.model.isEmpty)
    }

    @Test func `is asked for with facts filled in`() throws {
        let request = try ChatRequest(writing: template, facts: facts, model: "scribe-a", seed: 4)
        #expect(request.messages.last == .init(.user, "Tell Ada we miss them."))
        #expect(request.seed == 4 && request.model == "scribe-a")
    }
}
