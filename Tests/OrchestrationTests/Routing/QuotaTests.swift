import Testing

@testable import Orchestration

@Suite struct `A quota` {
    @Test(arguments: UInt64(0)..<50)
    func `is never passed, whatever is asked`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var limits = Quota.Limits()
        limits.callsPerMinute = 20
        limits.tokensPerMinute = 500
        limits.moneyPerDay = 3000
        var quota = Quota(limits)
        var now = Instant.epoch + .seconds(86_400 * 3)
        var open: [Quota.Estimate] = []
        var made: [(at: Instant, tokens: Int)] = []
        var calls: [Instant] = []
        var spent: Int64 = 0
        for _ in 0..<500 {
            now = now + .milliseconds(Int64(random.next() % 4000))
            let tokens = Int(random.next() % 100)
            let asked = Quota.Estimate(tokens: tokens, cost: .micros(Int64(tokens)))
            if quota.hit(by: asked, at: now) == nil {
                quota.reserve(asked, at: now)
                open.append(asked)
                calls.append(now)
            }
            guard !open.isEmpty, random.unit() < 0.7 else { continue }
            let done = open.removeFirst()
            // An answer is never longer than was reserved for it here.
            let used = Int(random.next() % UInt64(done.tokens + 1))
            quota.settle(done, tokens: used, cost: .micros(Int64(used)), at: now)
            made.append((now, used))
            spent += Int64(used)
            let recent = now - .seconds(55)
            #expect(made.reduce(0) { $0 + ($1.at > recent ? $1.tokens : 0) } <= 500)
            #expect(calls.count { $0 > recent } <= 20)
            #expect(spent <= 3000)
            #expect(quota.spentToday(at: now) == spent)
        }
    }

    @Test func `on money turns away what has no price, and begins anew at midnight`() {
        var limits = Quota.Limits()
        limits.moneyPerDay = 100
        var quota = Quota(limits)
        let day = Instant.epoch + .seconds(86_400)
        let unknown = Quota.Estimate(tokens: 1, cost: .unknown)
        #expect(quota.hit(by: unknown, at: day) == .priceUnknown(limit: 100))
        quota.spend(100, at: day)
        let dear = Quota.Estimate(tokens: 1, cost: .micros(1))
        let hit = Quota.Hit.money(limit: 100, spent: 100, asked: 1)
        #expect(quota.hit(by: dear, at: day) == hit)
        #expect(quota.retryAt(hit, at: day) == day + .seconds(86_400))
        #expect(quota.hit(by: dear, at: day + .seconds(86_400)) == nil)
    }

    @Test func `counts what is under way`() {
        var limits = Quota.Limits()
        limits.tokensPerMinute = 100
        var quota = Quota(limits)
        let asked = Quota.Estimate(tokens: 60, cost: .nothing)
        quota.reserve(asked, at: .epoch)
        #expect(quota.hit(by: asked, at: .epoch) == .tokens(limit: 100, used: 60, asked: 60))
        quota.settle(asked, tokens: 10, cost: .nothing, at: .epoch)
        #expect(quota.hit(by: asked, at: .epoch) == nil)
    }
}

@Suite struct `Kept answers` {
    private func key(_ text: String) -> ResponseCache.Key {
        ResponseCache.Key(route: "r", question: text)
    }

    @Test func `are given for exactly the same question, for a while`() {
        var cache = ResponseCache()
        cache.keep(.init(model: "a", answer: "x", at: .epoch), for: key("q"))
        let minute = Duration.seconds(60)
        #expect(cache.answer(to: key("q"), within: minute, at: .epoch)?.answer == "x")
        #expect(cache.answer(to: key("q "), within: minute, at: .epoch) == nil)
        #expect(cache.answer(to: key("q"), within: minute, at: .epoch + minute) == nil)
        let other = ResponseCache.Key(route: "s", question: "q")
        #expect(cache.answer(to: other, within: minute, at: .epoch) == nil)
    }

    @Test func `never grow beyond their bound`() {
        var cache = ResponseCache()
        for index in 0..<3000 {
            cache.keep(.init(model: "a", answer: "x", at: .epoch), for: key("\(index)"))
        }
        let kept = (0..<3000).count {
            cache.answer(to: key("\($0)"), within: .seconds(1), at: .epoch) != nil
        }
        #expect(kept <= ResponseCache.entriesMax)
        #expect(cache.answer(to: key("2999"), within: .seconds(1), at: .epoch) != nil)
    }
}

@Suite struct `The analysis of a canary` {
    private func slice(_ calls: Int, failed: Int, seconds: Double = 1) -> MetricSlice {
        var slice = MetricSlice()
        for index in 0..<calls {
            slice.add(
                MetricSample(
                    index < failed ? .failed(.timeout) : .answered,
                    took: .milliseconds(Int64(seconds * 1000))
                )
            )
        }
        return slice
    }

    private func word(_ canary: MetricSlice, _ baseline: MetricSlice) -> String {
        let words = CanaryAnalysis.judge(canary, against: baseline).words
        return String(words.prefix { $0 != ":" })
    }

    @Test func `has four outcomes`() {
        let baseline = slice(1000, failed: 10)
        #expect(word(slice(200, failed: 2), baseline) == "successful")
        #expect(word(slice(50, failed: 20), baseline) == "failed")
        #expect(word(slice(50, failed: 0), baseline) == "inconclusive")
        #expect(word(slice(50, failed: 0), slice(3, failed: 0)) == "error")
        #expect(word(slice(200, failed: 2, seconds: 2), baseline) == "failed")
    }

    @Test func `hardly ever fails a canary that is as good as the others`() {
        var random = SplitMix(seed: 3)
        var failed = 0
        for _ in 0..<500 {
            let (mine, others) = (150, 1500)
            let bad = { (count: Int) in (0..<count).count { _ in random.unit() < 0.05 } }
            let outcome = CanaryAnalysis.judge(
                slice(mine, failed: bad(mine)),
                against: slice(others, failed: bad(others))
            )
            if case .failed = outcome { failed += 1 }
        }
        #expect(failed <= 8)
    }
}
