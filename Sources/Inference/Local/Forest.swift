/// Trees laid end to end while a file is read, each proven to be one.
struct Forest {
    private(set) var nodes: [TreeModel.Node] = []
    private(set) var roots: [Int32] = []
    private let features: Int

    init(features: Int) { self.features = features }

    /// Adds one tree of XGBoost's column form.
    ///
    /// - Parameter tree: `left_children`, `right_children`, `split_indices`, `split_conditions`
    ///   and `default_left`, one entry a node; node 0 is the root, a left child of -1 marks a leaf.
    /// - Throws: Also for children out of range and for nodes reached twice, which is how cycles
    ///   show: no prediction may run for ever.
    mutating func append(_ tree: Document) throws(ModelFileError) {
        try refuseForeignForms(tree)
        let columns = try Columns(tree, atMost: TreeModel.Limits.nodes - nodes.count)
        let root = Int32(nodes.count)
        for index in columns.left.indices {
            nodes.append(try columns.node(index, offset: root, features: features, in: tree))
        }
        roots.append(root)
        try proveThatItEnds(columns, in: tree)
    }

    private func refuseForeignForms(_ tree: Document) throws(ModelFileError) {
        if let types = tree.optional("split_type"),
            let index = try types.integers(atMost: TreeModel.Limits.nodes).firstIndex(of: 1)
        {
            throw .unsupported(
                at: "\(types.path)[\(index)]",
                feature: "a categorical split",
                next: "Encode categories as numbers before training."
            )
        }
        if let size = tree.optional("tree_param")?.optional("size_leaf_vector"),
            let text = size.value.text, let count = Int(text), count > 1
        {
            throw .unsupported(
                at: size.path,
                feature: "leaves of \(count) values",
                next: "Train one model for each output."
            )
        }
    }

    /// Walks from the root, meeting each node at most once.
    private func proveThatItEnds(_ columns: Columns, in tree: Document) throws(ModelFileError) {
        var isMet = [Bool](repeating: false, count: columns.left.count)
        var open: [Int] = [0]
        while let index = open.popLast() {
            guard !isMet[index] else {
                throw .unexpected(
                    at: tree.path,
                    expected: "a tree",
                    found: "two ways to node \(index)"
                )
            }
            isMet[index] = true
            guard columns.left[index] != -1 else { continue }
            open.append(Int(columns.left[index]))
            open.append(Int(columns.right[index]))
        }
    }
}

/// One tree as XGBoost writes it.
private struct Columns {
    let left: [Int32]
    let right: [Int32]
    let features: [Int32]
    let values: [Double]
    let missingGoesLeft: [Int32]

    init(_ tree: Document, atMost limit: Int) throws(ModelFileError) {
        left = try tree["left_children"].integers(atMost: limit)
        right = try tree["right_children"].integers(atMost: limit)
        features = try tree["split_indices"].integers(atMost: limit)
        values = try tree["split_conditions"].numbers(atMost: limit)
        missingGoesLeft = try tree["default_left"].integers(atMost: limit)
        let counts = [right.count, features.count, values.count, missingGoesLeft.count]
        guard !left.isEmpty, counts.allSatisfy({ $0 == left.count }) else {
            throw .unexpected(
                at: tree.path,
                expected: "columns of one length",
                found: "lengths \(left.count), \(counts.map(String.init).joined(separator: ", "))"
            )
        }
    }

    func node(
        _ index: Int,
        offset: Int32,
        features count: Int,
        in tree: Document
    ) throws(ModelFileError) -> TreeModel.Node {
        let value = Float(values[index])
        guard left[index] != -1 else {
            return TreeModel.Node(
                feature: -1,
                value: value,
                left: -1,
                right: -1,
                missingGoesLeft: false
            )
        }
        try check(left[index], in: left.indices, "left_children[\(index)]", tree)
        try check(right[index], in: left.indices, "right_children[\(index)]", tree)
        try check(features[index], in: 0..<count, "split_indices[\(index)]", tree)
        return TreeModel.Node(
            feature: features[index],
            value: value,
            left: offset + left[index],
            right: offset + right[index],
            missingGoesLeft: missingGoesLeft[index] != 0
        )
    }

    private func check(
        _ number: Int32,
        in range: Range<Int>,
        _ column: String,
        _ tree: Document
    ) throws(ModelFileError) {
        guard range.contains(Int(number)) else {
            throw .unexpected(
                at: "\(tree.path).\(column)",
                expected: "one of \(range.lowerBound) to "
                    + "\(range.upperBound - 1)",
                found: "\(number)"
            )
        }
    }
}
