internal import Orchestration

/// Parses expressions and checks them against what they can see.
extension ProjectBuilder {
    /// The expression an item holds; nil, with findings, where it does not parse.
    /// - Parameters:
    ///   - item: Its text.
    ///   - sight: What it can see.
    ///   - expected: What its value must be; `.double` stands for any number.
    /// - Returns: The expression, also where the check found something.
    mutating func expression(
        _ item: Item?,
        seeing sight: Sight,
        expecting expected: Shape = .dynamic
    ) -> Expression? {
        guard let item, let text = item.text else { return nil }
        do throws(ExpressionError) {
            let expression = try Expression(parsing: text)
            check(expression, of: item, in: sight, expecting: expected)
            return expression
        } catch {
            let place = error.offset.map { item.part(atUTF8: $0, length: 1) } ?? item.place
            findings.report(.unparsable(error.message), at: place)
            return nil
        }
    }

    private mutating func check(
        _ expression: Expression,
        of item: Item,
        in sight: Sight,
        expecting expected: Shape
    ) {
        let scope = sight.scope(for: expression)
        let isNumber = [.int, .uint].contains(expression.shape(in: scope))
        let wanted = expected == .double && isNumber ? .dynamic : expected
        for problem in expression.check(in: scope, expecting: wanted) {
            let place = item.part(atUTF8: problem.offset, length: problem.length)
            findings.report(complaint(about: problem, in: expression, sight), at: place)
        }
    }

    /// The complaint about a problem; a name that is unknown is told what it should have named.
    private func complaint(
        about problem: ExpressionProblem,
        in expression: Expression,
        _ sight: Sight
    ) -> Complaint {
        guard let path = Self.path(upTo: problem, in: expression), let word = path.last else {
            return .mistyped(problem)
        }
        switch path.dropLast().joined(separator: ".") {
        case "":
            return .unknownInExpression(word, among: sight.names.keys, channels: lexicon.channels)
        case "constants": return .unknown("constant", word, among: lexicon.constants.keys)
        case let owner: return .unknownField(word, of: owner, problem.suggestion)
        }
    }

    /// The path that ends with the unknown word of a problem; nil for problems of other kinds.
    private static func path(upTo problem: ExpressionProblem, in expression: Expression)
        -> [String]?
    {
        guard problem.message.hasPrefix("unknown ") else { return nil }
        for reference in expression.references {
            var offset = reference.offset
            for (index, word) in reference.path.enumerated() {
                if offset == problem.offset { return Array(reference.path[...index]) }
                offset += word.utf8.count + 1
            }
        }
        return nil
    }

    /// The value of an expression that mentions nothing but constants; nil for any other.
    func constantValue(of expression: Expression?) -> Value? {
        guard let expression,
            expression.references.allSatisfy({ $0.path.first == "constants" })
        else { return nil }
        let entries = lexicon.constants.map { (Value.string($0.key), $0.value) }
        let constants = Value.map(Dictionary(uniqueKeysWithValues: entries))
        return try? expression.evaluate(with: ["constants": constants])
    }
}
