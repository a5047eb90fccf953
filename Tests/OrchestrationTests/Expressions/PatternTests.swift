import Testing

@testable import Orchestration

@Suite struct `A pattern` {
    @Test(arguments: [
        ("ubb", "hubba"), ("", "cows"), ("", ""), ("gr(a|e)y", "grey"), ("ba(na)*", "banana"),
        ("a+ñ+a+", "mañana"), ("^abc$", "abc"), ("a.c", "aéc"), ("[a-c]{3}", "xabcx"),
        ("[^a]", "ab"),
        ("(?i)ABC", "xabc"), ("(?i:A)b", "ab"), ("(?s)a.b", "a\nb"), ("(?m)^b$", "a\nb\nc"),
        ("\\d+\\s\\w", "12 x"), ("\\D\\S\\W", "1 -!"), ("\\bcat\\b", "a cat."),
        ("\\Bat", "cat"), ("\\Aa\\z", "a"), ("a{2,}", "aaa"), ("a{2,3}b", "aaab"),
        ("x{,2}", "x{,2}"),
        ("a*?b", "aab"), ("(?P<year>\\d{4})", "in 2026"), ("(?<m>a)", "a"), ("(?:ab)+", "abab"),
        ("[[:alpha:]]+", "x"), ("[[:^digit:]]", "x"), ("[\\d-]", "-"), ("[]a]", "]"),
        ("[a\\]]", "]"),
        ("\\p{Lu}\\pL", "Äb"), ("\\P{L}", "1"), ("[\\p{Nd}x]", "٣"),
        ("\\x41\\x{1F600}\\101", "A😀A"),
        ("\\Qa.b\\E+", "a.bb"), ("\\.\\*", ".*"), ("[\\n\\t]", "\t"), ("a|b|", "z"),
        ("(|a)+b", "aab"),
        ("(a*)*(b|$)", "aaaa"), ("[^\\D5]", "4"), ("(?i)straSSe", "STRASSE"), ("(?i)[à-ý]", "É"),
        ("(a|😀){2}", "😀a"), ("(?i-s:a)", "A"), ("{", "{"), ("a{1", "a{1"),
    ]) func `is found`(pattern: String, text: String) throws {
        #expect(try Pattern(pattern).isFound(in: text))
    }

    @Test(arguments: [
        ("foo|bar", ""), ("^b", "ab"), ("a$", "ab"), ("a.c", "a\nc"), ("[^a-z]", "q"),
        ("a{3}", "aa"),
        ("ABC", "abc"), ("\\bat", "cat"), ("a{2,3}$", "a"), ("\\w", "é"), ("\\d", "٣"),
        ("^b$", "a\nb"),
        ("(?i:a)B", "ab"), ("[^\\d]", "4"), ("\\s", "\u{B}"), ("a+b+c", "aabb"),
    ]) func `is not found`(pattern: String, text: String) throws {
        #expect(try !Pattern(pattern).isFound(in: text))
    }

    @Test(arguments: [
        "(", ")", "(a", "a)", "[", "[a", "[z-a]", "*", "a**", "a{2}{3}", "+a", "a{1001}", "a{3,2}",
        "\\", "\\8", "\\1", "\\q", "\\C", "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?z)",
        "[[:nope:]]",
        "\\p{Nope}", "\\x{110000}", "\\xg", "((a{1000}){1000})", String(repeating: "(", count: 200),
        String(repeating: "a", count: 5000), "[[:alpha", "\\x{", "(?P<", "(?P<n", "(?i", "\\p{",
        "[\\",
    ]) func `that is none is refused`(pattern: String) {
        #expect(throws: PatternError.self) { try Pattern(pattern) }
    }

    @Test func `takes time linear in the text, whatever it is`() throws {
        let text = String(repeating: "a", count: 5_000)
        for pattern in ["(a*)*(a*)*b", "(a|a)*b", "(a|aa)+$b", "(.*)(.*)(.*)[^a]"] {
            #expect(try !Pattern(pattern).isFound(in: text))
        }
    }

    @Test(arguments: UInt64(0)..<200) func `of random characters never traps`(seed: UInt64) {
        let pieces = Array("ab()[]{}|*+?^$.\\-:,01<>P=!dwpQEx_iéL \n").map(String.init)
        var random = SplitMix(seed: seed)
        for _ in 0..<20 {
            let length = Int.random(in: 1...14, using: &random)
            let source = (0..<length).compactMap { _ in pieces.randomElement(using: &random) }
                .joined()
            do throws(PatternError) {
                _ = try Pattern(source).isFound(in: "ab01 (é)")
            } catch {
                #expect(error.offset >= 0)
            }
        }
    }

    @Test(arguments: [
        Example("'hubba'.matches('ubb')", true), Example("matches('abc', '^[a-c]+$')", true),
        Example("text.matches(text)", true), Example("text.matches('b' + 'c$')", true),
    ]) func `is matched in expressions, constant or not`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Fault("'a'.matches('(a')", "invalid argument"), Fault("n.matches('a')", "no such overload"),
        Fault("'a'.matches(1)", "no such overload"),
        Fault("'a'.matches('a' + '(')", "invalid argument"),
    ]) func `that fails in an expression says so`(fault: Fault) {
        #expect(fault.holds)
    }
}
