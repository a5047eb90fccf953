package import Orchestration

/// How a feature or score was spread in training: what drift is measured against.
///
/// Bin of a value: the number of edges strictly below it; the outer bins are open.
package struct Distribution: Hashable, Sendable {
    /// Type-7 deciles of the training values, ascending, without repeats.
    package let edges: [Double]
    /// The share of each bin among known values: one more than edges, adding up to 1.
    package let shares: [Double]
    /// The share of values that were missing: 0 to 1.
    package let missing: Double
    /// How many values it was made from, the missing ones included.
    package let count: Int
    package let mean: Double
    package let standardDeviation: Double
}

extension Distribution {
    /// The distributions in a file's `reference`: `score` and one for each feature.
    ///
    /// - Parameter json: A whole model file, or the file that goes with one in a foreign format.
    /// - Returns: By name; `score` is the model's own answer.
    /// - Throws: What is missing or wrong, and where.
    package static func references(
        json: Value
    ) throws(ModelFileError) -> [String: Distribution] {
        let part = try Document(json)["reference"]
        guard case .map(let entries) = part.value else { throw part.unexpected("an object") }
        guard entries.count <= TreeModel.Limits.features else {
            throw .tooLarge(
                at: part.path,
                count: entries.count,
                limit: TreeModel.Limits.features
            )
        }
        var found: [String: Distribution] = [:]
        for case .string(let name) in entries.keys {
            found[name] = try Distribution(part[name])
        }
        return found
    }

    private init(_ document: Document) throws(ModelFileError) {
        edges = try document["edges"].numbers(atMost: 1000)
        shares = try document["shares"].numbers(atMost: 1001)
        guard shares.count == edges.count + 1, shares.allSatisfy({ $0 >= 0 }) else {
            throw try document["shares"].unexpected("a share for each of \(edges.count + 1) bins")
        }
        guard zip(edges, edges.dropFirst()).allSatisfy(<) else {
            throw try document["edges"].unexpected("ascending edges")
        }
        missing = try document["missing"].number
        count = Int(exactly: try document["count"].number) ?? 0
        mean = try document["mean"].number
        standardDeviation = try document["std"].number
    }
}
