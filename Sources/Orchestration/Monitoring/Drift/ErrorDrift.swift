/// DDM, the drift detection method: fires when a model's error rate has risen beyond its best.
///
/// Needs labels. Where everything was correct so far the best rate is exactly 0 and the first error
/// would fire, hence `errorsMin`.
/// Source: J. Gama et al., "Learning with Drift Detection", 2004; figures as river 0.26.1.
package struct ErrorDrift: Hashable, Sendable {
    package struct Settings: Hashable, Sendable {
        /// No verdict until more values than this.
        package var warmUp = 30
        package var warnAt = 2.0
        package var driftAt = 3.0
        /// Errors seen before any verdict; 0 is the method as published.
        package var errorsMin = 5
        package init() {}
    }

    package enum Verdict: Hashable, Sendable {
        case steady, warning, drift
    }

    private struct Level: Hashable, Sendable {
        var rate = Double.infinity
        var spread = Double.infinity
    }

    private let settings: Settings
    private var count = 0
    private var errors = 0
    private var rate = 0.0
    private var best = Level()
    private var hasDetected = false

    package init(_ settings: Settings = Settings()) { self.settings = settings }

    /// Takes in whether a prediction was wrong; the value after a drift starts anew.
    package mutating func add(isError: Bool) -> Verdict {
        if hasDetected { self = ErrorDrift(settings) }
        count += 1
        errors += isError ? 1 : 0
        rate += ((isError ? 1 : 0) - rate) / Double(count)
        guard count > settings.warmUp else { return .steady }
        let spread = (rate * (1 - rate) / Double(count)).squareRoot()
        if rate + spread <= best.rate + best.spread { best = Level(rate: rate, spread: spread) }
        let verdict = verdict(at: rate + spread)
        hasDetected = verdict == .drift
        return verdict
    }

    private func verdict(at level: Double) -> Verdict {
        guard errors >= settings.errorsMin else { return .steady }
        if level > best.rate + settings.driftAt * best.spread { return .drift }
        return level > best.rate + settings.warnAt * best.spread ? .warning : .steady
    }
}
