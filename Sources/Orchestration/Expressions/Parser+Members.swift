extension Parser {
    /// Words that CEL keeps for later; none may name a variable or a function.
    private static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop", "package", "namespace", "return", "var", "void", "while",
    ]

    /// A primary term and what is selected from it, indexed or called on it.
    ///
    /// `sign` is where the minus stands that belongs to the number which comes next.
    mutating func member(after sign: SourceSpan?) throws(ExpressionError) -> Term {
        var term = try primary(sign)
        while true {
            if try accept(.dot) {
                term = try selection(from: term)
            } else if try accept(.openBracket) {
                let index = try expression()
                let end = try expect(.closeBracket)
                term = try make(.index(term, index), at: term.span.through(end))
            } else if token == .symbol(.openBrace), term.qualifiedName != nil {
                throw ExpressionError("messages cannot be constructed here", at: span.offset)
            } else {
                return term
            }
        }
    }

    private mutating func selection(from operand: Term) throws(ExpressionError) -> Term {
        let place = span
        if case .quotedName(let field) = token {
            try advance()
            return try make(
                .select(operand, field: field, as: nil),
                at: operand.span.through(place)
            )
        }
        guard case .name(let field) = token, !field.isKeyword else {
            throw unexpected("a field name")
        }
        try advance()
        if try accept(.openParenthesis) { return try call(field, on: operand, at: operand.span) }
        let name = operand.qualifiedName?.appending(field)
        let span = operand.span.through(place)
        if let name, let type = Value.typeNames[name.text] {
            return try make(.literal(type), at: span)
        }
        return try make(.select(operand, field: field, as: name), at: span)
    }

    private mutating func primary(_ sign: SourceSpan?) throws(ExpressionError) -> Term {
        let place = sign?.through(span) ?? span
        switch token {
        case .int(let magnitude):
            let number = try signed(magnitude, sign, at: place)
            return try literal(.int(number), at: place)
        case .double(let number):
            return try literal(.double(sign == nil ? number : -number), at: place)
        case .uint(let number): return try literal(.uint(number), at: place)
        case .string(let text): return try literal(.string(text), at: place)
        case .bytes(let bytes): return try literal(.bytes(bytes), at: place)
        case .name(let name): return try identifier(name, .any, at: place)
        case .symbol(.dot):
            try advance()
            guard case .name(let name) = token else { throw unexpected("a name") }
            return try identifier(name, .outermost, at: place)
        case .symbol(.openParenthesis):
            try advance()
            let inner = try expression()
            let end = try expect(.closeParenthesis)
            return Term(inner.kind, at: place.through(end))
        case .symbol(.openBracket): return try list(at: place)
        case .symbol(.openBrace): return try map(at: place)
        case .symbol, .quotedName, .end: throw unexpected("a value")
        }
    }

    private mutating func literal(
        _ value: Value,
        at place: SourceSpan
    ) throws(ExpressionError) -> Term {
        try advance()
        return try make(.literal(value), at: place)
    }

    private func signed(
        _ magnitude: UInt64,
        _ sign: SourceSpan?,
        at place: SourceSpan
    ) throws(ExpressionError) -> Int64 {
        if sign != nil, magnitude == Int64.min.magnitude { return .min }
        guard let number = Int64(exactly: magnitude) else {
            throw ExpressionError("range error: \(magnitude) fits no int", at: place.offset)
        }
        return sign == nil ? number : -number
    }

    private mutating func identifier(
        _ name: String,
        _ reach: QualifiedName.Reach,
        at place: SourceSpan
    ) throws(ExpressionError) -> Term {
        let whole = place.through(span)
        guard !Self.reserved.contains(name) else {
            throw ExpressionError("syntax error: '\(name)' is a reserved word", at: span.offset)
        }
        if name.isKeyword, reach == .outermost { throw unexpected("a name") }
        try advance()
        switch name {
        case "true": return try make(.literal(.bool(true)), at: whole)
        case "false": return try make(.literal(.bool(false)), at: whole)
        case "null": return try make(.literal(.null), at: whole)
        default: break
        }
        if try accept(.openParenthesis) { return try call(name, on: nil, at: whole) }
        return try make(.name(QualifiedName(text: name, root: name, reach: reach)), at: whole)
    }

    private mutating func list(at place: SourceSpan) throws(ExpressionError) -> Term {
        try advance()
        var elements: [Term] = []
        while token != .symbol(.closeBracket), token != .symbol(.comma) {
            elements.append(try expression())
            guard try accept(.comma) else { break }
        }
        if elements.isEmpty { _ = try accept(.comma) }
        let end = try expect(.closeBracket)
        return try make(.list(elements), at: place.through(end))
    }

    private mutating func map(at place: SourceSpan) throws(ExpressionError) -> Term {
        try advance()
        var entries: [Term.Entry] = []
        while token != .symbol(.closeBrace), token != .symbol(.comma) {
            let key = try expression()
            try expect(.colon)
            entries.append(Term.Entry(key: key, value: try expression()))
            guard try accept(.comma) else { break }
        }
        if entries.isEmpty { _ = try accept(.comma) }
        let end = try expect(.closeBrace)
        return try make(.map(entries), at: place.through(end))
    }
}

extension Term {
    /// The name this is, when it is one or a chain of fields on one.
    var qualifiedName: QualifiedName? {
        switch kind {
        case .name(let name): name
        case .select(_, _, let name): name
        default: nil
        }
    }
}

extension QualifiedName {
    /// This name and one more part.
    func appending(_ part: String) -> QualifiedName {
        QualifiedName(text: "\(text).\(part)", root: root, reach: reach)
    }
}

extension String {
    /// Whether it is a word of the language that can be neither a name nor a field.
    fileprivate var isKeyword: Bool { self == "true" || self == "false" || self == "null" }
}
