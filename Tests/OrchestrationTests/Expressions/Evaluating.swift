import Testing

@testable import Orchestration

/// The names that the tables below may use.
let sampleNames: [String: Value] = [
    "n": 5, "text": "abc", "flag": true, "numbers": [3, 1, 2],
    "churn": ["probability": 0.7, "reasons": ["late", "price"]],
    "a.b.c": "whole", "a.b": ["c": "part", "d": "field"], "y.z": 42, "y": 3,
]

/// The value of `source` under the sample names, or the error as it reads.
func outcome(_ source: String) -> Result<Value, ExpressionError> {
    Result { () throws(ExpressionError) in
        try Expression(parsing: source).evaluate(with: sampleNames)
    }
}

/// A source and the value it should have.
struct Example: CustomTestStringConvertible, Sendable {
    let source: String
    let value: Value

    init(_ source: String, _ value: Value) {
        self.source = source
        self.value = value
    }

    var testDescription: String { source }

    /// Whether it holds; two NaNs are alike here.
    var holds: Bool {
        guard case .success(let value) = outcome(source) else { return false }
        if case (.double(let a), .double(let b)) = (value, self.value), a.isNaN { return b.isNaN }
        return value == self.value
    }
}

/// A source and a part of the error it should give, with its offset when that is fixed.
struct Fault: CustomTestStringConvertible, Sendable {
    let source: String
    let message: String
    let offset: Int?

    init(_ source: String, _ message: String, at offset: Int? = nil) {
        self.source = source
        self.message = message
        self.offset = offset
    }

    var testDescription: String { source }

    /// Whether it holds.
    var holds: Bool {
        guard case .failure(let error) = outcome(source) else { return false }
        return error.message.contains(message) && (offset == nil || error.offset == offset)
    }
}

/// Shorthand for tables of conditions that are true.
func truths(_ sources: String...) -> [Example] { sources.map { Example($0, true) } }

/// Shorthand for tables of conditions that are false.
func falsehoods(_ sources: String...) -> [Example] { sources.map { Example($0, false) } }
