extension Expression {
    /// Every use of a free name with the fields selected from it, in the order they are written.
    ///
    /// Variables of macros are not free, and names of types are no references.
    package var references: [Reference] {
        var collector = ReferenceCollector()
        collector.visit(root)
        return collector.references.sorted { $0.offset < $1.offset }
    }
}

/// Walks a term and notes the free names.
private struct ReferenceCollector {
    var references: [Reference] = []
    private var variables: [String] = []

    mutating func visit(_ term: Term) {
        if let path = term.path {
            note(path, at: term.pathSpan)
        } else if case .comprehension(let walk) = term.kind {
            visit(walk.range)
            variables += walk.variables.names
            if let condition = walk.condition { visit(condition) }
            visit(walk.body)
            variables.removeLast(walk.variables.names.count)
        } else {
            var parts: [Term] = []
            term.kind.forEachPart { parts.append($0) }
            for part in parts { visit(part) }
        }
    }

    private mutating func note(_ path: TermPath, at span: SourceSpan) {
        let isVariable = path.reach == .any && variables.contains(path.parts[0])
        let isType = path.parts.count == 1 && Value.typeNames[path.parts[0]] != nil
        guard !isVariable, !isType else { return }
        references.append(
            Reference(path: path.parts, offset: span.offset, length: span.length)
        )
    }
}

/// A name and the fields that are selected from it.
struct TermPath {
    let parts: [String]
    let reach: QualifiedName.Reach
}

extension Term {
    /// Where the path stands, without the macro around it.
    fileprivate var pathSpan: SourceSpan {
        guard case .present(_, _, let span) = kind else { return span }
        return span
    }

    /// The path this term is, when it is a name, or fields and constant keys of one.
    var path: TermPath? {
        switch kind {
        case .name(let name): return TermPath(parts: [name.text], reach: name.reach)
        case .select(let operand, let field, _), .present(let operand, let field, _):
            guard let path = operand.path else { return nil }
            return TermPath(parts: path.parts + [field], reach: path.reach)
        case .index(let operand, let index):
            guard case .literal(.string(let key)) = index.kind, let path = operand.path else {
                return nil
            }
            return TermPath(parts: path.parts + [key], reach: path.reach)
        case .literal, .call, .matches, .operation, .not, .negate, .and, .or, .choice, .list,
            .map, .comprehension:
            return nil
        }
    }
}
