/// The names an expression may use, with what is known of each.
package struct Scope: Hashable, Sendable {
    /// Shapes by name.
    package var names: [String: Shape]

    /// A scope of these names and no others.
    package init(_ names: [String: Shape]) { self.names = names }
}

/// A use of a free name in an expression.
package struct Reference: Hashable, Sendable {
    /// The name and the fields selected from it, for example `["churn", "probability"]`.
    package let path: [String]
    /// UTF-8 offset of the name.
    package let offset: Int
    /// UTF-8 length from the name to the last field.
    package let length: Int
}

/// What is wrong with an expression that parses.
package struct ExpressionProblem: Hashable, Sendable {
    /// What is wrong, in one sentence.
    package let message: String
    /// UTF-8 offset of the part that is wrong.
    package let offset: Int
    /// Its length in UTF-8 bytes.
    package let length: Int
    /// The name that was probably meant.
    package let suggestion: String?
}
