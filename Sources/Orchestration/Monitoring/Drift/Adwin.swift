internal import Glibc

/// ADWIN: a window that grows while the mean is steady and drops its old part when it is not.
///
/// Row r holds buckets of 2^r values each, as sum and squared deviation. At six in a row the two
/// oldest merge into the next row, so a million values need about twenty rows.
///
/// ```
///  newest  row 0 [ 1 1 1 1 1 ]   row 1 [ 2 2 2 ]   row 2 [ 4 4 4 4 ]  oldest
/// ```
/// The bound assumes values within 0 ... 1: scale latencies first.
/// Source: A. Bifet, R. Gavaldà, "Learning from Time-Changing Data with Adaptive Windowing", 2007;
/// figures as river 0.26.1.
package struct Adwin: Hashable, Sendable {
    package struct Settings: Hashable, Sendable {
        /// The chance of a false alarm per check, from 0 to 1.
        package var delta = 0.002
        /// Looks for a cut every so many values.
        package var clock = 32
        package var bucketsMax = 5
        /// The least values on each side of a cut.
        package var sideMin = 5
        /// No cut before more values than this.
        package var grace = 10
        package init() {}
    }

    private struct Bucket: Hashable, Sendable {
        var sum = 0.0
        var deviation = 0.0
    }

    private let settings: Settings
    /// Rows from small buckets to large; within a row, oldest first.
    private var rows: [[Bucket]] = [[]]
    private var ticks = 0
    private var hasDetected = false
    /// Values in the window.
    package private(set) var width = 0
    /// Their sum.
    package private(set) var total = 0.0
    /// Their squared deviations from the mean, summed.
    package private(set) var deviation = 0.0

    /// An empty window; settings out of range are cut to it.
    package init(_ settings: Settings = Settings()) {
        var settings = settings
        settings.clock = max(1, settings.clock)
        settings.bucketsMax = max(2, min(settings.bucketsMax, 1000))
        settings.sideMin = max(1, settings.sideMin)
        self.settings = settings
    }

    /// The mean of the window; nil while it is empty.
    package var mean: Double? { width > 0 ? total / Double(width) : nil }

    /// Takes in a value and says whether the mean has changed; one that is not finite is left out.
    ///
    /// The value after a detection starts an empty window.
    package mutating func add(_ value: Double) -> Bool {
        guard value.isFinite else { return false }
        if hasDetected { self = Adwin(settings) }
        ticks += 1
        insert(value)
        compress()
        if ticks % settings.clock == 0, width > settings.grace { hasDetected = shrink() }
        return hasDetected
    }

    private mutating func insert(_ value: Double) {
        rows[0].append(Bucket(sum: value))
        if width > 0 {
            let distance = value - total / Double(width)
            deviation += Double(width) * distance * distance / Double(width + 1)
        }
        width += 1
        total += value
    }

    private mutating func compress() {
        var row = 0
        while row < rows.count, rows[row].count > settings.bucketsMax {
            if row + 1 == rows.count { rows.append([]) }
            let size = Double(1 << min(row, 62))
            let (a, b) = (rows[row][0], rows[row][1])
            let distance = a.sum / size - b.sum / size
            let merged = Bucket(
                sum: a.sum + b.sum,
                deviation: a.deviation + b.deviation + size * distance * distance / 2
            )
            rows[row].removeFirst(2)
            rows[row + 1].append(merged)
            row += 1
        }
    }

    /// Drops the oldest bucket for as long as some cut separates two means.
    private mutating func shrink() -> Bool {
        var hasCut = false
        while hasCutPoint() {
            hasCut = true
            dropOldest()
        }
        return hasCut
    }

    private func hasCutPoint() -> Bool {
        let variance = max(0, deviation) / Double(width)
        let d = log(2 * log(Double(width)) / settings.delta)
        var (n0, sum0) = (0, 0.0)
        for row in rows.indices.reversed() {
            for bucket in rows[row] {
                n0 += 1 << min(row, 62)
                sum0 += bucket.sum
                let n1 = width - n0
                guard n1 >= settings.sideMin else { return false }
                guard n0 >= settings.sideMin else { continue }
                let distance = abs(sum0 / Double(n0) - (total - sum0) / Double(n1))
                if distance > bound(n0, n1, variance, d) { return true }
            }
        }
        return false
    }

    private func bound(_ n0: Int, _ n1: Int, _ variance: Double, _ d: Double) -> Double {
        let inverse =
            1 / Double(n0 - settings.sideMin + 1) + 1 / Double(n1 - settings.sideMin + 1)
        return (2 * inverse * variance * d).squareRoot() + 2.0 / 3 * d * inverse
    }

    private mutating func dropOldest() {
        while rows.count > 1, rows[rows.count - 1].isEmpty { rows.removeLast() }
        guard let bucket = rows[rows.count - 1].first else { return }
        let size = 1 << min(rows.count - 1, 62)
        rows[rows.count - 1].removeFirst()
        width -= size
        total -= bucket.sum
        guard width > 0 else { return deviation = 0 }
        let distance = bucket.sum / Double(size) - total / Double(width)
        let between = Double(size) * Double(width) * distance * distance / Double(size + width)
        deviation = max(0, deviation - bucket.deviation - between)
    }
}
