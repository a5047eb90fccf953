internal import Orchestration

/// The workflows that scenarios run; events of type `bench` start them.
enum BenchWorkflows {
    /// 1 -> 2 -> {3, 4} -> 5 -> 6.
    static func graph() throws -> Workflow {
        try workflow([[], [0], [1], [1], [2, 3], [4]])
    }

    /// Each step after the one before.
    static func chain(_ steps: Int) throws -> Workflow {
        try workflow((0..<steps).map { $0 == 0 ? [] : [$0 - 1] })
    }

    /// So many at once, and one that joins them.
    static func wide(_ steps: Int) throws -> Workflow {
        try workflow([[Int]](repeating: [], count: steps) + [Array(0..<steps)])
    }

    private static func workflow(_ after: [[Int]]) throws -> Workflow {
        let input = try Expression(parsing: "event.id")
        return Workflow(
            name: "bench",
            version: "1",
            trigger: .event(type: "bench", when: nil, otherwise: nil),
            steps: after.enumerated().map { index, after in
                Step(
                    name: "step\(index + 1)",
                    action: .call(route: "none", input: input),
                    after: after
                )
            }
        )
    }
}
