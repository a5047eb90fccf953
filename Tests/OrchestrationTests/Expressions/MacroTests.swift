import Testing

@testable import Orchestration

@Suite struct `A macro` {
    @Test(
        arguments: truths(
            "[1, 2, 3].all(e, e > 0)",
            "![1, 2, 3].all(e, e == 2)",
            "[].all(e, e > 0)",
            "!([1, 2, 3].all(e, 6 / (2 - e) == 6))",
            "![1, 'foo', 3].all(e, e == 1)",
            "[1, 2, 3].exists(e, e == 2)",
            "!([].exists(e, true))",
            "[1, 0].exists(e, 1 / e == 1)",
            "[0, 1].exists(e, 1 / e == 1)",
            "{'a': 1, 'b': 2}.exists(k, k == 'b')",
            "[7].exists_one(a, a == 7)",
            "![7, 7].exists_one(a, a == 7)",
            "!([].exists_one(a, true))",
            "{6: 'six', 7: 'seven'}.exists_one(k, k % 5 == 2)",
            "['signer'].all(s, ['artifact'].all(a, true))",
            "has({'a': null}.a)",
            "!has({'a': 1}.b)",
            "has(churn.probability)",
            "!has(churn.nothing)",
            "has({'a-b': 1}.`a-b`)"
        )
    ) func `asks about elements and fields`(example: Example) {
        #expect(example.holds)
    }

    @Test(
        arguments: truths(
            "[1, 2].exists(i, v, i == 1 && v == 2)",
            "[0, 'foo', 3].all(i, v, v == i || i > 0)",
            "[5, 7, 8].existsOne(i, v, v % 5 == i)",
            "{'a': 1}.all(k, v, k == 'a' && v == 1)",
            "![1, 2].exists_one(i, v, v > 0)"
        )
    ) func `with two variables sees index and element, or key and value`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Example("[2, 4].map(n, n / 2)", [1, 2]), Example("[].map(n, n / 0)", []),
        Example("[1, 2, 3, 4].map(n, n % 2 == 0, n * n)", [4, 16]),
        Example("[1, 2, 3].filter(n, n > 1)", [2, 3]), Example("[].filter(n, 1)", []),
        Example("{'b': 1, 'a': 2}.map(k, k)", ["a", "b"]),
        Example("{3: 1, 1: 1, 2u: 1}.filter(k, k > 1)", [.uint(2), 3]),
        Example("[[1, 2], [3]].map(l, l.map(e, e + size(l)))", [[3, 4], [4]]),
        Example("[2, 4].transformList(i, v, v + i)", [2, 5]),
        Example("[2, 4].transformList(i, v, i > 0, v)", [4]),
        Example("{'a': 1, 'b': 2}.transformMap(k, v, v > 1, k + 'c')", ["b": "bc"]),
        Example("{'a': 1}.transformMapEntry(k, v, {v: k})", .map([1: "a"])),
    ]) func `makes lists and maps, in the order of the keys`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Fault("[1, 2].exists(e, e / 0 == 17)", "divide by zero"),
        Fault("[1, 2].all(e, e / 0 != 17)", "divide by zero"),
        Fault("[1, 'foo', 3].all(e, e % 2 == 1)", "no such overload"),
        Fault("[3, 0].exists_one(n, 12 / n > 1)", "divide by zero"),
        Fault("[2, 0].map(n, 4 / n)", "divide by zero"),
        Fault("[1].filter(n, n)", "no such overload"),
        Fault("[1].all(n, n)", "no such overload"), Fault("5.all(n, true)", "no such overload"),
        Fault("n.all(e, true)", "no such overload"), Fault("[1].map(1, 2)", "simple name", at: 8),
        Fault("[1].all(a.b, true)", "simple name"), Fault("[1].all(x, x, true)", "differ"),
        Fault("has(n)", "invalid argument to has()", at: 4), Fault("has(n[0])", "invalid argument"),
        Fault("has(n.a)", "does not support field selection"),
        Fault("[1].all(x)", "unbound function"), Fault("has(a.b, c.d)", "unbound function"),
        Fault("{'a': 1, 'b': 1}.transformMapEntry(k, v, {v: k})", "repeated key"),
    ]) func `passes errors on when no element decides, and refuses what it cannot walk`(
        fault: Fault
    ) {
        #expect(fault.holds)
    }
}
