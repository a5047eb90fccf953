extension Parser {
    /// The call or macro `name`, whose opening parenthesis is used up.
    mutating func call(
        _ name: String,
        on target: Term?,
        at place: SourceSpan
    ) throws(ExpressionError) -> Term {
        var arguments: [Term] = []
        if token != .symbol(.closeParenthesis) {
            repeat { arguments.append(try expression()) } while try accept(.comma)
        }
        let span = place.through(try expect(.closeParenthesis))
        if let macro = try macro(name, on: target, arguments, at: span) { return macro }
        let kind =
            constantPattern(name, on: target, arguments)
            ?? .call(
                Function(rawValue: name).map(Callee.function) ?? .unknown(name),
                on: target,
                arguments
            )
        return try make(kind, at: span)
    }

    /// A match with a pattern that is written out, so that it is compiled once.
    ///
    /// A faulty pattern stays a call: its error belongs to the evaluation.
    private func constantPattern(
        _ name: String,
        on target: Term?,
        _ arguments: [Term]
    ) -> Term.Kind? {
        let operands = (target.map { [$0] } ?? []) + arguments
        guard name == Function.matches.rawValue, operands.count == 2,
            case .literal(.string(let text)) = operands[1].kind
        else { return nil }
        do throws(PatternError) {
            return .matches(operands[0], try Pattern(text))
        } catch {
            return nil
        }
    }

    private func macro(
        _ name: String,
        on target: Term?,
        _ arguments: [Term],
        at span: SourceSpan
    ) throws(ExpressionError) -> Term? {
        guard let target else {
            guard name == "has", arguments.count == 1 else { return nil }
            guard case .select(let operand, let field, _) = arguments[0].kind else {
                throw ExpressionError(
                    "invalid argument to has(): it takes a field, as in has(a.b)",
                    at: arguments[0].span.offset
                )
            }
            return try make(
                .present(operand, field: field, arguments[0].span),
                at: span
            )
        }
        guard let form = MacroForm(name, arguments: arguments.count) else { return nil }
        let variables = try self.variables(arguments.prefix(form.variables))
        let rest = arguments.dropFirst(form.variables)
        guard let body = rest.last else { return nil }
        let walk = Comprehension(
            macro: form.macro,
            range: target,
            variables: variables,
            condition: rest.count == 2 ? rest.first : nil,
            body: body
        )
        return try make(.comprehension(walk), at: span)
    }

    private func variables(
        _ terms: ArraySlice<Term>
    ) throws(ExpressionError) -> Comprehension.Variables {
        var names: [String] = []
        for term in terms {
            guard case .name(let name) = term.kind, name.reach == .any else {
                throw ExpressionError(
                    "syntax error: the variable of a macro must be a simple name",
                    at: term.span.offset
                )
            }
            names.append(name.text)
        }
        guard names.count == 2 else { return .element(names[0]) }
        guard names[0] != names[1] else {
            throw ExpressionError(
                "syntax error: the two variables of a macro must differ",
                at: terms[terms.endIndex - 1].span.offset
            )
        }
        return .pair(names[0], names[1])
    }
}

/// What a call with a macro's name and that many arguments is.
private struct MacroForm {
    let macro: Comprehension.Macro
    /// How many of the arguments are variables.
    let variables: Int

    init?(_ name: String, arguments: Int) {
        switch (name, arguments) {
        case ("all", 2...3): self.init(.all, arguments - 1)
        case ("exists", 2...3): self.init(.exists, arguments - 1)
        case ("exists_one", 2...3), ("existsOne", 2...3): self.init(.existsOne, arguments - 1)
        case ("map", 2...3): self.init(.map, 1)
        case ("filter", 2): self.init(.filter, 1)
        case ("transformList", 3...4): self.init(.map, 2)
        case ("transformMap", 3...4): self.init(.transformMap, 2)
        case ("transformMapEntry", 3...4): self.init(.transformMapEntry, 2)
        default: return nil
        }
    }

    private init(_ macro: Comprehension.Macro, _ variables: Int) {
        self.macro = macro
        self.variables = variables
    }
}
