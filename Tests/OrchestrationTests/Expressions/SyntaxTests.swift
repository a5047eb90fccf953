import Testing

@testable import Orchestration

@Suite struct `The grammar` {
    @Test(arguments: [
        Example("1 // one\n + 2", 3), Example("\t1\r\n+\u{C}1", 2), Example("(n)", 5),
        Example("!-1.size() || true", true), Example("n == 5 ? 1 : 2", 1),
    ]) func `skips blanks and comments`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Fault("", "found the end", at: 0), Fault("// nothing", "found the end", at: 10),
        Fault("1 +", "found the end", at: 3), Fault("1 1", "found a number", at: 2),
        Fault("(1", "where ')' should be", at: 2), Fault("[1", "where ']' should be"),
        Fault("{1 2}", "where ':' should be", at: 3), Fault("f(1,)", "found ')'", at: 4),
        Fault("1 = 1", "unexpected '='", at: 2), Fault("a & b", "unexpected '&'", at: 2),
        Fault("true ? 1", "where ':' should be"), Fault("a..b", "where a field name"),
        Fault("a.`b", "quoted name"), Fault("`a`", "where a value should be"),
        Fault("!-n", "where a number", at: 2), Fault("-!true", "found '!'", at: 1),
        Fault("é", "unexpected", at: 0), Fault("Message{field: 1}", "cannot be constructed", at: 7),
        Fault("a.b{}", "cannot be constructed"), Fault(".true", "where a name"),
        Fault("1 in", "the end"),
    ]) func `is refused at the first token that does not fit`(fault: Fault) {
        #expect(fault.holds)
    }

    @Test func `makes equal expressions of equal sources`() throws {
        #expect(try Expression(parsing: "a + 1") == Expression(parsing: "a + 1"))
        #expect(try Expression(parsing: "a + 1") != Expression(parsing: "a +1"))
    }
}
