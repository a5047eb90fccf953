extension Action {
    /// Every expression it evaluates.
    package var expressions: [Expression] {
        switch self {
        case .update(let from): [from]
        case .call(_, let input), .run(_, let input): [input]
        case .write(_, _, let facts): Array(facts.values)
        case .send(let content, let by, _): [content, by]
        case .until(let moment): [moment]
        case .approve(let approval): Array(approval.facts.values)
        case .compute(let expression): [expression]
        case .wait, .signal: []
        }
    }

    /// The free names its expressions mention.
    package var mentions: Set<String> {
        Set(expressions.flatMap(\.references).compactMap(\.path.first))
    }
}
