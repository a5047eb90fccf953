/// How the analysis of a canary began: since when, and what the hour it began in held before.
///
/// Figures are kept by the hour there; what came before, perhaps of another version or of the trial
/// that failed, is none of the analysis' business.
package struct CanaryBeginning: Hashable, Sendable {
    package let at: Instant
    package let mine: MetricSlice
    package let others: MetricSlice

    package init(at now: Instant, mine: MetricSlice, others: MetricSlice) {
        at = now
        self.mine = mine
        self.others = others
    }

    /// As it is journaled.
    package var value: Value {
        ["at": Value(milliseconds: at), "mine": mine.value, "others": others.value]
    }

    /// Read back, also from journals that kept the moment alone; nil where this is neither.
    package init?(value: Value) {
        guard let at = value["at"]?.moment ?? value.moment else { return nil }
        self.init(
            at: at,
            mine: MetricSlice(value: value["mine"] ?? .null),
            others: MetricSlice(value: value["others"] ?? .null)
        )
    }
}
