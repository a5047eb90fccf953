/// A parsed expression: a documented subset of CEL, the Common Expression Language.
///
/// Parsing happens once, when a project loads; evaluation is pure and cannot trap.
package struct Expression: Hashable, Sendable {
    /// The text it was parsed from.
    package let source: String

    /// Parses `source`.
    /// - Throws: `ExpressionError.syntax` with the offset of the first token that does not fit.
    package init(parsing source: String) throws(ExpressionError) {
        self.source = source
    }

    /// The value under `names`, which binds the free identifiers.
    /// - Throws: CEL's evaluation errors: unknown names, missing keys, no such overload, overflow.
    package func evaluate(with names: [String: Value]) throws(ExpressionError) -> Value {
        .null
    }
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
