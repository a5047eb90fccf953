import Testing

@testable import Orchestration

@Suite struct `A check of an expression` {
    let scope = Scope([
        "churn": .object(["probability": .double, "reasons": .list(.string)]),
        "event": .dynamic, "profile": .object(["first_name": .string, "features": .map(.double)]),
        "count": .int, "opened": .timestamp, "a.b": .int,
    ])

    @Test(arguments: [
        "churn.probability >= 0.6 && event.kind == 'order'",
        "churn.reasons.exists(r, r == 'price')",
        "profile.features.recency + 1.0 > 2.0", "event.items.map(i, i.price * 2)",
        "a.b + count > 1",
        "opened + duration('1h') > timestamp('2026-01-01T00:00:00Z')",
        "size(churn.reasons) > count",
        "type(count) == int", "has(profile.nickname)", "count < 1.5", "'x' + event.name",
        "[1, 'a'].all(e, e != 2)", "{'a': count}.a + 1", "event[0][1].x", "count in [1, 2]",
        "churn['probability'] > 0.5 ? churn.reasons[0] : ''", "event.getHours() == 3",
        "!event.flag",
    ]) func `finds nothing wrong where nothing is`(source: String) throws {
        #expect(try Expression(parsing: source).check(in: scope) == [])
    }

    @Test(arguments: [
        ("chrun.probability", 0, 5, "churn"), ("churn.probabilty > 0.5", 6, 10, "probability"),
        ("1 + cuont", 4, 5, "count"), ("churn['reason']", 6, 8, "reasons"),
        ("profile.firstname == ''", 8, 9, "first_name"),
        ("has(profile.first_nme)", 12, 9, "first_name"),
        ("churn.reasons.exist(r, true)", 0, 28, "exists"), ("siez(churn.reasons)", 0, 19, "size"),
        ("[1].all(item, itme > 0)", 14, 4, "item"),
    ]) func `finds a slip and what was meant`(
        source: String,
        offset: Int,
        length: Int,
        suggestion: String
    ) throws {
        let problem = try #require(try Expression(parsing: source).check(in: scope).first)
        #expect(problem.offset == offset)
        #expect(problem.length == length)
        #expect(problem.suggestion == suggestion)
        #expect(problem.message.hasSuffix("did you mean '\(suggestion)'?"))
    }

    @Test(arguments: [
        ("'a' + 1", 0, "no such overload: string + int"), ("count + 1.0", 0, "int + double"),
        ("churn > 1", 0, "map > int"), ("opened * 2", 0, "timestamp * int"),
        ("true - event", 0, "bool"),
        ("!count", 1, "this is int, and bool is needed"), ("count && true", 0, "bool is needed"),
        ("count ? 1 : 2", 0, "bool is needed"), ("-opened", 1, "'-' needs"),
        ("count.x", 0, "no fields"),
        ("count[0]", 0, "cannot be indexed"), ("churn.reasons['a']", 14, "indexed by numbers"),
        ("count.map(x, x)", 0, "walks a list or a map"), ("[1].filter(x, x)", 14, "bool is needed"),
        ("count in 5", 0, "int in int"), ("size(count)", 0, "size(int)"),
        ("nowhere", 0, "unknown name"),
        ("'a'.matches('(')", 12, "invalid pattern"), ("duration('5 days')", 9, "no duration"),
        ("timestamp('soon')", 10, "no timestamp"), ("{1.5: 2}", 1, "cannot be a key"),
        ("opened.getHours(1)", 0, "no such overload"),
        ("count.contains('a')", 0, "no such overload"),
        ("unknown_function(1)", 0, "unknown function"), ("[1].all(x)", 0, "wrong arguments"),
    ]) func `finds what can never be evaluated`(source: String, offset: Int, message: String) throws
    {
        let problem = try #require(try Expression(parsing: source).check(in: scope).first)
        #expect(problem.offset == offset)
        #expect(problem.message.contains(message))
    }

