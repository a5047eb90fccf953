internal import Inference
internal import Orchestration
internal import Testing

@Suite struct `A logistic model` {
    static let document: Value = [
        "format": "podium-logistic/1", "intercept": 0.5,
        "features": [
            ["name": "age", "mean": 40.0, "scale": 10.0, "weight": 2.0, "missing": 45.0],
            ["name": "visits", "mean": 0.0, "scale": 1.0, "weight": -1.0],
        ],
    ]

    private func probability(_ input: Value) throws -> Double {
        try #require(LogisticModel(json: Self.document).predict(input)["probability"]?.number)
    }

    @Test func `adds up standardised features and squeezes the sum`() throws {
        // 0.5 + 2 · (50 - 40) / 10 - 2.5 = 0
        #expect(try probability(["age": 50, "visits": 2.5]) == 0.5)
    }

    @Test(arguments: [nil, .null, .double(.nan)] as [Value?])
    func `fills a missing feature where its file says with what`(age: Value?) throws {
        let filled = try probability(["age": 45, "visits": 1])
        #expect(try probability(Value(["age": age, "visits": 1])) == filled)
    }

    @Test(arguments: [nil, .null, .double(.nan)] as [Value?])
    func `refuses to guess a feature it needs`(visits: Value?) throws {
        let failure = try #require(throws: Failure.self) {
            try probability(Value(["age": 45, "visits": visits]))
        }
        #expect(failure.kind == .badInput)
        #expect(failure.message.contains("visits"))
    }

    @Test(
        arguments: [
            .null, "text", [1, 2], ["other": 1], ["age": "forty", "visits": 1],
            ["age": .double(.infinity), "visits": 1], ["age": .double(1e308), "visits": 1e308],
            ["age": [:], "visits": 1],
        ] as [Value]
    )
    func `answers or says bad input, whatever it is given`(input: Value) throws {
        do {
            let found = try probability(input)
            #expect((0...1).contains(found))
        } catch let failure as Failure {
            #expect(failure.kind == .badInput)
        }
    }

    @Test(
        arguments: [
            (["format"], nil, "format"), (["format"], "other/9", "format"),
            (["intercept"], "x", "intercept"), (["features"], [:], "features"),
            (["features"], [], "features"), (["features", "1", "scale"], 0.0, "features[1].scale"),
            (["features", "0", "name"], "visits", "features"),
            (["features", "0", "weight"], nil, "features[0].weight"),
            (["features", "0", "mean"], .double(.nan), "features[0].mean"),
            (["features", "0", "missing"], "x", "features[0].missing"),
        ] as [([String], Value?, String)]
    )
    func `names the place where a file is wrong`(
        path: [String],
        part: Value?,
        place: String
    ) throws {
        let error = try #require(throws: ModelFileError.self) {
            try LogisticModel(json: Self.document.replacing(path, with: part))
        }
        #expect(error.description.contains(place))
    }

    @Test(arguments: [.null, 1, [], "text"] as [Value])
    func `is not made of what is no object`(document: Value) {
        #expect(throws: ModelFileError.self) { try LogisticModel(json: document) }
    }

    @Test func `has the spread of its training data beside it`() throws {
        let references = try Distribution.references(json: Files.model("churn-logistic.json"))
        let score = try #require(references["score"])
        #expect(references.count == 11)
        #expect(score.edges.count == 9)
        #expect(score.shares.allSatisfy { abs($0 - 0.1) < 0.01 })
    }
}

extension Value {
    /// A map without the entries that are nil.
    init(_ entries: [String: Value?]) {
        let present = entries.compactMap { key, value in value.map { (Value.string(key), $0) } }
        self = .map(Dictionary(uniqueKeysWithValues: present))
    }
}
