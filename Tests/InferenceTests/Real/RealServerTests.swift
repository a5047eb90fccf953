import Foundation
import Inference
import Orchestration
import Testing

@Suite(
    .serialized,
    .timeLimit(.minutes(10)),
    .enabled(if: RealServer.isWanted, "set PODIUM_REAL_SERVERS=1 to run a real model")
)
struct `A real llama server` {
    private let patient = {
        var clocks = ModelCard.Clocks()
        clocks.firstToken = .seconds(120)
        clocks.betweenTokens = .seconds(60)
        clocks.total = .seconds(300)
        return clocks
    }()

    private func withServer(_ body: (ModelClient, Endpoint) async throws -> Void) async throws {
        let server = try RealServer.llama()
        defer { server.stop() }
        let client = ModelClient()
        let endpoint = Endpoint(url: server.greeting)
        do {
            // It listens before its model is loaded, and says 503 until then.
            while true {
                do throws(Failure) {
                    _ = try await client.complete(
                        ask("Hi", tokens: 1),
                        at: endpoint,
                        clocks: patient
                    )
                    break
                } catch {
                    guard error.kind == .overloaded || error.kind == .connect else { throw error }
                }
            }
            try await body(client, endpoint)
        } catch {
            await client.shutDown()
            throw error
        }
        await client.shutDown()
    }

    private func ask(_ text: String, tokens: Int, seed: Int64 = 1) -> ChatRequest {
        ChatRequest(
            model: "any",
            messages: [.init(.user, text)],
            tokensMax: tokens,
            temperature: 0.8,
            seed: seed
        )
    }

    @Test func `streams an answer with its usage`() async throws {
        try await withServer { client, endpoint in
            let reply = try await client.complete(
                ask("Say hello.", tokens: 12),
                at: endpoint,
                clocks: patient
            )
            #expect(!reply.text.isEmpty)
            #expect((reply.tokensIn ?? 0) > 5 && (1...12).contains(reply.tokensOut ?? 0))
            #expect(try #require(reply.timeToFirstToken) <= reply.total)
            #expect(reply.servedModel?.contains("SmolLM2") == true)
            print(
                "streamed \(reply.tokensOut ?? 0) tokens, first after \(reply.timeToFirstToken ?? .zero), all after \(reply.total)"
            )
            var whole = ask("Say hello.", tokens: 12)
            whole.delivery = .whole
            let piece = try await client.complete(whole, at: endpoint, clocks: patient)
            #expect(piece.tokensIn == reply.tokensIn && piece.finish == reply.finish)
        }
    }

    @Test func `answers in the JSON of a schema`() async throws {
        try await withServer { client, endpoint in
            for seed in Int64(1)...3 {
                var request = ask("Greet Ada in one short sentence.", tokens: 200, seed: seed)
                request.shape = .text("sentence")
                let reply = try await client.complete(request, at: endpoint, clocks: patient)
                let answer = try Value(json: Array(reply.text.utf8))
                #expect(answer["sentence"]?.text == request.sentence(in: reply))
                print("shaped: \(reply.text)")
            }
        }
    }

