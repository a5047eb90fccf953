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

    @Test(arguments: [
        (#"{"sentence":"We miss you."}"#, "We miss you."), ("We miss you.", "We miss you."),
        (#"{"other":1}"#, #"{"other":1}"#),
    ])
    func `takes the sentence out of an object, where one was asked for`(text: String, own: String)
        throws
    {
        let shaped = Template(
            name: "t",
            body: "{{sentence}}",
            prompt: "Hi",
            plain: "-",
            answer: .object
        )
        let request = try ChatRequest(writing: shaped, facts: [:], model: "scribe-a")
        #expect(request.shape == .text("sentence"))
        let reply = ChatReply(text: text, finish: .stop, total: .zero)
        #expect(request.sentence(in: reply) == own)
    }

    @Test func `is asked for with facts filled in`() throws {
        let request = try ChatRequest(writing: template, facts: facts, model: "scribe-a", seed: 4)
        #expect(request.shape == nil)
        #expect(request.messages.last == .init(.user, "Tell Ada we miss them."))
        #expect(request.seed == 4 && request.model == "scribe-a")
    }
}
