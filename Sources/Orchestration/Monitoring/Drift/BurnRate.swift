/// How fast an error budget burns: error ratio over what the objective allows.
///
/// A rule fires only where both its windows burn faster than its factor, so that it is quick to
/// start and quick to end.
/// Source: Google, "The Site Reliability Workbook", chapter 5.
package struct BurnRate: Hashable, Sendable {
    package struct Rule: Hashable, Sendable {
        package enum Urgency: String, Hashable, Sendable { case page, ticket }
        package let urgency: Urgency
        package let long: Window
        package let short: Window
        /// Fires above this.
        package let factor: Double

        /// For example `page:1h/5m`.
        package var name: String {
            "\(urgency.rawValue):\(long.rawValue)/\(short.rawValue)"
        }
    }

    package enum Window: String, Hashable, Sendable, CaseIterable {
        case fiveMinutes = "5m"
        case halfHour = "30m"
        case hour = "1h"
        case twoHours = "2h"
        case sixHours = "6h"
        case day = "1d"
        case threeDays = "3d"

        package var hours: Double {
            switch self {
            case .fiveMinutes: 1.0 / 12
            case .halfHour: 0.5
            case .hour: 1
            case .twoHours: 2
            case .sixHours: 6
            case .day: 24
            case .threeDays: 72
            }
        }
    }

    /// The four pairs, most urgent first.
    package static let rules = [
        Rule(urgency: .page, long: .hour, short: .fiveMinutes, factor: 14.4),
        Rule(urgency: .page, long: .sixHours, short: .halfHour, factor: 6),
        Rule(urgency: .ticket, long: .day, short: .twoHours, factor: 3),
        Rule(urgency: .ticket, long: .threeDays, short: .sixHours, factor: 1),
    ]

    /// What the evaluation of one objective found.
    package enum Verdict: Hashable, Sendable {
        case calm
        case burning([Rule])
        /// Nothing was called, or too few failed to say: not the same as healthy.
        case noData(String)
    }

    /// The share of calls that should succeed, 0 ..< 1.
    package let objective: Double
    package let periodDays: Double

    /// Nil for an objective that leaves no budget, or is no share.
    package init?(objective: Double, periodDays: Double = 30) {
        guard objective >= 0, objective < 1, periodDays > 0 else { return nil }
        self.objective = objective
        self.periodDays = periodDays
    }

    /// The burn rate of an error ratio; 1 uses the budget up exactly at the period's end.
    package func rate(of errorRatio: Double) -> Double { errorRatio / (1 - objective) }

    /// The share of the period's budget that was used in that window.
    package func budgetUsed(_ errorRatio: Double, over window: Window) -> Double {
        rate(of: errorRatio) * window.hours / (periodDays * 24)
    }

    /// The rules that can never fire: a burn rate is at most `1 / (1 - objective)`.
    package var deadRules: [Rule] { Self.rules.filter { rate(of: 1) <= $0.factor } }

    /// The rules whose windows both burn faster than their factor, most urgent first.
    ///
    /// A window without a ratio fires nothing.
    package func fired(_ ratios: [Window: Double]) -> [Rule] {
        Self.rules.filter { rule in
            guard let long = ratios[rule.long], let short = ratios[rule.short] else { return false }
            return rate(of: long) > rule.factor && rate(of: short) > rule.factor
        }
    }

    /// Judges counts, with a guard for little traffic: one error of ten would fire at once.
    /// - Parameters:
    ///   - counts: Calls and failures by window.
    ///   - failuresMin: A rule needs as many in its long window.
    /// - Returns: The rules that fire, or why nothing can be said.
    package func verdict(
        _ counts: [Window: (calls: Int, failed: Int)],
        failuresMin: Int = 10
    ) -> Verdict {
        let ratios = counts.compactMapValues { count in
            count.calls > 0 ? Double(count.failed) / Double(count.calls) : nil
        }
        guard !ratios.isEmpty else { return .noData("no calls") }
        let fired = fired(ratios)
        let sure = fired.filter { (counts[$0.long]?.failed ?? 0) >= failuresMin }
        guard sure.isEmpty else { return .burning(sure) }
        return fired.isEmpty ? .calm : .noData("fewer than \(failuresMin) failures")
    }
}
