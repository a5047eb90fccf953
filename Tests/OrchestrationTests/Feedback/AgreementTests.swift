import Testing

@testable import Orchestration

@Suite struct `The agreement of raters and a judge` {
    /// Every table of so few calls.
    private static let small: [Agreement] = (0...4).flatMap { a in
        (0...4).flatMap { b in
            (0...4).flatMap { c in
                (0...4).map { Agreement(bothGood: a, onlyRated: b, onlyJudged: c, bothBad: $0) }
            }
        }
    }

    private func swapped(_ one: Agreement) -> Agreement {
        Agreement(
            bothGood: one.bothGood,
            onlyRated: one.onlyJudged,
            onlyJudged: one.onlyRated,
            bothBad: one.bothBad
        )
    }

    private func mirrored(_ one: Agreement) -> Agreement {
        Agreement(
            bothGood: one.bothBad,
            onlyRated: one.onlyJudged,
            onlyJudged: one.onlyRated,
            bothBad: one.bothGood
        )
    }

    @Test func `is the same whoever is asked first, and whichever word is called good`() {
        for table in Self.small {
            #expect(table.kappa == swapped(table).kappa && table.kappa == mirrored(table).kappa)
            #expect(table.observed == swapped(table).observed)
            #expect(table.kappaRange == swapped(table).kappaRange)
        }
    }

    @Test func `is 1 exactly where all agreed and both words were said`() {
        for table in Self.small where table.rows > 0 {
            let isPerfect = table.onlyRated + table.onlyJudged == 0
            let hasBoth = table.bothGood > 0 && table.bothBad > 0
            #expect((table.kappa == 1) == (isPerfect && hasBoth), "\(table)")
        }
    }

    @Test func `is 0 exactly where one says nothing of the other`() {
        for table in Self.small where table.kappa != nil {
            let isIndependent =
                table.bothGood * table.bothBad == table.onlyRated * table.onlyJudged
            #expect((table.kappa == 0) == isIndependent, "\(table)")
        }
    }

    @Test func `is unknown where both said one word only, and never 1 or 0 then`() {
        for rows in 1...50 {
            #expect(Agreement(bothGood: rows, onlyRated: 0, onlyJudged: 0, bothBad: 0).kappa == nil)
            #expect(Agreement(bothGood: 0, onlyRated: 0, onlyJudged: 0, bothBad: rows).kappa == nil)
        }
        #expect(Agreement().kappa == nil && Agreement().observed == nil)
        let one = Agreement(bothGood: 25, onlyRated: 0, onlyJudged: 0, bothBad: 0)
        #expect(
            one.words
                == "kappa - (both said one word only), agreed 1.00 (0.87 to 1.00), n 25"
        )
    }

    @Test func `lies between -1 and 1, and in its interval`() {
        for table in Self.small {
            guard let kappa = table.kappa, let range = table.kappaRange else { continue }
            #expect((-1...1).contains(kappa) && range.contains(kappa), "\(table)")
            #expect(range.lowerBound >= -1 && range.upperBound <= 1)
        }
    }

    /// Cohen's own kind of table, worked by hand: observed 35/50, by chance (25·30 + 25·20)/2500.
    @Test func `is what a pen and paper find`() {
        let table = Agreement(bothGood: 20, onlyRated: 5, onlyJudged: 10, bothBad: 15)
        #expect(table.observed == 0.7)
        #expect(table.kappa.map { abs($0 - 0.4) < 1e-12 } == true)
        // Observed 60/100, by chance (60·70 + 40·30)/10000 = 0.54.
        let worse = Agreement(bothGood: 45, onlyRated: 15, onlyJudged: 25, bothBad: 15)
        #expect(worse.kappa.map { abs($0 - (0.6 - 0.54) / 0.46) < 1e-12 } == true)
        // Wilson, 7 of 10: 0.3968 to 0.8922.
        let few = Agreement(bothGood: 4, onlyRated: 1, onlyJudged: 2, bothBad: 3)
        #expect(few.observedRange.map { abs($0.lowerBound - 0.3968) < 1e-4 } == true)
        #expect(few.observedRange.map { abs($0.upperBound - 0.8922) < 1e-4 } == true)
    }

    @Test func `is said from 20 calls on`() {
        let row = AgreementRow(
            Agreement(bothGood: 9, onlyRated: 1, onlyJudged: 1, bothBad: 8),
            version: "v"
        )
        #expect(row.words == "not enough data: 19 calls both rated and judged, 20 needed")
        #expect(row.kappa == nil && row.observed == nil && row.rows == 19)
        let enough = AgreementRow(
            Agreement(bothGood: 9, onlyRated: 1, onlyJudged: 1, bothBad: 9),
            version: "v"
        )
        #expect(enough.kappa.map { abs($0 - 0.8) < 1e-12 } == true && enough.observed == 0.9)
        #expect(enough.words.hasPrefix("kappa 0.80 (0.40 to 0.94), agreed 0.90"))
    }
}

@Suite struct `The book of ratings and judgements` {
    private func call(_ number: Int) -> CallName {
        CallName(run: RunID("1-\(number)"), step: "s", attempt: 1)
    }

    private func rating(_ verdict: Rating.Verdict, _ number: Int) -> Rating {
        Rating(verdict, of: call(number), model: "m", route: "r", by: "ada", at: .epoch)
    }

