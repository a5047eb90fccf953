import Testing

@testable import Orchestration

@Suite struct `A literal` {
    @Test(arguments: [
        Example("0", 0), Example("42", 42), Example("-7", -7), Example("--19", 19),
        Example("0x2A", 42), Example("-0xff", -255), Example("9223372036854775807", .int(.max)),
        Example("-9223372036854775808", .int(.min)), Example("-0x8000000000000000", .int(.min)),
        Example("0u", .uint(0)), Example("7U", .uint(7)), Example("0xFFu", .uint(255)),
        Example("18446744073709551615u", .uint(.max)),
    ]) func `of an integer is decimal or hexadecimal, signed or not`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Example("0.0", 0.0), Example("1.5", 1.5), Example(".25", 0.25), Example("0e+0", 0.0),
        Example("-2.3e+1", -23.0), Example("6e23", 6e23), Example("1.5E-3", 0.0015),
        Example("-.5", -0.5), Example("1e-400", 0.0),
    ]) func `of a double has a fraction or an exponent`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Example("''", ""), Example("\"\"", ""), Example("'a\"b'", "a\"b"),
        Example("\"it's\"", "it's"), Example("'''a'b\nc'''", "a'b\nc"),
        Example("\"\"\"say \"hi\"\n\"\"\"", "say \"hi\"\n"), Example("''''''", ""),
        Example("r'a\\nb'", "a\\nb"), Example("R\"\\\"", "\\"), Example("r'''\\'''", "\\"),
        Example("'\\a\\b\\f\\n\\r\\t\\v'", "\u{7}\u{8}\u{C}\n\r\t\u{B}"),
        Example("'\\\\ \\? \\\" \\' \\`'", "\\ ? \" ' `"),
        Example("'\\x41\\X42\\103'", "ABC"), Example("'\\u270c'", "✌"),
        Example("'\\U0001F431'", "🐱"), Example("'\\377'", "ÿ"), Example("'🐱ÿ'", "🐱ÿ"),
        Example("'''\r\n'''", "\r\n"), Example("'\u{1}\t'", "\u{1}\t"),
    ]) func `of a string reads every quotation and escape`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Example("b''", .bytes([])), Example("b'abc'", .bytes([97, 98, 99])),
        Example("B\"\\xff\\000\"", .bytes([255, 0])), Example("b'\\377'", .bytes([255])),
        Example("b'ÿ'", .bytes([0xC3, 0xBF])), Example("br'\\x'", .bytes([92, 120])),
        Example("bR'''a'b'''", .bytes([97, 39, 98])),
    ]) func `of bytes escapes bytes`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Example("[]", []), Example("[1, 'a', null]", [1, "a", nil]), Example("[1,]", [1]),
        Example("{}", [:]),
        Example(
            "{'a': 1, 2: 'b', true: null, 3u: [],}",
            .map(["a": 1, 2: "b", true: nil, .uint(3): []])
        ),
        Example("[[1], {}]", [[1], [:]]), Example("[,]", []),
    ]) func `of a list or a map holds any values`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Fault("9223372036854775808", "range", at: 0), Fault("-9223372036854775809", "range"),
        Fault("1 + 18446744073709551616u", "range", at: 4), Fault("1e999", "range"),
        Fault("1.", "syntax"), Fault("1 .5", "syntax"), Fault("12abc", "syntax", at: 2),
        Fault("'a", "not closed", at: 0), Fault("'a\nb'", "not closed"),
        Fault("\"\"\"a\"", "not closed"), Fault("'\\", "not closed"),
        Fault("'\\q'", "escape", at: 1), Fault("'\\x4'", "escape"), Fault("'\\ud800'", "escape"),
        Fault("'\\U00110000'", "escape"), Fault("'\\400'", "escape"), Fault("b'\\u00ff'", "escape"),
        Fault("rb'a'", "syntax"), Fault("{1.5: 2}", "unsupported key type"),
        Fault("{null: 2}", "unsupported key type"), Fault("{true: 1, true: 2}", "repeated key"),
        Fault("{0: 1, 0u: 2}", "repeated key"),
    ]) func `that is none is refused where it goes wrong`(fault: Fault) {
        #expect(fault.holds)
    }
}
