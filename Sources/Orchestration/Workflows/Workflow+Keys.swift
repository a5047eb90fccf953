/// Whose run an event starts, and what no second run may have.
package struct RunKeys: Hashable, Sendable {
    /// Empty where the workflow names none.
    package let subject: String
    /// Empty where the workflow names none.
    package let once: String
}

extension Workflow {
    /// Works out whose run this is and what makes it unique.
    ///
    /// Text stands as it is, numbers and bools as CEL's `string()` writes them. A run without the
    /// key its workflow asks for would escape the limit that the key is for, so all else is refused.
    /// - Throws: `noKey` naming the key and what it gave instead.
    package func keys(with names: [String: Value]) throws(EventRejection) -> RunKeys {
        RunKeys(
            subject: try Self.key("subject", subject, names),
            once: try Self.key("once", once, names)
        )
    }

    private static func key(_ name: String, _ expression: Expression?, _ names: [String: Value])
        throws(EventRejection) -> String
    {
        guard let expression else { return "" }
        let value: Value
        do throws(ExpressionError) { value = try expression.evaluate(with: names) } catch {
            throw .noKey(name: name, why: "cannot be worked out: \(error.message)")
        }
        guard let text = value.plainText else {
            throw .noKey(name: name, why: "is \(Shape(of: value).name), and must be a text")
        }
        return text
    }
}
