import Testing

@testable import Orchestration

@Suite struct `A stability index` {
    @Test(arguments: UInt64(0)..<100)
    func `is symmetric, never negative, and 0 only for equal shares`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let p = (0..<8).map { _ in Double(random.next() % 50) + 1 }
        let q = (0..<8).map { _ in Double(random.next() % 50) + 1 }
        let there = PopulationStability.index(reference: p, current: q) ?? -1
        let back = PopulationStability.index(reference: q, current: p) ?? -1
        #expect(abs(there - back) < 1e-12)
        #expect(there > 0)
        #expect(
            abs(PopulationStability.index(reference: p, current: p.map { $0 * 3 }) ?? 1) < 1e-12
        )
    }

    @Test func `has no value where there are no rows`() {
        #expect(PopulationStability.index(reference: [0, 0], current: [1, 1]) == nil)
        #expect(PopulationStability.index(reference: [1], current: [1, 1]) == nil)
        #expect(PopulationStability.index(reference: [.infinity, 1], current: [1, 1]) == nil)
    }

    @Test func `allows for the noise of its rows`() {
        // chi-square 0.99 at 9 degrees of freedom is 21.666.
        let limit = PopulationStability.noiseLimit(
            bins: 10,
            reference: 500,
            current: 500,
            threshold: 0.05
        )
        #expect(abs(limit - 21.666 * 2 / 500) < 1e-4)
        let many = PopulationStability.noiseLimit(
            bins: 10,
            reference: 50_000,
            current: 50_000,
            threshold: 0.1
        )
        #expect(many == 0.1)
    }
}

@Suite struct `A two-sample test` {
    @Test(arguments: UInt64(0)..<60)
    func `by Kolmogorov and Smirnov agrees with every order counted one by one`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let a = (0..<Int(1 + random.next() % 5)).map { _ in random.unit() }
        let b = (0..<Int(1 + random.next() % 5)).map { _ in random.unit() }
        guard let test = KolmogorovSmirnov(reference: a, current: b) else { return }
        let all = a + b
        var (orders, asFar) = (0, 0)
        for choice in 0..<(1 << all.count) where choice.nonzeroBitCount == a.count {
            let one = all.indices.filter { choice >> $0 & 1 == 1 }.map { all[$0] }
            let other = all.indices.filter { choice >> $0 & 1 == 0 }.map { all[$0] }
            let gap = KolmogorovSmirnov(reference: one, current: other)?.distance ?? 0
            orders += 1
            asFar += gap >= test.distance - 1e-12 ? 1 : 0
        }
        #expect(abs((test.exactP ?? 0) - Double(asFar) / Double(orders)) < 1e-9)
    }

    @Test func `has no exact p where counting would take too long`() {
        let many = (0..<20_000).map(Double.init)
        #expect(KolmogorovSmirnov(reference: many, current: many)?.exactP == nil)
    }

    @Test(arguments: [0.01, 0.3, 1.0, 1.17, 1.18, 1.19, 2.0, 5.0])
    func `has a limit law that falls and is continuous`(x: Double) {
        let here = KolmogorovSmirnov.survival(x)
        #expect(here >= KolmogorovSmirnov.survival(x + 1e-9))
        #expect(abs(here - KolmogorovSmirnov.survival(x + 1e-9)) < 1e-7)
        #expect(here >= 0 && here <= 1)
    }

    @Test(arguments: [(0.99, 9, 21.665994), (0.95, 1, 3.841459), (0.5, 100, 99.334129)])
    func `by chi-square knows its quantiles`(q: Double, dof: Int, expected: Double) {
        #expect(abs(ChiSquare.quantile(q, dof: dof) - expected) < 1e-5)
    }

    @Test func `finds a shift of the whole in its distance`() {
        let values = (0..<50).map { Double($0 * $0) }
        let moved = Wasserstein(
            reference: Wasserstein.Sample(values),
            current: Wasserstein.Sample(values.map { $0 + 7 })
        )
        #expect(abs((moved?.distance ?? 0) - 7) < 1e-9)
    }
}

