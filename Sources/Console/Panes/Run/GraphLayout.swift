package import Orchestration
internal import Screen

/// Where the boxes of a workflow's graph go: layers from left to right, lanes from top to bottom.
///
/// A step stands one layer right of the last of its predecessors. An edge that jumps layers keeps
/// a lane of its own in each layer it passes, so that it never runs through a box.
package struct GraphLayout: Hashable, Sendable {
    /// A place in a layer: a step, or an edge passing through.
    package enum Node: Hashable, Sendable {
        case step(Int)
        case pass(from: Int, to: Int, layer: Int)
    }

    /// Layer after layer; in each, lane after lane, nil for an empty one.
    package private(set) var layers: [[Node?]] = []
    /// The edges between neighbouring layers.
    package private(set) var links: [Link] = []
    private var layerOf: [Int] = []

    /// One line between neighbouring layers.
    package struct Link: Hashable, Sendable {
        package let layer: Int
        package let fromLane: Int
        package let toLane: Int
        /// Whether it ends at a step and gets an arrow head.
        package let arrives: Bool
    }

    /// Larger graphs are drawn as a tree.
    package static let stepsMax = 60

    /// Lays out steps that are listed after what they follow.
    package init(_ steps: [StepSketch]) {
        guard steps.count <= Self.stepsMax else { return }
        layerOf = Array(repeating: 0, count: steps.count)
        for (index, step) in steps.enumerated() {
            let before = step.after.filter { (0..<index).contains($0) }
            layerOf[index] = (before.map { layerOf[$0] }.max() ?? -1) + 1
        }
        place(steps)
    }

    /// The lanes of the tallest layer.
    package var lanes: Int { layers.map(\.count).max() ?? 0 }

    /// The step beside another, `step` layers away, nearest to its lane.
    package func neighbour(of index: Int, by step: Int) -> Int? {
        guard let from = lane(of: .step(index)) else { return nil }
        let layer = from.layer + step
        guard layers.indices.contains(layer) else { return nil }
        let steps = layers[layer].enumerated().compactMap { lane, node -> (lane: Int, step: Int)? in
            guard case .step(let step)? = node else { return nil }
            return (lane, step)
        }
        return steps.min { abs($0.lane - from.lane) < abs($1.lane - from.lane) }?.step
    }

    /// Where a node stands.
    package func lane(of node: Node) -> (layer: Int, lane: Int)? {
        for (layer, lanes) in layers.enumerated() {
            if let lane = lanes.firstIndex(of: node) { return (layer, lane) }
        }
        return nil
    }

    private mutating func place(_ steps: [StepSketch]) {
        layers = Array(repeating: [], count: (layerOf.max() ?? -1) + 1)
        var wanted: [[(node: Node, lane: Double, before: [Node])]] = layers.map { _ in [] }
        for (index, step) in steps.enumerated() {
            var before: [Node] = []
            for source in step.after where (0..<index).contains(source) {
                var node = Node.step(source)
                for layer in stride(from: layerOf[source] + 1, to: layerOf[index], by: 1) {
                    let pass = Node.pass(from: source, to: index, layer: layer)
                    wanted[layer].append((pass, 0, [node]))
                    node = pass
                }
                before.append(node)
            }
            wanted[layerOf[index]].append((.step(index), 0, before))
        }
        for layer in wanted.indices { settle(layer, wanted[layer]) }
    }

    /// Puts a layer's nodes near the mean lane of what they follow, without overlap.
    private mutating func settle(
        _ layer: Int,
        _ nodes: [(node: Node, lane: Double, before: [Node])]
    ) {
        let ranked = nodes.map { entry -> (node: Node, lane: Double, before: [Node]) in
            let lanes = entry.before.compactMap { lane(of: $0)?.lane }
            let mean = lanes.isEmpty ? 0 : Double(lanes.reduce(0, +)) / Double(lanes.count)
            return (entry.node, mean, entry.before)
        }.enumerated().sorted { a, b in
            (a.element.lane, a.offset) < (b.element.lane, b.offset)
        }
        var lanes: [Node?] = []
        for (_, entry) in ranked {
            let lane = max(lanes.count, Int(entry.lane))
            while lanes.count < lane { lanes.append(nil) }
            lanes.append(entry.node)
            for source in entry.before {
                guard let from = self.lane(of: source)?.lane else { continue }
                links.append(
                    Link(layer: layer, fromLane: from, toLane: lane, arrives: entry.node.isStep)
                )
            }
        }
        layers[layer] = lanes
    }
}

extension GraphLayout.Node {
    /// Whether it is a box.
    package var isStep: Bool {
        if case .step = self { return true }
        return false
    }
}
