/// What is said of one feature of a model; nil is what is not known yet, never 0.
package struct FeatureRow: Hashable, Sendable, Codable {
    package var name = ""
    package var psi: Double?
    package var psiLimit: Double?
    /// With both sides weighted alike.
    package var cramersV: Double?
    package var p: Double?
    package var ksDistance: Double?
    package var ksP: Double?
    package var jensenShannon: Double?
    package var wasserstein: Double?
    /// Of the mean embedding of answers from that of the first ones, 0 to 2; nil for numbers.
    package var cosineDistance: Double?
    /// Of the newest scores of a judge, 0 to 1; nil for anything else.
    package var mean: Double?
    /// Rows of the window, and those of them without a value.
    package var rows = 0
    package var missing = 0
    /// Changes of the mean that ADWIN has found since the engine began.
    package var changes = 0
    package var isDrifted = false
    /// The figures with their methods and the binning; or why there are none.
    package var words = ""
    package init() {}

    /// Whether anything can be said of it: a PSI, or the distance of embeddings.
    package var isJudged: Bool { psi != nil || cosineDistance != nil }
}

extension FeatureMonitor {
    /// A row for every feature: those that have drifted first, the furthest off before others.
    package var rows: [FeatureRow] {
        verdicts.map { name, verdict, missing, changes in
            var row = FeatureRow()
            (row.name, row.missing, row.changes) = (name, missing, changes)
            row.fill(verdict)
            return row
        }
        .sorted { a, b in
            if a.isDrifted != b.isDrifted { return a.isDrifted }
            return (a.psi ?? -1, b.name) > (b.psi ?? -1, a.name)
        }
    }
}

extension FeatureRow {
    fileprivate mutating func fill(_ verdict: FeatureMonitor.Verdict) {
        switch verdict {
        case .notEnoughData(let have, let need):
            rows = have
            words = "not enough data: \(have) rows, and \(need) are needed"
        case .steady(let figures): fill(figures)
        case .drift(let figures):
            fill(figures)
            isDrifted = true
        }
    }

    private mutating func fill(_ figures: FeatureFigures) {
        psi = figures.psi
        psiLimit = figures.psiLimit
        cramersV = figures.effect
        p = figures.chiSquare.p
        (ksDistance, ksP) = (figures.ksDistance, figures.ksP)
        jensenShannon = figures.jensenShannon
        wasserstein = figures.wasserstein
        rows = figures.current
        words = figures.words
    }
}