@Suite struct `A detector on a stream` {
    @Test(arguments: UInt64(0)..<4)
    func `keeps an adaptive window whose mean and spread are those of its values`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var detector = Adwin()
        var values: [Double] = []
        for step in 0..<2000 {
            let value = random.unit() * 0.4 + (step >= 1000 ? 0.5 : 0)
            values.append(value)
            _ = detector.add(value)
            let window = values.suffix(detector.width)
            let mean = window.reduce(0, +) / Double(window.count)
            let deviation = window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            #expect(abs((detector.mean ?? -1) - mean) < 1e-9)
            #expect(abs(detector.deviation - deviation) < 1e-6)
        }
        #expect(detector.width < 1200, "the old half is gone")
    }

    @Test func `leaves out what is no number`() {
        var (adwin, page) = (Adwin(), PageHinkley())
        for value in [Double.nan, .infinity, -.infinity] {
            let fired = adwin.add(value) || page.add(value)
            #expect(!fired)
        }
        #expect(adwin.width == 0 && page.count == 0)
    }

    @Test func `survives settings out of range`() {
        var settings = Adwin.Settings()
        settings.clock = 0
        settings.bucketsMax = -3
        settings.sideMin = -1
        settings.grace = -10
        var detector = Adwin(settings)
        for value in 0..<300 { _ = detector.add(Double(value % 2)) }
        #expect(detector.width > 0)
    }

    @Test func `does not fire at the first error after a spotless start`() {
        var detector = ErrorDrift()
        for _ in 0..<100 { _ = detector.add(isError: false) }
        let verdict = detector.add(isError: true)
        #expect(verdict == .steady)
    }

    @Test func `leaves its limits when a mean moves`() {
        var chart = Ewma(mean: 10, spread: 1)
        let calm = (0..<50).count { chart.add($0 % 2 == 0 ? 10.5 : 9.5) }
        let moved = (0..<20).count { _ in chart.add(12) }
        #expect(calm == 0 && moved > 15)
    }

    @Test func `weighs a value more the longer nothing came`() {
        let weights = [1, 10, 100, 1000].map {
            Ewma.weight(after: .seconds($0), memory: .seconds(60))
        }
        #expect(weights == weights.sorted() && weights[3] > 0.999)
        #expect(Ewma.weight(after: .seconds(-5), memory: .seconds(60)) == 0)
    }
}

@Suite struct `A sketch of a distribution` {
    @Test(arguments: UInt64(0)..<40, [0.005, 0.01, 0.05])
    func `answers within its accuracy at every rank`(seed: UInt64, accuracy: Double) {
        var random = SplitMix(seed: seed)
        let values = (0..<300).map { _ in
            (random.unit() - 0.3) * [1, 1000, 1e-6][Int(random.next() % 3)]
        }
        var sketch = LogSketch(accuracy: accuracy)
        for value in values { sketch.add(value) }
        let sorted = values.sorted()
        for step in 0...50 {
            let q = Double(step) / 50
            guard let got = sketch.quantile(q), let want = Quantile.lowerRank(q, of: sorted) else {
                Issue.record("no value")
                return
            }
            #expect(abs(got - want) <= accuracy * abs(want) + 1e-12)
        }
    }

    @Test func `has no value while it is empty`() {
        #expect(LogSketch().quantile(0.5) == nil)
    }

    @Test(arguments: UInt64(0)..<20)
    func `merges as if it had seen all`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var (one, other, both) = (LogSketch(), LogSketch(), LogSketch())
        for _ in 0..<500 {
            let value = random.unit() * 100 - 20
            if random.next() % 2 == 0 { one.add(value) } else { other.add(value) }
            both.add(value)
        }
        let hasMerged = one.merge(other)
        #expect(hasMerged)
        for step in 0...20 {
            #expect(one.quantile(Double(step) / 20) == both.quantile(Double(step) / 20))
        }
        let hasMixed = one.merge(LogSketch(accuracy: 0.2))
        #expect(!hasMixed)
    }

    @Test func `stays bounded and right at the top over the widest range of numbers`() {
        var sketch = LogSketch()
        for value in [5e-300, 1e300, 3, 1e-300, 1e299, 7] { sketch.add(value) }
        #expect(sketch.count == 6)
        let top = sketch.quantile(1) ?? 0
        #expect(abs(top / 1e300 - 1) <= 0.0101)
    }
}

