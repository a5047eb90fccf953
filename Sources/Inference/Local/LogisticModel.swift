package import Orchestration

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Logistic regression over standardised features.
///
/// `probability = 1 / (1 + exp(-(intercept + Σ weight · (x - mean) / scale)))`, all in double
/// precision, in the order of the file.
package struct LogisticModel: Hashable, Sendable {
    private let reader: FeatureReader
    fileprivate let terms: [Term]
    private let intercept: Double

    /// One feature's part.
    fileprivate struct Term: Hashable, Sendable {
        let mean: Double
        let scale: Double
        let weight: Double
        /// Stands for a missing value; nil where the model cannot do without.
        let missing: Double?
    }

    /// The model in a parsed file of the format `podium-logistic/1`.
    ///
    /// - Parameter json: The document; `features` holds `name`, `mean`, `scale`, `weight` and,
    ///   where a missing value may be filled in, `missing`.
    /// - Throws: What is missing, wrong or too large, and where.
    package init(json: Value) throws(ModelFileError) {
        let document = Document(json)
        let format = try document["format"]
        guard try format.text == "podium-logistic/1" else {
            throw format.unexpected("\"podium-logistic/1\"")
        }
        intercept = try document["intercept"].number
        let features = try document["features"].elements(atMost: TreeModel.Limits.features)
        guard !features.isEmpty else { throw try document["features"].unexpected("a feature") }
        var names: [String] = []
        var terms: [Term] = []
        for feature in features {
            names.append(try feature["name"].text)
            terms.append(try Term(feature))
        }
        guard Set(names).count == names.count else {
            throw try document["features"].unexpected("each name once")
        }
        self.terms = terms
        reader = FeatureReader(names)
    }

    /// The names it reads, in its order.
    package var features: [String] { reader.names }

    /// The probability the model gives to `input`.
    ///
    /// - Parameter input: A map with the features; others are ignored.
    /// - Returns: `{probability: 0 ... 1}`.
    /// - Throws: `badInput` for a missing feature the file has no filling for.
    package func predict(_ input: Value) throws(Failure) -> Value {
        ["probability": .double(try probability(of: reader.row(from: input)))]
    }

    private func probability(of row: [Double]) throws(Failure) -> Double {
        var sum = intercept
        for (index, term) in terms.enumerated() {
            guard let number = row[index].isNaN ? term.missing : row[index] else {
                throw Failure(
                    .badInput,
                    "Feature \(reader.names[index]) is missing; the model needs it."
                )
            }
            sum += term.weight * ((number - term.mean) / term.scale)
        }
        guard !sum.isNaN else {
            throw Failure(.badInput, "The features are too large: the model's sum is no number.")
        }
        return 1 / (1 + exp(-sum))
    }
}

extension LogisticModel.Term {
    fileprivate init(_ feature: Document) throws(ModelFileError) {
        mean = try feature["mean"].number
        scale = try feature["scale"].positive
        weight = try feature["weight"].number
        missing = try feature.optional("missing")?.number
    }
}