    @Test func `compares the whole with the shape that is needed`() throws {
        let when = try Expression(parsing: "churn.probability")
        #expect(when.check(in: scope, expecting: .double) == [])
        #expect(
            when.check(in: scope, expecting: .bool) == [
                ExpressionProblem(
                    message: "this is double, and bool is needed",
                    offset: 0,
                    length: 17,
                    suggestion: nil
                )
            ]
        )
        #expect(try Expression(parsing: "event.flag").check(in: scope, expecting: .bool) == [])
    }

    @Test func `reports every problem in the order it is written`() throws {
        let problems = try Expression(parsing: "chrun.x > 'a' && flag || cuont == 1").check(
            in: scope
        )
        #expect(problems.map(\.offset) == [0, 17, 25])
        #expect(problems.last?.suggestion == "count")
    }

    @Test func `knows the shape of a result`() throws {
        let source = "{'risk': churn.probability, 'names': churn.reasons.map(r, size(r))}"
        let shape = try Expression(parsing: source).shape(in: scope)
        #expect(shape == .object(["risk": .double, "names": .list(.int)]))
    }

    @Test(arguments: UInt64(0)..<100)
    func `is silent on whatever evaluates without an error`(seed: UInt64) throws {
        let names: [String: Value] = [
            "i": 3, "d": 1.5, "s": "abc", "l": [1, 2], "m": ["a": 1],
            "t": .timestamp(seconds: 5, nanoseconds: 0),
        ]
        let known = Scope(names.mapValues(Shape.init(of:)))
        let operands = [
            "i", "d", "s", "l", "m", "m.a", "t", "1", "2.0", "'x'", "true", "null", "[1]",
        ]
        let operators = ["+", "-", "*", "/", "<", ">=", "==", "in", "&&", "||"]
        var random = SplitMix(seed: seed)
        for _ in 0..<50 {
            let parts = (0..<2).flatMap { _ in
                [operands.randomElement(using: &random), operators.randomElement(using: &random)]
            }
            let source = (parts + [operands.randomElement(using: &random)]).compactMap { $0 }
                .joined(separator: " ")
            let expression = try Expression(parsing: source)
            do throws(ExpressionError) {
                _ = try expression.evaluate(with: names)
            } catch {
                continue
            }
            // Logic may hide an error that a check rightly reports.
            guard !source.contains("&&"), !source.contains("||") else { continue }
            #expect(expression.check(in: known) == [], "\(source), seed \(seed)")
        }
    }
}

@Suite struct `References of an expression` {
    @Test(arguments: [
        ("churn.probability > 0.5", ["churn.probability"]), ("a + b.c[0].d", ["a", "b.c"]),
        ("x['y'].z", ["x.y.z"]), ("has(a.b)", ["a.b"]), ("[1].all(e, e > limit)", ["limit"]),
        ("items.filter(i, i.ok)", ["items"]), ("[1].all(e, .e > 0)", ["e"]),
        ("has(a.b.c) && d", ["a.b.c", "d"]),
        ("int(1) + size('a')", []),
        ("type(x) == int", ["x"]), ("a.b(c)", ["a", "c"]), ("{a: b}", ["a", "b"]),
        ("d ? e : f", ["d", "e", "f"]),
    ]) func `are its free names with their fields`(source: String, paths: [String]) throws {
        let references = try Expression(parsing: source).references
        #expect(references.map { $0.path.joined(separator: ".") } == paths)
    }

    @Test func `know where they stand`() throws {
        let references = try Expression(parsing: "'é' == 'x' || order.total > 1 || has(a.b)")
            .references
        #expect(
            references == [
                Reference(path: ["order", "total"], offset: 15, length: 11),
                Reference(path: ["a", "b"], offset: 38, length: 3),
            ]
        )
    }
}

@Suite struct `A suggestion` {
    @Test(arguments: [
        ("chrun", "churn"), ("Churn_Risk", "churn_risk"), ("profle", "profile"), ("xyz", nil),
        ("", nil), ("prof", nil), ("events", "event"), ("pforile", "profile"),
    ]) func `is the nearest name within one edit of three letters`(name: String, meant: String?) {
        let known = ["churn", "profile", "event", "churn_risk"]
        #expect(Suggestion.nearest(to: name, among: known) == meant)
    }
}