@Suite struct `A burn rate` {
    @Test func `has no meaning without a budget`() {
        #expect(BurnRate(objective: 1) == nil)
        #expect(BurnRate(objective: .nan) == nil)
    }

    @Test func `names the rules that can never fire`() throws {
        let loose = try #require(BurnRate(objective: 0.9))
        #expect(loose.deadRules.map(\.name) == ["page:1h/5m"])
        #expect(try #require(BurnRate(objective: 0.999)).deadRules.isEmpty)
    }

    @Test func `needs more than one error of ten`() throws {
        let burn = try #require(BurnRate(objective: 0.99))
        let few = Dictionary(
            uniqueKeysWithValues: BurnRate.Window.allCases.map { ($0, (calls: 10, failed: 5)) }
        )
        #expect(burn.verdict(few) == .noData("fewer than 10 failures"))
        #expect(burn.verdict([:]) == .noData("no calls"))
        let many = few.mapValues { _ in (calls: 100, failed: 50) }
        #expect(burn.verdict(many) == .burning(BurnRate.rules))
    }

    @Test func `fires only where both windows burn`() throws {
        let burn = try #require(BurnRate(objective: 0.999))
        for long in [0.0143, 0.0145] {
            for short in [0.0143, 0.0145] {
                let fired = burn.fired([.hour: long, .fiveMinutes: short])
                #expect(fired.isEmpty == (long < 0.0144 || short < 0.0144))
            }
        }
    }
}

@Suite struct `Many p-values` {
    @Test func `are believed by the step-up rule`() {
        // The example of Benjamini and Hochberg's paper: four of fifteen.
        let paper = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
            0.4262, 0.5719, 0.6528, 0.7590, 1.0,
        ]
        #expect(FalseDiscovery.believed(paper) == [0, 1, 2, 3])
        #expect(FalseDiscovery.believed(paper.reversed()) == [11, 12, 13, 14])
    }

    @Test func `that are none are never believed`() {
        #expect(FalseDiscovery.believed([]).isEmpty)
        #expect(FalseDiscovery.believed([.nan, 0.9]).isEmpty)
        #expect(FalseDiscovery.believed([.nan, 0.01]) == [1])
    }
}

@Suite struct `An effect with both sides weighted alike` {
    private let reference = [0.2, 0.2, 0.2, 0.2, 0.2]
    private let current = [0.08, 0.14, 0.2, 0.26, 0.32]

    private func counts(_ shares: [Double], _ rows: Double) -> [Double] { shares.map { $0 * rows } }

    @Test(arguments: [1000.0, 24_000, 1_000_000])
    func `does not depend on how long the reference is`(rows: Double) throws {
        let effect = try #require(
            ChiSquare.balancedV(reference: counts(reference, rows), current: counts(current, 1000))
        )
        let equal = try #require(
            ChiSquare.twoSample(reference: counts(reference, 1000), current: counts(current, 1000))
        )
        #expect(abs(effect - (equal.cramersV ?? 0)) < 1e-12)
    }

    @Test func `is 0 for equal shares, 1 where nothing is shared, and nothing without rows`() {
        #expect(ChiSquare.balancedV(reference: [3, 7], current: [30, 70]) == 0)
        #expect(ChiSquare.balancedV(reference: [5, 0], current: [0, 9]) == 1)
        #expect(ChiSquare.balancedV(reference: [0, 0], current: [1, 2]) == nil)
        #expect(ChiSquare.balancedV(reference: [1], current: [1, 2]) == nil)
    }
}
