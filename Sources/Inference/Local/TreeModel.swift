package import Orchestration

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Boosted regression trees, evaluated as XGBoost does: in single precision throughout.
///
/// All nodes of all trees lie in one array; every path from a root was found to end when the file
/// was read, so that a prediction walks without checks of its own.
package struct TreeModel: Hashable, Sendable {
    /// What a file may hold at most.
    package enum Limits {
        package static let trees = 10_000
        package static let nodes = 1_000_000
        package static let features = 10_000
    }

    let reader: FeatureReader
    let nodes: [Node]
    /// The index of each tree's first node.
    let roots: [Int32]
    /// Where the sum starts: the base score, in the space of the sum.
    let base: Float
    let link: Link

    /// A branch, or a leaf where `feature` is negative.
    struct Node: Hashable, Sendable {
        let feature: Int32
        /// A branch's threshold (left when below), a leaf's weight.
        let value: Float
        let left: Int32
        let right: Int32
        let missingGoesLeft: Bool
    }

    /// How the sum of the leaves becomes the answer.
    enum Link: Hashable, Sendable {
        /// `{probability: …}` through the logistic function.
        case probability
        /// `{score: …}`, the sum itself.
        case score
    }

    /// The names it reads, in its order.
    package var features: [String] { reader.names }

    /// What the model says about `input`.
    ///
    /// - Parameter input: A map with the features; a missing one goes the way training found best.
    /// - Returns: `{probability: 0 ... 1}`, or `{score: …}` for a regression.
    /// - Throws: `badInput` for what is no map of features.
    package func predict(_ input: Value) throws(Failure) -> Value {
        let row = try singles(reader.row(from: input))
        let sum = roots.reduce(base) { sum, root in sum + leaf(from: root, for: row) }
        switch link {
        case .probability: return ["probability": .double(Double(1 / (1 + exp(-sum))))]
        case .score: return ["score": .double(Double(sum))]
        }
    }

    /// XGBoost keeps its data in single precision: a value a hair below a split may lie on it.
    private func singles(_ row: [Double]) throws(Failure) -> [Float] {
        let singles = row.map { Float($0) }
        if let index = singles.firstIndex(where: \.isInfinite) {
            throw Failure(.badInput, "Feature \(features[index]) is too large: \(row[index]).")
        }
        return singles
    }

    private func leaf(from root: Int32, for row: [Float]) -> Float {
        var node = nodes[Int(root)]
        while node.feature >= 0 {
            let value = row[Int(node.feature)]
            let goesLeft = value.isNaN ? node.missingGoesLeft : value < node.value
            node = nodes[Int(goesLeft ? node.left : node.right)]
        }
        return node.value
    }
}
