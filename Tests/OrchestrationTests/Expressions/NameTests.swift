import Testing

@testable import Orchestration

@Suite struct `A name` {
    @Test(arguments: [
        Example("n", 5), Example("churn.probability", 0.7), Example("churn['probability']", 0.7),
        Example("churn.reasons[1]", "price"), Example("a.b.c", "whole"), Example("a.b.d", "field"),
        Example(".a.b.c", "whole"), Example(".n", 5), Example("{'if': 1, 'while': 2}.while", 2),
        Example("{'a-b': {'c/d': 3}}.`a-b`.`c/d`", 3), Example("numbers[0]", 3),
        Example("numbers[dyn(1.0)]", 1), Example("numbers[2u]", 2), Example("{1u: 'a'}[1.0]", "a"),
    ]) func `finds its value by the longest binding, fields and keys`(example: Example) {
        #expect(example.holds)
    }

    @Test(
        arguments: truths(
            "[{'z': 0}].exists(y, y.z == 0)",
            "[{'z': 0}].exists(y, .y.z == 42)",
            "[1].exists(y, [0].exists(y, y == 0))",
            "[0].all(n, n == 0) && n == 5"
        )
    ) func `is hidden by the variable of a macro unless it has a leading dot`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Example("bool", .type("bool")), Example("null_type", .type("null_type")),
        Example("type", .type("type")), Example("list", .type("list")),
        Example("google.protobuf.Timestamp", .type("google.protobuf.Timestamp")),
    ]) func `may denote a type`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Fault("nobody", "undeclared reference to 'nobody'", at: 0),
        Fault("1 + nobody", "undeclared reference", at: 4), Fault("dyn", "undeclared reference"),
        Fault("churn.nothing", "no such key: nothing"), Fault("churn['x']", "no such key: x"),
        Fault("{0: 1}[1]", "no such key: 1"), Fault("{1: 1}[1.1]", "no such key: 1.1"),
        Fault("n.field", "type 'int' does not support field selection"),
        Fault("numbers.field", "type 'list' does not support field selection"),
        Fault("numbers[3]", "invalid argument"), Fault("numbers[-1]", "invalid argument"),
        Fault("numbers[0.1]", "invalid argument"), Fault("numbers['a']", "invalid argument"),
        Fault("n[0]", "no such overload"), Fault("unknown(1)", "unbound function: unknown"),
        Fault("text.nothing()", "unbound function"), Fault("math.greatest(1)", "unbound function"),
    ]) func `that leads nowhere says so`(fault: Fault) {
        #expect(fault.holds)
    }

    @Test(arguments: [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop", "package", "namespace", "return", "var", "void", "while",
    ]) func `is no reserved word, though a field or method may be`(word: String) {
        #expect(Fault("\(word) == 1", "reserved word", at: 0).holds)
        #expect(Example("{'\(word)': 1}.\(word)", 1).holds)
        #expect(Example("n.\(word)() || true", true).holds)
    }

    @Test(arguments: ["true", "false", "null", "in"])
    func `is no keyword, not even as a field`(word: String) {
        #expect(Fault("n.\(word)", "syntax error").holds)
    }
}
