internal import Inference
internal import Orchestration
internal import Testing

@Suite struct `A tree model` {
    /// `x < 5` goes left to -1, else to a second branch `y < 2`: 1 or 3; missing x goes right.
    static let document: Value = [
        "learner": [
            "feature_names": ["x", "y"],
            "learner_model_param": ["base_score": "[5E-1]", "num_class": "0", "num_target": "1"],
            "objective": ["name": "binary:logitraw"],
            "gradient_booster": [
                "name": "gbtree",
                "model": [
                    "trees": [
                        [
                            "left_children": [1, -1, 3, -1, -1],
                            "right_children": [2, -1, 4, -1, -1],
                            "split_indices": [0, 0, 1, 0, 0],
                            "split_conditions": [5.0, -1.0, 2.0, 1.0, 3.0],
                            "default_left": [0, 0, 1, 0, 0], "split_type": [0, 0, 0, 0, 0],
                        ]
                    ]
                ],
            ],
        ]
    ]
    static let tree = ["learner", "gradient_booster", "model", "trees", "0"]

    private func score(_ input: Value) throws -> Double? {
        try TreeModel(json: Self.document).predict(input)["score"]?.number
    }

    @Test(
        arguments: [
            (["x": 4.9, "y": 0], -0.5), (["x": 5, "y": 1.9], 1.5), (["x": 5, "y": 2], 3.5),
            (["x": .null, "y": 9], 3.5), (["x": 7], 1.5), (["y": .double(.nan), "x": 5], 1.5),
            (["x": true, "y": 0], -0.5),
        ] as [(Value, Double)]
    )
    func `goes left below a split, and with a missing value as it was taught`(
        input: Value,
        expected: Double
    ) throws {
        #expect(try score(input) == expected)
    }

    @Test func `compares in single precision`() throws {
        // A hair below 5 in double precision, 5 in single.
        #expect(try score(["x": 4.999_999_999_9, "y": 2]) == 3.5)
    }

    @Test(arguments: ["5E-1", "[5E-1]", "0.5"])
    func `reads the base score as a probability in each of its spellings`(spelling: String) throws {
        let model = try TreeModel(
            json: Self.document
                .replacing(["learner", "objective", "name"], with: "binary:logistic")
                .replacing(
                    ["learner", "learner_model_param", "base_score"],
                    with: .string(spelling)
                )
                .replacing(Self.tree + ["split_conditions"], with: [5, 0, 2, 0, 0])
        )
        #expect(try model.predict(["x": 1])["probability"] == 0.5)
    }

    @Test(
        arguments: [
            (["learner"], nil, "learner"), (["learner", "feature_names"], [], "feature_names"),
            (["learner", "feature_names"], ["x", "x"], "feature_names[1]"),
            (["learner", "objective", "name"], "rank:pairwise", "objective"),
            (["learner", "gradient_booster", "name"], "dart", "booster"),
            (["learner", "learner_model_param", "num_class"], "3", "num_class"),
            (["learner", "learner_model_param", "base_score"], "[1E0,2E0]", "base_score"),
            (tree + ["split_type"], [1, 0, 0, 0, 0], "categorical"),
            (tree + ["left_children"], [1, -1], "trees[0]"),
            (tree + ["left_children"], [0, -1, 3, -1, -1], "two ways"),
            (tree + ["left_children"], [2, -1, 3, -1, -1], "two ways"),
            (tree + ["left_children"], [5, -1, 3, -1, -1], "left_children[0]"),
            (tree + ["left_children"], [-2, -1, 3, -1, -1], "left_children[0]"),
            (tree + ["left_children"], [1.5, -1, 3, -1, -1], "left_children[0]"),
            (tree + ["left_children"], [1e300, -1, 3, -1, -1], "left_children[0]"),
            (tree + ["right_children"], [99, -1, 4, -1, -1], "right_children[0]"),
            (tree + ["split_indices"], [2, 0, 1, 0, 0], "split_indices[0]"),
            (tree + ["split_conditions"], [5, "x", 2, 1, 3], "split_conditions[1]"),
            (tree + ["default_left"], nil, "default_left"), (tree, [], "trees[0]"),
        ] as [([String], Value?, String)]
    )
    func `names the place where a file is wrong`(
        path: [String],
        part: Value?,
        place: String
    ) throws {
        let error = try #require(throws: ModelFileError.self) {
            try TreeModel(json: Self.document.replacing(path, with: part))
        }
        #expect(error.description.contains(place))
    }

    @Test func `refuses a base score that is no probability for a probability`() {
        let document = Self.document
            .replacing(["learner", "objective", "name"], with: "binary:logistic")
            .replacing(["learner", "learner_model_param", "base_score"], with: "1")
        #expect(throws: ModelFileError.self) { try TreeModel(json: document) }
    }

    @Test func `refuses more nodes than it may hold`() {
        let many = Value.list(Array(repeating: -1, count: TreeModel.Limits.nodes + 1))
        #expect(throws: ModelFileError.self) {
            try TreeModel(json: Self.document.replacing(Self.tree + ["left_children"], with: many))
        }
    }

    @Test(arguments: [.null, "x", ["z": 1], ["x": "text"], ["x": 1e39]] as [Value])
    func `says bad input for what is no row`(input: Value) throws {
        let failure = try #require(throws: Failure.self) { try score(input) }
        #expect(failure.kind == .badInput)
    }

    @Test(arguments: UInt64(0)..<300)
    func `ends for every made-up tree it accepts`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        func column(_ range: ClosedRange<Int64>) -> Value {
            .list((0..<5).map { _ in .int(Int64.random(in: range, using: &random)) })
        }
        var document = Self.document
        for name in ["left_children", "right_children"] {
            document = document.replacing(Self.tree + [name], with: column(-1...4))
        }
        guard let model = try? TreeModel(json: document) else { return }
        #expect(try model.predict(["x": 1, "y": 1])["score"] != nil)
    }
}
