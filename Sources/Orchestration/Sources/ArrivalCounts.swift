/// How many events came: buckets of a minute over two hours.
package struct ArrivalCounts: Hashable, Sendable {
    static let bucketSeconds = 60
    static let bucketCount = 120

    private struct Bucket: Hashable, Sendable {
        var number = Int64.min
        var count = 0
    }

    private var buckets = [Bucket](repeating: Bucket(), count: Self.bucketCount)
    private var firstNumber: Int64?

    /// Counts of nothing.
    package init() {}

    /// Counts an arrival; one older than the ring is left out.
    package mutating func add(at now: Instant) {
        let number = Self.number(of: now)
        let place = Self.place(of: number)
        guard buckets[place].number <= number else { return }
        if buckets[place].number < number { buckets[place] = Bucket(number: number, count: 0) }
        buckets[place].count += 1
        firstNumber = min(firstNumber ?? number, number)
    }

    /// Arrivals of the last `minutes`, the running one included.
    package func total(minutes: Int, at now: Instant) -> Int {
        let newest = Self.number(of: now)
        let oldest = newest - Int64(max(1, min(minutes, Self.bucketCount))) + 1
        return buckets.reduce(0) { sum, bucket in
            bucket.number >= oldest && bucket.number <= newest ? sum + bucket.count : sum
        }
    }

    /// Arrivals per full minute, oldest first; nil for minutes before anything was seen.
    package func trend(minutes: Int, at now: Instant) -> [Double?] {
        let newest = Self.number(of: now)
        let wanted = Int64(max(0, min(minutes, Self.bucketCount - 1)))
        return (0..<wanted).reversed().map { age in
            let number = newest - 1 - age
            guard let firstNumber, number >= firstNumber else { return nil }
            let bucket = buckets[Self.place(of: number)]
            return bucket.number == number ? Double(bucket.count) : 0
        }
    }

    /// The number of a moment's minute.
    static func number(of moment: Instant) -> Int64 {
        let (number, rest) = moment.milliseconds.quotientAndRemainder(
            dividingBy: Int64(bucketSeconds) * 1000
        )
        return rest < 0 ? number - 1 : number
    }

    private static func place(of number: Int64) -> Int {
        let rest = Int(number % Int64(bucketCount))
        return rest < 0 ? rest + bucketCount : rest
    }
}
