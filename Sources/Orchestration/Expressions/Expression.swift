/// A parsed expression: a documented subset of CEL, the Common Expression Language.
///
/// Parsing happens once, when a project loads; evaluation is pure and cannot trap. In the subset:
/// all literals, lists and maps, operators, the macros (`has`, `all`, `exists`, `exists_one`,
/// `map`, `filter` and the two-variable ones), strings, bytes, numbers, timestamps, durations,
/// conversions and types. Out of it: protocol buffer messages, optionals and extension libraries.
///
/// Source: github.com/google/cel-spec, `doc/langdef.md`.
package struct Expression: Sendable {
    /// The text it was parsed from.
    package let source: String
    /// What it means.
    let root: Term

    /// Parses `source`.
    ///
    /// - Throws: An error with the offset of the first token that does not fit, or of the place
    ///   where the source exceeds `ExpressionLimits.standard`.
    package init(parsing source: String) throws(ExpressionError) {
        var parser = try Parser(source, limits: .standard)
        self.source = source
        self.root = try parser.parse()
    }

    /// The value under `names`, which binds the free identifiers.
    ///
    /// A name may have dots: `a.b.c` is looked up whole first, then as field `c` of `a.b`.
    /// - Throws: CEL's evaluation errors: unknown names, missing keys, no such overload, overflow;
    ///   and one when the work exceeds `ExpressionLimits.standard.steps`.
    package func evaluate(with names: [String: Value]) throws(ExpressionError) -> Value {
        var evaluator = Evaluator(names: names, limits: .standard)
        return try evaluator.result(of: root)
    }
}

extension Expression: Hashable {
    /// Parsing is deterministic, so equal sources are equal expressions.
    package static func == (a: Expression, b: Expression) -> Bool {
        a.source.hasSameBytes(as: b.source)
    }

    /// Feeds the source alone.
    package func hash(into hasher: inout Hasher) { hasher.combine(source) }
}

/// Why an expression could not be parsed or evaluated.
package struct ExpressionError: Error, Hashable, Sendable {
    /// What happened, in one sentence.
    package let message: String
    /// UTF-8 offset into the source where it happened, when it can be said.
    package let offset: Int?

    package init(_ message: String, at offset: Int? = nil) {
        self.message = message
        self.offset = offset
    }
}
