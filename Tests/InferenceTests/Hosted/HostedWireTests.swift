import Inference
import Orchestration
import Rehearsal
import Testing

@Suite struct `A hosted model` {
    private func model(
        _ dialect: HostedModel.Dialect,
        url: String = "http://h:1"
    ) -> HostedModel {
        HostedModel(dialect: dialect, url: url, features: ["a", "b"])
    }

    private let inference = HostedModel.Dialect.openInference(
        model: "churn",
        version: nil,
        outputs: ["proba"]
    )

    @Test func `is asked at the address of its protocol, however its base is written`() {
        let versioned = HostedModel.Dialect.openInference(model: "m", version: "3", outputs: [])
        #expect(HostedWire.address(of: model(inference)) == "http://h:1/v2/models/churn/infer")
        #expect(
            HostedWire.address(of: model(versioned, url: "http://h:1//"))
                == "http://h:1/v2/models/m/versions/3/infer"
        )
        for url in ["http://h:1", "http://h:1/", "http://h:1/invocations"] {
            #expect(HostedWire.address(of: model(.mlflow, url: url)) == "http://h:1/invocations")
        }
    }

    @Test func `gets one row in the order of its features`() throws {
        let sent = HostedWire.question([1.5, -2], of: model(inference))
        #expect(
            sent == [
                "inputs": [
                    ["name": "input-0", "shape": [1, 2], "datatype": "FP64", "data": [1.5, -2.0]]
                ],
                "outputs": [["name": "proba"]],
            ]
        )
        #expect(
            HostedWire.question([1.5, -2], of: model(.mlflow))
                == ["dataframe_split": ["columns": ["a", "b"], "data": [[1.5, -2.0]]]]
        )
    }

    @Test(arguments: [
        (#"{"outputs":[{"name":"p","shape":[1,2],"data":[0.25,0.75]}]}"#, #"{"p":[0.25,0.75]}"#),
        (#"{"outputs":[{"name":"p","shape":[1,2],"data":[[0.25,0.75]]}]}"#, #"{"p":[0.25,0.75]}"#),
        (#"{"outputs":[{"name":"p","shape":[1],"data":[1]}]}"#, #"{"p":1}"#),
        (#"{"outputs":[{"name":"p","shape":[2,1],"data":[3,4]}]}"#, #"{"p":3}"#),
        (#"{"outputs":[]}"#, "{}"),
    ])
    func `answers with the first row of every output`(body: String, expected: String) throws {
        let outputs = try HostedWire.outputs(in: Array(body.utf8), of: model(inference))
        #expect(outputs.json == expected)
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"outputs":{}}"#, #"{"outputs":[{"name":"p"}]}"#,
        #"{"outputs":[{"name":"p","shape":[],"data":[1]}]}"#,
        #"{"outputs":[{"name":"p","shape":[0],"data":[]}]}"#,
        #"{"outputs":[{"name":"p","shape":[1,5],"data":[1]}]}"#,
        #"{"outputs":[{"name":"p","shape":[1,1e308,1e308],"data":[1]}]}"#,
        #"{"outputs":[{"name":"p","shape":[-1,-1],"data":[1]}]}"#,
    ])
    func `that answers nonsense is a bad output, never a trap`(body: String) {
        let failure = #expect(throws: Failure.self) {
            _ = try HostedWire.outputs(in: Array(body.utf8), of: model(inference))
        }
        #expect(failure?.kind == .badOutput)
    }

    @Test(arguments: [#"{"predictions":[]}"#, #"{"predictions":3}"#, "{}"])
    func `that predicts nothing over MLflow is a bad output`(body: String) {
        let failure = #expect(throws: Failure.self) {
            _ = try HostedWire.outputs(in: Array(body.utf8), of: model(.mlflow))
        }
        #expect(failure?.kind == .badOutput)
    }

    @Test func `over MLflow answers with its first prediction`() throws {
        let body = Array(#"{"predictions":[[0.3,0.7],[1,0]]}"#.utf8)
        #expect(
            try HostedWire.outputs(in: body, of: model(.mlflow)).json
                == #"{"prediction":[0.3,0.7]}"#
        )
    }

    @Test(arguments: [#"{"a":1}"#, #"{"a":1,"b":"x"}"#, "[]"])
    func `is not asked with a feature missing`(input: String) async throws {
        let client = ModelClient()
        let value = try Value(json: Array(input.utf8))
        let failure = await #expect(throws: Failure.self) {
            _ = try await client.predict(
                model(.mlflow),
                value,
                key: nil,
                clocks: ModelCard.Clocks()
            )
        }
        await client.shutDown()
        #expect(failure?.kind == .badInput)
    }
}

@Suite struct `A model that embeds` {
    private func ask(_ input: Value, saying body: String) async throws -> (
        Result<Value, Failure>, [ScriptedReceiver.Letter]
    ) {
        let server = try await ScriptedReceiver.start(saying: body)
        let client = ModelClient()
        let model = HostedModel(dialect: .embeddings(model: "m"), url: server.url, features: [])
        let result: Result<Value, Failure>
        do throws(Failure) {
            let answer = try await client.predict(
                model,
                input,
                key: nil,
                clocks: ModelCard.Clocks()
            )
            result = .success(answer.answer)
        } catch { result = .failure(error) }
        await client.shutDown()
        await server.stop()
        return (result, server.letters)
    }

    private static func answer(_ vector: String) -> String {
        #"{"object":"list","model":"m","data":[{"index":0,"embedding":[\#(vector)]}]}"#
    }

    @Test func `answers with the vector of a text`() async throws {
        let (result, letters) = try await ask(["text": "hello"], saying: Self.answer("0.5,-1"))
        #expect(try result.get() == ["embedding": [0.5, -1.0], "dimensions": 2])
        #expect(letters.map(\.path) == ["/v1/embeddings"])
        let sent = try Value(json: letters.first?.body ?? [])
        #expect(sent["input"] == ["hello"] && sent["model"] == "m")
    }

    @Test(arguments: [Value.map([:]), ["text": ""], ["text": 7], "hello"])
    func `asks nobody about what is no text`(input: Value) async throws {
        let (result, letters) = try await ask(input, saying: Self.answer("1"))
        #expect(throws: Failure.self) { try result.get() }
        #expect(letters.isEmpty)
    }

    @Test(arguments: [
        "", "{}", answer(""), answer("1e999"), answer("\"x\""),
        answer([String](repeating: "0", count: 4097).joined(separator: ",")),
    ])
    func `that answers nonsense, or too much of it, is a bad output`(body: String) async throws {
        let (result, _) = try await ask(["text": "hello"], saying: body)
        let failure = #expect(throws: Failure.self) { try result.get() }
        #expect(failure?.kind == .badOutput)
    }
}

@Suite struct `A call inside a trace` {
    @Test func `says where it is, to every kind of server`() async throws {
        let server = try await ScriptedReceiver.start()
        let client = ModelClient()
        let trace = TraceContext(of: "1-a", salt: 3).part("copy#1")
        // Neither answer makes sense: what was asked is looked at.
        _ = try? await client.predict(
            HostedModel(dialect: .mlflow, url: server.url, features: ["a"]),
            ["a": 1.0],
            key: nil,
            clocks: ModelCard.Clocks(),
            trace: trace
        )
        for dialect in [Endpoint.Dialect.openAI, .anthropic] {
            _ = try? await client.embed(
                ["x"],
                model: "m",
                at: Endpoint(url: server.url, dialect: dialect).traced(by: trace),
                clocks: ModelCard.Clocks()
            )
        }
        await client.shutDown()
        await server.stop()
        #expect(
            server.letters.map { $0.headers["traceparent"] } == [
                trace.header, trace.header, trace.header,
            ]
        )
    }
}
