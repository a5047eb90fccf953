import Testing

@testable import Orchestration

/// A row with a text and some fields.
private struct Row: FilterableRow {
    var searchText: String
    var fields: [String: Value]

    func field(_ name: String) -> Value? { fields[name] }
}

@Suite struct `A filter` {
    private let row = Row(
        searchText: "Retention run-42 winback failed: card declined",
        fields: [
            "state": "FAIL", "workflow": "retention", "risk": 0.42, "attempt": 3,
            "p95": .duration(.milliseconds(2500)),
            "opened": .timestamp(seconds: 1_767_225_600, nanoseconds: 0), "tags": ["vip", "eu"],
            "note": "", "live": true,
            "big": .int(.max), "tokens": .uint(7),
        ]
    )

    @Test(arguments: [
        "", "   ", "winback", "retention", "Retention", "card declined", "\"card declined\"",
        "~rtn", "~wbk",
        "!paused", "/run-\\d+/", "/WINBACK|x/ or /winback/", "/failed: card/", "state=fail",
        "state=FAIL", "state=run,fail",
        "state!=run", "state!=run,wait", "-state=run", "risk>0.3", "risk>30%", "risk<=0.42",
        "attempt>=3", "attempt=3",
        "attempt=3.0", "p95>2s", "p95<3", "p95=2.5s", "p95=2500ms", "opened>=2026-01-01",
        "opened<2026-01-02T00:00:00Z",
        "tags=vip", "tags=us,eu", "note=", "missing=", "missing!=x", "state!=", "live=true",
        "workflow=retention",
        "state=run or workflow=retention", "(state=run or state=fail) and risk>0.3",
        "!(state=run or risk<0.1)",
        "winback risk>0.3 !state=run", "!!winback", "workflow>a", "big=9223372036854775807",
        "tokens<8", "reason!=\"a b\"",
        "run-42", "state==fail", "'card'", "declined AND winback", "x OR winback", "~\"wb f\"",
    ]) func `shows what it describes`(source: String) throws {
        #expect(try Filter(parsing: source).matches(row))
    }

    @Test(arguments: [
        "nothing", "RETENTION", "card  declined x", "~kbw", "!winback", "/^run/", "/Winback/",
        "state=run", "state=Fail",
        "state!=fail,run", "-state=fail", "risk>0.42", "risk<a", "attempt>3", "p95>2500ms", "p95<x",
        "opened<2026-01-01",
        "tags=us", "note!=", "missing>1", "missing=x", "live=false", "winback and nothing",
        "nothing or none",
        "winback nothing or none", "!(winback)", "state=", "big=9223372036854775806", "tags>1",
        "\"and\"",
    ]) func `hides what it does not describe`(source: String) throws {
        #expect(try !Filter(parsing: source).matches(row))
    }

    @Test(arguments: [
        ("(", 1), (")", 0), ("a )", 2), ("(a", 0), ("a or", 4), ("or a", 0), ("a and", 5),
        ("and", 0), ("!", 1),
        ("a or or b", 5), ("/a", 0), ("/(/", 0), ("~", 0), ("risk>", 5), ("p95 > 2s", 4), ("=a", 0),
        ("\"a", 0), ("a<>b", 1),
        ("()", 1), ("a=\"b", 2),
    ]) func `that cannot be read says where`(source: String, offset: Int) {
        let error = #expect(throws: FilterError.self) { try Filter(parsing: source) }
        #expect(error?.offset == offset)
    }

    @Test(arguments: [
        ("", []), ("winback", ["winback"]), ("st=run,fail risk>0.3", ["st=run,fail", "risk>0.3"]),
        ("a and (b or c) !d", ["a", "(b or c)", "!d"]), ("a or b", ["a or b"]),
        ("-state=x", ["state!=x"]),
        ("reason=\"a b\" ~wb /a\\/b/", ["reason=\"a b\"", "~wb", "/a\\/b/"]),
        ("!(a b)", ["!(a b)"]),
        ("\"and\" 'x y' note=", ["\"and\"", "\"x y\"", "note="]), ("a or b c", ["a or b c"]),
    ]) func `shows its conditions as chips`(source: String, chips: [String]) throws {
        #expect(try Filter(parsing: source).clauses == chips)
    }

    @Test(arguments: UInt64(0)..<200) func `is the same filter when read back from its chips`(
        seed: UInt64
    ) throws {
        let pieces = [
            "a", "b=c", "d!=e,f", "g>1", "(", ")", "or", "and", "!", "~h", "/i j/", "\"k l\"",
            "m=\"n\"", "-o=p", "'\"'", "=",
            "q=", "\"\"", "r<=\"s t\"", "it's", "u,v", "\"x'y\"'\"'",
        ]
        var random = SplitMix(seed: seed)
        for _ in 0..<30 {
            let length = Int.random(in: 1...8, using: &random)
            let source = (0..<length).compactMap { _ in pieces.randomElement(using: &random) }
                .joined(separator: " ")
            guard let filter = parsed(source) else { continue }
            let again = try Filter(parsing: filter.clauses.joined(separator: " "))
            #expect(again.root == filter.root, "\(source) became \(again.source)")
        }
    }

    private func parsed(_ source: String) -> Filter? {
        do throws(FilterError) {
            return try Filter(parsing: source)
        } catch {
            return nil
        }
    }

    @Test(arguments: [
        String(repeating: "(", count: 4000), String(repeating: "a ", count: 4000),
        String(repeating: "(a ", count: 100),
    ]) func `is refused when it is too large`(source: String) {
        #expect(throws: FilterError.self) { try Filter(parsing: source) }
    }

    @Test func `knows its fields and the slips among them`() throws {
        let filter = try Filter(parsing: "state=run stat=x or !risk>1")
        #expect(filter.fields == ["state", "stat", "risk"])
        let problems = filter.problems(knowing: ["state", "risk", "workflow"])
        #expect(problems.map(\.message) == ["unknown field 'stat'; did you mean 'state'?"])
    }

    @Test(arguments: [
        ("label.tier=gold", true), ("label.tier=silver,gold", true), ("label.tier!=gold", false),
        ("label.tier=silver", false), ("label.region=eu", false), ("label.tier=/^g/", false),
    ]) func `finds a run by its labels`(source: String, isShown: Bool) throws {
        var run = RunRow()
        run.labels = ["tier": "gold"]

        let filter = try Filter(parsing: source)

        #expect(filter.matches(run) == isShown)
        #expect(filter.problems(knowing: RunRow.filterFields, or: RunRow.labelPrefix).isEmpty)
    }

    @Test(arguments: [
        ("st", ["state=", "step="]), ("risk>0.3 !wo", ["risk>0.3 !workflow="]),
        ("(S", ["(state=", "(step="]), ("zz", []),
        ("", ["state=", "step=", "workflow="]),
    ]) func `completes the name of a field`(text: String, completions: [String]) {
        #expect(
            Filter.completions(of: text, knowing: ["state", "step", "workflow"]) == completions
        )
    }
}
