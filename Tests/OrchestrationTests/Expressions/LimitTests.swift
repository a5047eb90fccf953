import Testing

@testable import Orchestration

@Suite struct `A hostile expression` {
    @Test(arguments: [
        String(repeating: "(", count: 60_000), String(repeating: "[", count: 60_000),
        String(repeating: "{1:", count: 20_000), String(repeating: "!", count: 60_000) + "true",
        String(repeating: "-", count: 60_000) + "n", String(repeating: "n.", count: 30_000) + "n",
        String(repeating: "1+", count: 30_000) + "1", String(repeating: "n[", count: 30_000),
        String(repeating: "true?1:", count: 8_000) + "1", String(repeating: "f(", count: 30_000),
        String(repeating: " ", count: 70_000), "n" + String(repeating: "[0]", count: 20_000),
    ]) func `is refused before it exhausts the stack`(source: String) {
        #expect(throws: ExpressionError.self) { try Expression(parsing: source) }
    }

    @Test func `may be long when it is flat`() {
        let many = Array(repeating: "false", count: 5_000).joined(separator: " || ")
        #expect(Example(many, false).holds)
    }

    @Test(arguments: [12, 24, 32, 90]) func `may be as deep as CEL asks for`(depth: Int) {
        let parentheses =
            String(repeating: "(", count: depth) + "7" + String(repeating: ")", count: depth)
        #expect(Example(parentheses, 7).holds)
        let choices = String(repeating: "true ? 1 : ", count: depth) + "2"
        #expect(Example(choices, 1).holds)
        #expect(Example(String(repeating: "!", count: depth) + "true", .bool(depth % 2 == 0)).holds)
        let sum = Array(repeating: "1", count: depth).joined(separator: " + ")
        #expect(Example(sum, .int(Int64(depth))).holds)
    }

    @Test(arguments: [
        "['aaaaaaaaaaaaaaaa']" + String(repeating: ".map(x, x + x)", count: 60),
        "[0]" + String(repeating: ".map(x, [x, x])", count: 60),
        "[0]" + String(repeating: ".map(x, [x, x])", count: 60) + " == [0]"
            + String(repeating: ".map(x, [x, x])", count: 60),
        "[[0]" + String(repeating: ".map(x, [x, x])", count: 60) + "].map(y, y == y)",
        "numbers.all(a, numbers.all(b, numbers.all(c, numbers.all(d, numbers.all(e, numbers.all(f, "
            + "numbers.all(g, numbers.all(h, numbers.all(i, numbers.all(j, numbers.all(k, "
            + "numbers.all(l, numbers.all(m, true)))))))))))))",
    ]) func `runs out of steps before it exhausts time or memory`(source: String) {
        #expect(Fault(source, "steps").holds)
    }

    @Test func `cannot hide that it ran out of steps`() {
        let endless = "[0]" + String(repeating: ".map(x, [x, x])", count: 60)
        #expect(Fault("[\(endless)].all(x, x == x) || true", "steps").holds)
    }

    @Test(arguments: UInt64(0)..<400) func `made of random tokens never traps`(seed: UInt64) {
        let pieces = [
            "n", "numbers", "churn", ".", "(", ")", "[", "]", "{", "}", ",", ":", "?", "1", "2u",
            "3.5",
            "'a'", "b'b'", "null", "true", "&&", "||", "!", "-", "+", "*", "/", "%", "<", "==",
            "in",
            ".map(", ".all(", "x", "has(", "size(", "timestamp(", "duration('1s')", "'", "\"\"\"",
            "\\",
            "//", "0x", "e9", "`", "\u{301}", "9223372036854775807", ".getHours('UTC')",
            ".matches('a*')",
        ]
        var random = SplitMix(seed: seed)
        for _ in 0..<20 {
            let length = Int.random(in: 1...12, using: &random)
            let source = (0..<length).compactMap { _ in pieces.randomElement(using: &random) }
                .joined()
            _ = outcome(source)
        }
    }
}