    private func judgement(_ score: Double, _ version: String = "v1") -> Judgement {
        Judgement(score, version: version, model: "j")
    }

    @Test func `joins both in either order`() {
        var book = AgreementBook()
        let early = book.rate(rating(.good, 1))
        let wasRated = book.judge(call(1), judgement(0.5))
        #expect(early == nil && wasRated)
        let wasAwaited = book.judge(call(2), judgement(0.49))
        let late = book.rate(rating(.bad, 2))
        #expect(!wasAwaited && late == judgement(0.49))
        let table = book.agreement(of: "m", version: "v1")
        #expect(table == Agreement(bothGood: 1, onlyRated: 0, onlyJudged: 0, bothBad: 1))
    }

    @Test func `counts the last rating of a call, and none that was taken back`() {
        var book = AgreementBook()
        _ = book.judge(call(1), judgement(0.9))
        book.rate(rating(.good, 1))
        book.rate(rating(.bad, 1))
        #expect(book.agreement(of: "m", version: "v1").onlyJudged == 1)
        #expect(book.agreement(of: "m", version: "v1").rows == 1)
        book.unrate(call(1))
        #expect(book.agreement(of: "m", version: "v1").rows == 0 && book.count == 0)
        #expect(book.versions(of: "m").isEmpty)
    }

    @Test func `begins anew with another version of the judge`() {
        var book = AgreementBook()
        for number in 1...3 { book.rate(rating(.good, number)) }
        for number in 1...3 { _ = book.judge(call(number), judgement(1)) }
        _ = book.judge(call(3), judgement(0, "v2"))
        #expect(book.agreement(of: "m", version: "v1").rows == 2)
        #expect(book.agreement(of: "m", version: "v2").onlyRated == 1)
        #expect(book.versions(of: "m") == ["v1", "v2"])
        #expect(book.agreement(of: "other", version: "v1").rows == 0)
    }

    @Test func `forgets the oldest rating where there are too many`() {
        var book = AgreementBook()
        for number in 0...AgreementBook.ratedMax {
            var one = rating(.good, number)
            one.judgement = judgement(1)
            book.rate(one)
        }
        #expect(book.count == AgreementBook.ratedMax)
        #expect(book.agreement(of: "m", version: "v1").rows == AgreementBook.ratedMax)
    }
}

@Suite struct `A judge's answer` {
    @Test(arguments: [
        ("0.8", 0.8), ("1", 1), (" 0 ", 0), (#"{"score": 0.25, "why": "x"}"#, 0.25), ("1e-1", 0.1),
    ])
    func `is a number from 0 to 1, or has one as its score`(text: String, score: Double) {
        #expect(Judgement.score(in: .string(text)) == score)
    }

    @Test(arguments: [
        "", "good", "8/10", "1.01", "-0.1", "NaN", "true", "null", "[1]", #""0.5""#, "0.5 out of 1",
        #"{"score": "0.5"}"#, #"{"score": 2}"#, #"{"rating": 1}"#, "Score: 0.9",
    ])
    func `is no score where it is anything else`(text: String) {
        #expect(Judgement.score(in: .string(text)) == nil)
    }

    @Test func `of a model that gives fields is its score`() {
        #expect(Judgement.score(in: ["score": 0.7, "action": "x"]) == 0.7)
        #expect(Judgement.score(in: ["score": .double(.nan)]) == nil)
        #expect(Judgement.score(in: .int(1)) == 1)
        #expect(Judgement.score(in: .bool(true)) == nil)
    }
}

@Suite struct `A judge's share` {
    private func taken(_ share: Double, version: String = "v") -> Set<Int> {
        let rule = JudgeRule(route: "r", share: share, version: version)
        return Set((0..<10_000).filter { rule.takes("7-\($0)/write#1") })
    }

    @Test func `is taken by the call's name, the same for ever`() {
        #expect(taken(0.05) == taken(0.05))
        #expect(taken(0).isEmpty && taken(1).count == 10_000)
        #expect((400...600).contains(taken(0.05).count))
    }

    @Test func `grows by new calls and loses none`() {
        #expect(taken(0.05).isSubset(of: taken(0.2)))
    }

    @Test func `is of other calls with another version`() {
        #expect(taken(0.05) != taken(0.05, version: "w"))
    }
}

@Suite struct `The name of a call` {
    @Test(arguments: ["1-e7", "1-e7/write", "1-e7/write#2", "1-e7#1"])
    func `is written as it is read`(text: String) { #expect(CallName(text)?.text == text) }

    @Test(arguments: [
        "", "/", "1-e7/", "/write", "1-e7/write#", "1-e7/write#0", "1-e7/a/b", "a#1#2",
    ])
    func `is none where a part is missing or too many`(text: String) {
        #expect(CallName(text) == nil)
    }
}

@Suite struct `A step whose sentence was rejected` {
    private func step(_ kind: String, _ output: String) -> StepDetail {
        var step = StepDetail()
        step.sketch = StepSketch(name: "copy", kind: kind)
        step.output = output
        return step
    }

    @Test func `has no answer of a model to rate`() {
        #expect(step("write", #"{"fallback": true, "text": "plain"}"#).standsIn)
        #expect(!step("write", #"{"fallback": false, "text": "own"}"#).standsIn)
        #expect(!step("call", #"{"fallback": true}"#).standsIn)
        #expect(!step("write", "").standsIn)
    }
}
