import Testing

@testable import Orchestration

@Suite struct `An operator in an expression` {
    @Test(arguments: [
        Example("1 + 2 * 3 - 4 % 3", 6), Example("(1 + 2) * 3", 9), Example("7 / 2", 3),
        Example("-7 / 2", -3), Example("-7 % 2", -1), Example("43 % -5", 3),
        Example("10 - 3 - 2", 5), Example("-(42)", -42), Example("-n", -5), Example("5 -3", 2),
        Example("60u / 7u", .uint(8)), Example("42u % 5u", .uint(2)), Example("1.5 * 2.0", 3.0),
        Example("1.0 / 0.0", .double(.infinity)), Example("0.0 / 0.0", .double(.nan)),
        Example("2.0 * 8.988466e+307", .double(.infinity)), Example("-(0.0)", -0.0),
    ]) func `calculates within one numeric type`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        "9223372036854775807 + 1", "-9223372036854775808 - 1", "-(-9223372036854775808)",
        "(-9223372036854775808) * -1", "(-9223372036854775808) / -1", "5000000000 * 5000000000",
        "(-9223372036854775808) % -1", "18446744073709551615u + 1u", "0u - 1u",
        "5000000000u * 5000000000u",
    ]) func `says so when a result leaves the range`(source: String) {
        #expect(Fault(source, "overflow", at: 0).holds)
    }

    @Test(arguments: [
        Fault("15 / 0", "divide by zero"), Fault("15u / 0u", "divide by zero"),
        Fault("34 % 0", "modulus by zero"), Fault("34u % 0u", "modulus by zero"),
        Fault("1 + 1.0", "no such overload: int + double"), Fault("1u + 1", "no such overload"),
        Fault("'a' + 1", "no such overload: string + int"), Fault("'a' * 2", "no such overload"),
        Fault("47.5 % 5.5", "no such overload"), Fault("-(5u)", "no such overload"),
        Fault("-false", "no such overload"), Fault("!1", "no such overload"),
        Fault("[1] - [1]", "no such overload"), Fault("1 < 'a'", "no such overload"),
        Fault("[0] < [1]", "no such overload"), Fault("{0: 1} >= {0: 1}", "no such overload"),
        Fault("null < null", "no such overload"), Fault("1 in 2", "no such overload"),
        Fault("true > 0", "no such overload"), Fault("bool < int", "no such overload"),
    ]) func `refuses operands it is not defined for`(fault: Fault) {
        #expect(fault.holds)
    }

    @Test(
        arguments: truths(
            "1 == 1",
            "1 == 1u",
            "1 == 1.0",
            "1u == 1.0",
            "dyn(1) != 2u",
            "1 != '1'",
            "null == null",
            "false != null",
            "[] != null",
            "[1, 2] == [1.0, 2u]",
            "['1', null] != ['1', '2']",
            "{'k': 1} == {'k': 1.0}",
            "{1: 1.0, 2u: 3u} == {1u: 1, 2: 3.0}",
            "{'a': 1, 'b': 2} == {'b': 2, 'a': 1}",
            "{'a': 1} != {'a': 1, 'b': 2}",
            "[[]] == [[]]",
            "0.0 == -0.0",
            "0.0 / 0.0 != 0.0 / 0.0",
            "b'\\xff' != 'ÿ'",
            "'Am\\u00E9lie' != 'Ame\\u0301lie'",
            "bytes('ÿ') == b'ÿ'",
            "1 == 1 == true",
            "type(1) == int",
            "int != uint"
        )
    ) func `compares for equality across all types`(example: Example) {
        #expect(example.holds)
    }

    @Test(
        arguments: truths(
            "1 < 2",
            "2 >= 2u",
            "1 < 1.5",
            "2u > 1.5",
            "-1 < 0u",
            "1 < 9223372036854775808u",
            "'a' < 'b'",
            "'Abc' < 'aBC'",
            "'abc' < 'abcd'",
            "'a' < 'á'",
            "'α' > 'omega'",
            "b'\\x01' > b'\\x00\\x01'",
            "false < true",
            "-1.0e300 < -9223372036854775808",
            "dyn(9223372036854775807) < 9223372036854777857.0",
            "9223372036854775807 <= 9223372036854775808.0",
            "18446744073709551615u < 1.9e19",
            "timestamp(0) < timestamp(1)",
            "duration('1s') > duration('1ms')"
        )
    ) func `orders numbers of all types, texts, bytes, booleans and times`(example: Example) {
        #expect(example.holds)
    }

    @Test(
        arguments: falsehoods(
            "9223372036854775807 < 9223372036854775808.0",
            "-9223372036854775808 > -9223372036854775809.0",
            "0.0 / 0.0 < 1.0",
            "0.0 / 0.0 >= 1.0",
            "1 <= 0.0 / 0.0",
            "0.0 / 0.0 == 0.0 / 0.0",
            "-0.0 < 0.0",
            "'' < ''",
            "true < true"
        )
    ) func `rounds integers to doubles and orders no NaN`(example: Example) {
        #expect(example.holds)
    }

    @Test(
        arguments: truths(
            "3 in [5, 4, 3]",
            "3.0 in [5, 3u]",
            "!('x' in ['a'])",
            "'a' in {'a': 1}",
            "!(7 in {})",
            "3.0 in {3u: 1}",
            "!(3.1 in {3: 1})",
            "!(null in {'a': 1})",
            "[1] in [[1.0]]"
        )
    ) func `finds members of lists and keys of maps`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Example("'he' + 'llo'", "hello"), Example("b'a' + b'\\xff'", .bytes([97, 255])),
        Example("[1] + [] + ['a']", [1, "a"]),
    ]) func `joins strings, bytes and lists`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Example("true || 1 / 0 > 0", true), Example("1 / 0 > 0 || true", true),
        Example("nobody || true", true), Example("unknown(1) || true", true),
        Example("nobody.as() || true", true), Example("false && 32", false),
        Example("'horses' && false", false), Example("(2 / 0 > 3 ? false : true) && false", false),
        Example("false || false || true", true), Example("true && true && false", false),
        Example("!true || !false", true), Example("!!true", true),
    ]) func `of logic lets a deciding side win over an error`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Fault("true && 1 / 0 != 0", "divide by zero", at: 8),
        Fault("1 / 0 != 0 || false", "divide"),
        Fault("'less' && 'great'", "no such overload", at: 0),
        Fault("1 || false", "no such overload"),
        Fault("'cows' ? 1 : 2", "no such overload"), Fault("2 / 0 > 4 ? 1 : 2", "divide by zero"),
    ]) func `of logic passes an error on when nothing decides`(fault: Fault) {
        #expect(fault.holds)
    }

    @Test(arguments: [
        Example("true ? 1 : 2 / 0", 1), Example("false ? 1 : true ? 2 : 3", 2),
        Example("n > 3 ? 'many' : 'few'", "many"), Example("false ? 'foo' : 17", 17),
    ]) func `of choice evaluates the chosen side alone`(example: Example) {
        #expect(example.holds)
    }
}
