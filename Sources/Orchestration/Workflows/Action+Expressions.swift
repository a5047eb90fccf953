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
    package var mentions: Set<String> { Set(expressions.flatMap(\.names)) }
}

extension Expression {
    /// The free names it mentions.
    fileprivate var names: [String] { references.compactMap(\.path.first) }
}

extension Workflow {
    /// The free names that anything mentions which is evaluated while a run is open: what its steps
    /// do and take back, their conditions and lists.
    var mentions: Set<String> {
        steps.reduce(into: []) { names, step in
            names.formUnion(step.action.mentions)
            names.formUnion(step.undo?.mentions ?? [])
            names.formUnion(step.when?.names ?? [])
            names.formUnion(step.each?.list.names ?? [])
        }
    }
}
