/// How far two raters of the same answers agree, and how far beyond chance.
///
/// ```
///               judge good   judge bad
///  rated good    bothGood    onlyRated
///  rated bad     onlyJudged  bothBad
/// ```
/// Kappa = (observed - expected) / (1 - expected); 1 is perfect, 0 what chance alone brings.
/// Source: J. Cohen, "A coefficient of agreement for nominal scales", 1960.
package struct Agreement: Hashable, Sendable {
    package private(set) var bothGood = 0
    package private(set) var onlyRated = 0
    package private(set) var onlyJudged = 0
    package private(set) var bothBad = 0

    /// Calls without which nothing is said: under them the interval of kappa is wider than the
    /// steps in which people read it.
    package static let rowsMin = 20
    /// The normal quantile of a 95 % interval.
    private static let z = 1.959_964

    package init() {}

    package init(bothGood: Int, onlyRated: Int, onlyJudged: Int, bothBad: Int) {
        self.bothGood = bothGood
        self.onlyRated = onlyRated
        self.onlyJudged = onlyJudged
        self.bothBad = bothBad
    }

    /// Takes `count` calls in, or out where it is negative.
    package mutating func add(
        _ rated: Rating.Verdict,
        _ judged: Rating.Verdict,
        count: Int = 1
    ) {
        switch (rated, judged) {
        case (.good, .good): bothGood += count
        case (.good, .bad): onlyRated += count
        case (.bad, .good): onlyJudged += count
        case (.bad, .bad): bothBad += count
        }
    }

    /// Calls that were both rated and judged.
    package var rows: Int { bothGood + onlyRated + onlyJudged + bothBad }

    private var agreed: Int { bothGood + bothBad }

    /// Rows times the calls that chance alone would bring to agree.
    private var byChance: Int {
        (bothGood + onlyRated) * (bothGood + onlyJudged)
            + (bothBad + onlyJudged) * (bothBad + onlyRated)
    }

    /// The share of calls both thought the same of; nil for no calls.
    package var observed: Double? { rows > 0 ? Double(agreed) / Double(rows) : nil }

    /// Cohen's kappa; nil where both always said the same word, so that chance explains all.
    package var kappa: Double? {
        let rest = rows * rows - byChance
        // In whole numbers: perfect is exactly 1, and independent exactly 0.
        return rest > 0 ? Double(rows * agreed - byChance) / Double(rest) : nil
    }

    /// The 95 % interval of `observed`.
    ///
    /// Source: E. B. Wilson, "Probable inference", 1927.
    package var observedRange: ClosedRange<Double>? {
        guard let share = observed else { return nil }
        let (n, square) = (Double(rows), Self.z * Self.z)
        let middle = (share + square / (2 * n)) / (1 + square / n)
        let spread = (share * (1 - share) / n + square / (4 * n * n)).squareRoot()
        let half = Self.z * spread / (1 + square / n)
        return max(0, min(share, middle - half))...min(1, max(share, middle + half))
    }

    /// The 95 % interval of `kappa`: that of `observed`, with agreement by chance held fixed.
    ///
    /// Unlike a normal one it stays open below where all calls agreed.
    package var kappaRange: ClosedRange<Double>? {
        guard let kappa, let range = observedRange else { return nil }
        let chance = Double(byChance) / Double(rows * rows)
        func beyond(_ share: Double) -> Double { (share - chance) / (1 - chance) }
        // The whole numbers of kappa and these are rounded apart.
        let low = min(kappa, max(-1, beyond(range.lowerBound)))
        return low...max(kappa, min(1, beyond(range.upperBound)))
    }
}

extension Agreement {
    /// The figures with their intervals and n; or why there are none.
    package var words: String {
        guard rows >= Self.rowsMin, let observed, let range = observedRange else {
            return "not enough data: \(rows) calls both rated and judged, \(Self.rowsMin) needed"
        }
        let agreed = "agreed \(observed.fixed(2)) (\(range.words))"
        guard let kappa, let span = kappaRange else {
            return "kappa - (both said one word only), \(agreed), n \(rows)"
        }
        return "kappa \(kappa.fixed(2)) (\(span.words)), \(agreed), n \(rows)"
    }
}

extension ClosedRange<Double> {
    fileprivate var words: String { "\(lowerBound.fixed(2)) to \(upperBound.fixed(2))" }
}
