/// Makes a term of a source: CEL's grammar, by recursive descent with one token of look-ahead.
///
/// Source: github.com/google/cel-spec, `doc/langdef.md`, Syntax.
struct Parser {
    private var lexer: Lexer
    let limits: ExpressionLimits
    /// The token that has not been used yet, and where it stands.
    private(set) var token: Token
    private(set) var span: SourceSpan
    private var nesting = 0

    /// A parser at the first token of `source`.
    init(_ source: String, limits: ExpressionLimits) throws(ExpressionError) {
        guard source.utf8.count <= limits.sourceBytes else {
            throw ExpressionError(
                "the expression is longer than \(limits.sourceBytes) bytes",
                at: limits.sourceBytes
            )
        }
        self.limits = limits
        lexer = Lexer(source)
        (token, span) = try lexer.next()
    }

    /// The whole source as one term.
    mutating func parse() throws(ExpressionError) -> Term {
        let term = try expression()
        guard token == .end else { throw unexpected("an operator or the end") }
        return term
    }

    /// `or` or `or ? or : expression`.
    mutating func expression() throws(ExpressionError) -> Term {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= limits.depth else { throw tooDeep(at: span) }
        let condition = try or()
        guard try accept(.question) else { return condition }
        let then = try or()
        try expect(.colon)
        let otherwise = try expression()
        return try make(
            .choice(condition, then: then, otherwise: otherwise),
            at: condition.span.through(otherwise.span)
        )
    }

    private mutating func or() throws(ExpressionError) -> Term {
        let first = try and()
        guard token == .symbol(.or) else { return first }
        var terms = [first]
        while try accept(.or) { terms.append(try and()) }
        return try make(.or(terms), at: first.span.through(terms[terms.count - 1].span))
    }

    private mutating func and() throws(ExpressionError) -> Term {
        let first = try operation(binding: .relation)
        guard token == .symbol(.and) else { return first }
        var terms = [first]
        while try accept(.and) { terms.append(try operation(binding: .relation)) }
        return try make(.and(terms), at: first.span.through(terms[terms.count - 1].span))
    }

    /// Operands joined by operators that bind at least as tightly as `least`, left to right.
    private mutating func operation(binding least: Binding) throws(ExpressionError) -> Term {
        var left = try unary()
        while let (sign, binding) = infix, binding >= least {
            try advance()
            let right = try operand(of: binding)
            left = try make(.operation(sign, left, right), at: left.span.through(right.span))
        }
        return left
    }

    private mutating func operand(of binding: Binding) throws(ExpressionError) -> Term {
        guard let tighter = binding.tighter else { return try unary() }
        return try operation(binding: tighter)
    }

    private var infix: (Operator, Binding)? {
        guard case .symbol(let symbol) = token, let sign = Operator(rawValue: symbol.rawValue)
        else { return nil }
        switch sign {
        case .add, .subtract: return (sign, .sum)
        case .multiply, .divide, .remainder: return (sign, .product)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .in:
            return (sign, .relation)
        }
    }

    private mutating func unary() throws(ExpressionError) -> Term {
        var signs: [SourceSpan] = []
        let sign = token
        if sign == .symbol(.not) || sign == .symbol(.minus) {
            while token == sign {
                signs.append(span)
                try advance()
            }
        }
        var term = try signedMember(sign, &signs)
        for start in signs.reversed() {
            let kind: Term.Kind = sign == .symbol(.not) ? .not(term) : .negate(term)
            term = try make(kind, at: start.through(term.span))
        }
        return term
    }

    /// A member whose number, if it begins with one, takes the sign before it.
    private mutating func signedMember(
        _ sign: Token,
        _ signs: inout [SourceSpan]
    ) throws(ExpressionError) -> Term {
        if sign == .symbol(.not), token == .symbol(.minus) {
            let start = span
            try advance()
            guard token.isSignable else { throw unexpected("a number after '-'") }
            return try member(after: start)
        }
        let takesSign = sign == .symbol(.minus) && token.isSignable
        return try member(after: takesSign ? signs.popLast() : nil)
    }

    // MARK: Moving on

    /// Makes a node and sees that the tree stays shallow enough to walk.
    func make(_ kind: Term.Kind, at span: SourceSpan) throws(ExpressionError) -> Term {
        let term = Term(kind, at: span)
        guard term.depth <= limits.depth else { throw tooDeep(at: span) }
        return term
    }

    /// Uses up the current token.
    mutating func advance() throws(ExpressionError) { (token, span) = try lexer.next() }

    /// Uses up `symbol` if it is the current token, and says whether it was.
    mutating func accept(_ symbol: Token.Symbol) throws(ExpressionError) -> Bool {
        guard token == .symbol(symbol) else { return false }
        try advance()
        return true
    }

    /// Uses up `symbol`, which must be the current token, and says where it stood.
    @discardableResult
    mutating func expect(_ symbol: Token.Symbol) throws(ExpressionError) -> SourceSpan {
        let place = span
        guard try accept(symbol) else { throw unexpected("'\(symbol.rawValue)'") }
        return place
    }

    /// The error that the current token is not what should stand here.
    func unexpected(_ expected: String) -> ExpressionError {
        ExpressionError(
            "syntax error: found \(token.inWords) where \(expected) should be",
            at: span.offset
        )
    }

    private func tooDeep(at span: SourceSpan) -> ExpressionError {
        ExpressionError(
            "the expression is nested deeper than \(limits.depth) levels",
            at: span.offset
        )
    }
}

/// How tightly a binary operator holds its operands.
private enum Binding: Int, Comparable {
    case relation, sum, product

    static func < (a: Binding, b: Binding) -> Bool { a.rawValue < b.rawValue }

    /// The next level; nil when only unary operators bind more tightly.
    var tighter: Binding? { Binding(rawValue: rawValue + 1) }
}

extension Token {
    /// Whether a minus before it is part of the number.
    fileprivate var isSignable: Bool {
        switch self {
        case .int, .double: true
        case .name, .quotedName, .uint, .string, .bytes, .symbol, .end: false
        }
    }
}
