internal import Screen

/// How small bars are scaled.
enum Trend {
    /// From zero to half as much again as the greatest value.
    ///
    /// A steady value is then a calm line at two thirds, rows below each other do not grow
    /// together, and a rise still shows as one.
    static func scale(_ values: [Double?]) -> Sparkline.Scale {
        let most = values.compactMap { $0 }.filter(\.isFinite).max() ?? 0
        return most > 0 ? .fixed(0, most * 1.5) : .fromZero
    }
}
