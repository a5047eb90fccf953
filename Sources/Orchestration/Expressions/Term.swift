/// A node of a parsed expression with its place in the source.
struct Term: Sendable {
    /// What the node is.
    let kind: Kind
    /// Where it stands.
    let span: SourceSpan
    /// Levels of terms below and including this one; bounded, so walking may recurse.
    let depth: Int

    /// A node over parts that are already made.
    init(_ kind: Kind, at span: SourceSpan) {
        self.kind = kind
        self.span = span
        var deepest = 0
        kind.forEachPart { deepest = max(deepest, $0.depth) }
        self.depth = deepest + 1
    }

    /// The kinds of nodes.
    indirect enum Kind: Sendable {
        case literal(Value)
        case name(QualifiedName)
        /// `operand.field`; the name is set when the operand is itself a name.
        case select(Term, field: String, as: QualifiedName?)
        /// `has(operand.field)`; the span is that of the field with its operand.
        case present(Term, field: String, SourceSpan)
        case index(Term, Term)
        case call(Callee, on: Term?, [Term])
        case matches(Term, Pattern)
        case operation(Operator, Term, Term)
        case not(Term)
        case negate(Term)
        case and([Term])
        case or([Term])
        case choice(Term, then: Term, otherwise: Term)
        case list([Term])
        case map([Entry])
        case comprehension(Comprehension)
    }

    /// One `key: value` of a map literal.
    struct Entry: Sendable {
        let key: Term
        let value: Term
    }
}

/// A name or a chain of field selections on one, which may be a name as a whole.
struct QualifiedName: Hashable, Sendable {
    /// Which names it may mean.
    enum Reach: Sendable {
        case any
        /// Written with a leading dot: variables of macros are passed over.
        case outermost
    }

    /// The whole name, with dots.
    let text: String
    /// The part before the first dot.
    let root: String
    let reach: Reach
}

/// What a call calls.
enum Callee: Sendable {
    case function(Function)
    /// A name that is no function of ours: an error, but only when it is evaluated.
    case unknown(String)

    /// The name as written.
    var name: String {
        switch self {
        case .function(let function): function.rawValue
        case .unknown(let name): name
        }
    }
}

/// A binary operator other than the logical ones.
enum Operator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case `in` = "in"
}

/// A macro that walks the elements of a list or the entries of a map.
struct Comprehension: Sendable {
    /// What becomes of the elements.
    enum Macro: Sendable {
        case all, exists, existsOne, map, filter, transformMap, transformMapEntry
    }

    /// The variables bound for each element.
    enum Variables: Sendable {
        /// The element of a list or the key of a map.
        case element(String)
        /// Index and element of a list, or key and value of a map.
        case pair(String, String)

        /// Their names.
        var names: [String] {
            switch self {
            case .element(let name): [name]
            case .pair(let first, let second): [first, second]
            }
        }
    }

    let macro: Macro
    let range: Term
    let variables: Variables
    /// Elements for which this is false are left out.
    let condition: Term?
    let body: Term
}

extension Term.Kind {
    /// Calls `visit` with each direct part, in the order they are written.
    func forEachPart(_ visit: (Term) -> Void) {
        switch self {
        case .literal, .name: break
        case .select(let operand, _, _), .present(let operand, _, _), .not(let operand),
            .negate(let operand), .matches(let operand, _):
            visit(operand)
        case .index(let a, let b), .operation(_, let a, let b):
            visit(a)
            visit(b)
        case .call(_, let target, let arguments):
            if let target { visit(target) }
            arguments.forEach(visit)
        case .and(let terms), .or(let terms), .list(let terms): terms.forEach(visit)
        case .choice(let a, let b, let c): [a, b, c].forEach(visit)
        case .map(let entries): entries.forEach { [$0.key, $0.value].forEach(visit) }
        case .comprehension(let walk):
            visit(walk.range)
            if let condition = walk.condition { visit(condition) }
            visit(walk.body)
        }
    }
}