    @Test func `streams over the messages protocol too`() async throws {
        try await withServer { client, endpoint in
            let messages = Endpoint(url: endpoint.url, dialect: .anthropic)
            var request = ask("Say hello.", tokens: 12)
            request.messages.insert(.init(.system, "You are friendly."), at: 0)
            // The protocol has no seed, so that only the likeliest answer can be had twice.
            request.temperature = 0
            let reply = try await client.complete(request, at: messages, clocks: patient)
            #expect(!reply.text.isEmpty)
            #expect((reply.tokensIn ?? 0) > 5 && (1...12).contains(reply.tokensOut ?? 0))
            #expect(try #require(reply.timeToFirstToken) <= reply.total)
            print("messages: \(reply)")
            request.delivery = .whole
            let piece = try await client.complete(request, at: messages, clocks: patient)
            #expect(piece.text == reply.text && piece.finish == reply.finish)
            let long = ask(String(repeating: "word ", count: 4000), tokens: 4)
            let failure = await #expect(throws: Failure.self) {
                _ = try await client.complete(long, at: messages, clocks: patient)
            }
            #expect(failure?.kind == .contextTooLong)
        }
    }

    @Test func `says that a prompt is too long`() async throws {
        try await withServer { client, endpoint in
            let long = ask(String(repeating: "word ", count: 4000), tokens: 4)
            let failure = await #expect(throws: Failure.self) {
                _ = try await client.complete(long, at: endpoint, clocks: patient)
            }
            #expect(failure?.kind == .contextTooLong)
            print(failure?.message ?? "")
        }
    }

    @Test func `has no embeddings to give, which is our mistake and not its`() async throws {
        try await withServer { client, endpoint in
            let failure = await #expect(throws: Failure.self) {
                _ = try await client.embed(["a"], model: "any", at: endpoint, clocks: patient)
            }
            #expect(failure?.kind == .badInput)
        }
    }

    @Test func `embeds a text into 576 numbers, near texts nearer than far ones`() async throws {
        let server = try RealServer.llama("embeddings")
        defer { server.stop() }
        let client = ModelClient()
        let model = HostedModel(
            dialect: .embeddings(model: "any"),
            url: server.greeting,
            features: []
        )
        var vectors: [[Double]] = []
        for text in ["The cat sat on the mat.", "A cat is sitting on a mat.", "Invoice 7 is due."] {
            vectors.append(try await embedding(of: text, model, client))
        }
        await client.shutDown()
        #expect(vectors.map(\.count) == [576, 576, 576])
        #expect(likeness(vectors[0], vectors[1]) > likeness(vectors[0], vectors[2]))
    }

    private func embedding(of text: String, _ model: HostedModel, _ client: ModelClient)
        async throws -> [Double]
    {
        while true {
            do throws(Failure) {
                let (answer, _) = try await client.predict(
                    model,
                    ["text": .string(text)],
                    key: nil,
                    clocks: patient
                )
                guard case .list(let numbers)? = answer["embedding"] else { return [] }
                return numbers.compactMap(\.number)
            } catch {
                // It listens before its model is loaded, and says 503 until then.
                guard error.kind == .overloaded || error.kind == .connect else { throw error }
            }
        }
    }

    /// The cosine of the angle between two vectors.
    private func likeness(_ a: [Double], _ b: [Double]) -> Double {
        func dot(_ a: [Double], _ b: [Double]) -> Double {
            zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        }
        return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
    }

    @Test func `writes twenty sentences, and none that passes the check promises anything`()
        async throws
    {
        let template = Template(
            name: "winback",
            body: "Hi {{first_name}}! {{sentence}}",
            prompt:
                "Write one friendly sentence that tells {{first_name}} we miss them at the coffee shop.",
            plain: "We miss you."
        )
        let facts: [String: Value] = ["first_name": "Ada"]
        try await withServer { client, endpoint in
            var accepted = 0
            for seed in Int64(0)..<20 {
                let request = try ChatRequest(
                    writing: template,
                    facts: facts,
                    model: "any",
                    seed: seed
                )
                let reply = try await client.complete(request, at: endpoint, clocks: patient)
                let written = try Written(template, facts: facts, answer: (reply.text, "smollm2"))
                if !written.isFallback { accepted += 1 }
                print(
                    written.isFallback ? "no " : "yes",
                    written.rejected.map(\.rawValue),
                    reply.text.debugDescription
                )
                #expect(!written.text.contains { "%$€£0123456789".contains($0) })
                #expect(
                    !written.text.lowercased().contains("free")
                        && !written.text.contains("discount")
                )
            }
            print("accepted \(accepted) of 20")
        }
    }
}
