/// Numbers that are easily read, for axes.
package enum Ruler {
    /// The least readable number that is not below a positive value: 6.01 becomes 8.
    package static func ceiling(of value: Double) -> Double {
        guard value > 0, value.isFinite else { return value }
        let unit = unit(of: value)
        // A little less than the value is enough: 0.1 + 0.2 is 0.3.
        let steps: [Double] = [1, 1.5, 2, 3, 4, 5, 6, 8, 10]
        return (steps.first { $0 * unit >= value * (1 - 1e-9) } ?? 10) * unit
    }

    /// The power of ten that is not above a positive value.
    private static func unit(of value: Double) -> Double {
        var unit = 1.0
        while unit * 10 <= value { unit *= 10 }
        while unit > value { unit /= 10 }
        return unit
    }

    /// The distance in seconds between marks of a time axis, so that about `count` of them fit.
    ///
    /// Below a minute 1, 2 and 5 of a power of ten, above it what clocks have.
    package static func timeStep(over seconds: Double, count: Int) -> Double {
        let least = seconds / Double(max(1, count))
        guard least > 0, least.isFinite else { return 1 }
        let clock: [Double] = [
            60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
        ]
        if least > 30 {
            return clock.first { $0 >= least } ?? (least / 86_400).rounded(.up) * 86_400
        }
        let unit = unit(of: least)
        let step = ([1, 2, 5, 10].first { $0 * unit >= least } ?? 10) * unit
        return step > 20 ? (step > 30 ? 60 : 30) : step
    }
}
