/// A parsed regular expression.
indirect enum PatternNode: Sendable {
    case empty
    case set(ScalarSet)
    case place(Pattern.Place)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// `most` is nil for no bound.
    case repeated(PatternNode, least: Int, most: Int?)
}

/// Turns a parsed regular expression into instructions.
struct PatternCompiler {
    private(set) var program: [Pattern.Instruction] = []
    /// Far more than any pattern a person writes; keeps `((a{1000}){1000})` from filling memory.
    private static let sizeMax = 10_000

    /// Appends the instructions of `node`.
    mutating func compile(_ node: PatternNode) throws(PatternError) {
        switch node {
        case .empty: break
        case .set(let set): try emit(.take(set))
        case .place(let place): try emit(.check(place))
        case .sequence(let nodes): for node in nodes { try compile(node) }
        case .choice(let nodes): try choose(nodes[...])
        case .repeated(let node, let least, let most):
            for _ in 0..<least { try compile(node) }
            guard let most else { return try loop(node) }
            try compileOptional(node, times: most - least)
        }
    }

    private mutating func emit(_ instruction: Pattern.Instruction) throws(PatternError) {
        guard program.count < Self.sizeMax else {
            throw PatternError(message: "the pattern is too large", offset: 0)
        }
        program.append(instruction)
    }

    private mutating func choose(_ nodes: ArraySlice<PatternNode>) throws(PatternError) {
        var exits: [Int] = []
        for (index, node) in zip(nodes.indices, nodes) {
            guard index < nodes.endIndex - 1 else {
                try compile(node)
                break
            }
            let fork = program.count
            try emit(.jump(0))
            try compile(node)
            exits.append(program.count)
            try emit(.jump(0))
            program[fork] = .split(fork + 1, program.count)
        }
        for exit in exits { program[exit] = .jump(program.count) }
    }

    private mutating func loop(_ node: PatternNode) throws(PatternError) {
        let fork = program.count
        try emit(.jump(0))
        try compile(node)
        try emit(.jump(fork))
        program[fork] = .split(fork + 1, program.count)
    }

    private mutating func compileOptional(
        _ node: PatternNode,
        times: Int
    ) throws(PatternError) {
        var forks: [Int] = []
        for _ in 0..<times {
            forks.append(program.count)
            try emit(.jump(0))
            try compile(node)
        }
        for fork in forks { program[fork] = .split(fork + 1, program.count) }
    }
}
