import Testing

@testable import Orchestration

@Suite struct `A function` {
    @Test(arguments: [
        Example("size('')", 0), Example("size('πέντε')", 5), Example("'🐱é'.size()", 2),
        Example("size(b'\\xff')", 1), Example("size([1, 2])", 2), Example("{'a': 1}.size()", 1),
    ]) func `counts code points, bytes, elements and entries`(example: Example) {
        #expect(example.holds)
    }

    @Test(
        arguments: truths(
            "'hello'.contains('ell')",
            "'hello'.contains('')",
            "!'hello'.contains('ol')",
            "'abababc'.contains('ababc')",
            "'Straße'.contains('aß')",
            "!''.contains('a')",
            "'foobar'.startsWith('foo')",
            "!''.startsWith('foo')",
            "''.startsWith('')",
            "'foobar'.endsWith('bar')",
            "!'bar'.endsWith('foobar')",
            "'forté'.endsWith('té')",
            "!'e\\u0301'.endsWith('é')",
            "'e\\u0301'.startsWith('e')"
        )
    ) func `searches text by code points`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Example("int(42u)", 42), Example("int(-7.9)", -7), Example("int('987')", 987),
        Example("int('-5')", -5), Example("int(timestamp('2004-09-16T23:59:59Z'))", 1_095_379_199),
        Example("int(double(36028797018963969))", 36_028_797_018_963_968),
        Example("uint(3.9)", .uint(3)), Example("uint('300')", .uint(300)),
        Example("uint(1e19)", .uint(10_000_000_000_000_000_000)), Example("double(3)", 3.0),
        Example("double(9223372036854775807)", .double(0x1p63)),
        Example("double('-5.4e-21')", -5.4e-21),
        Example("double('NaN')", .double(.nan)), Example("double('-inf')", .double(-.infinity)),
        Example("string(-456)", "-456"), Example("string(9876u)", "9876"),
        Example("string(123.456)", "123.456"), Example("string(-4.5e-3)", "-0.0045"),
        Example("string(2.0)", "2"), Example("string(1e300)", "1e+300"),
        Example("string(true)", "true"),
        Example("string(b'\\303\\277')", "ÿ"), Example("string('a')", "a"),
        Example("bytes('ÿ')", .bytes([0xC3, 0xBF])), Example("bool('t')", true),
        Example("bool('FALSE')", false), Example("bool('True')", true), Example("bool('0')", false),
        Example("type(dyn([1, 'one']))", .type("list")), Example("type(type(7))", .type("type")),
        Example("type(null)", .type("null_type")), Example("type(1.0)", .type("double")),
        Example("type(duration('1s'))", .type("google.protobuf.Duration")), Example("dyn(5)", 5),
    ]) func `converts between types`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Fault("int(18446744073709551615u)", "range"), Fault("int(1e99)", "range"),
        Fault("int(9223372036854775807.0)", "range"), Fault("int(-9223372036854775808.0)", "range"),
        Fault("int(0.0 / 0.0)", "range"), Fault("uint(-1)", "range"), Fault("uint(-1.0)", "range"),
        Fault("uint(18446744073709551616.0)", "range"), Fault("double('1e999')", "range"),
        Fault("int('')", "invalid argument"), Fault("int('1.5')", "invalid argument"),
        Fault("uint('-1')", "invalid argument"), Fault("double('x')", "invalid argument"),
        Fault("double('nan(1)')", "invalid argument"), Fault("bool('TrUe')", "invalid argument"),
        Fault("string(b'\\000\\xff')", "invalid UTF-8"), Fault("string([])", "no such overload"),
        Fault("int(true)", "no such overload"), Fault("n.int()", "no such overload"),
        Fault("int(1, 2)", "no such overload"), Fault("size()", "no such overload"),
        Fault("size(1)", "no such overload"), Fault("contains('a', 'b')", "no such overload"),
        Fault("'a'.contains(1)", "no such overload: string.contains(int)"),
    ]) func `refuses what it cannot convert or count`(fault: Fault) {
        #expect(fault.holds)
    }
}
