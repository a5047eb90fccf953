/// Page–Hinkley: fires when a mean has moved up or down by more than chance explains.
///
/// The threshold is in units of the data: divide by the baseline's mean first and use about 10.
/// Source: E. Page, "Continuous Inspection Schemes", 1954; figures as river 0.26.1.
package struct PageHinkley: Hashable, Sendable {
    package enum Direction: String, Hashable, Sendable, CaseIterable {
        case up, down, both
    }

    package struct Settings: Hashable, Sendable {
        /// No detection before as many values.
        package var valuesMin = 30
        /// The change that is tolerated.
        package var delta = 0.005
        package var threshold = 50.0
        /// How much of the sums is kept at each value; below 1 the past fades.
        package var alpha = 0.9999
        package var direction = Direction.both
        package init() {}
    }

    private let settings: Settings
    private var rising = 0.0
    private var falling = 0.0
    private var risingMin = Double.infinity
    private var fallingMax = -1.0
    private var hasDetected = false
    /// Values since the last detection.
    package private(set) var count = 0
    /// Their mean.
    package private(set) var mean = 0.0

    package init(_ settings: Settings = Settings()) { self.settings = settings }

    /// Takes in a value and says whether the mean has moved; one that is not finite is left out.
    package mutating func add(_ value: Double) -> Bool {
        guard value.isFinite else { return false }
        if hasDetected { self = PageHinkley(settings) }
        count += 1
        mean += (value - mean) / Double(count)
        let distance = value - mean
        rising = settings.alpha * rising + distance - settings.delta
        falling = settings.alpha * falling + distance + settings.delta
        risingMin = min(risingMin, rising)
        fallingMax = max(fallingMax, falling)
        hasDetected = count >= settings.valuesMin && hasMoved
        return hasDetected
    }

    private var hasMoved: Bool {
        let up = rising - risingMin > settings.threshold
        let down = fallingMax - falling > settings.threshold
        return switch settings.direction {
        case .up: up
        case .down: down
        case .both: up || down
        }
    }
}
