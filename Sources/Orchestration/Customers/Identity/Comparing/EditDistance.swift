/// How many slips turn one word into another.
package enum EditDistance {
    /// Letters put in, left out or changed, and neighbours that changed places.
    ///
    /// The restricted form of the Damerau–Levenshtein distance: no letter is touched twice.
    /// - Complexity: The product of both lengths.
    ///
    /// Source: L. Boytsov, "Indexing Methods for Approximate Dictionary Searching", 2011, 2.2.
    package static func between(
        _ one: some Sequence<Unicode.Scalar>,
        _ other: some Sequence<Unicode.Scalar>
    )
        -> Int
    {
        let (one, other) = (Array(one), Array(other))
        guard !one.isEmpty, !other.isEmpty else { return max(one.count, other.count) }
        var earlier: [Int] = []
        var above = Array(0...other.count)
        for row in one.indices {
            var line = [row + 1]
            line.reserveCapacity(other.count + 1)
            for column in other.indices {
                var least = min(above[column + 1], line[column]) + 1
                least = min(least, above[column] + (one[row] == other[column] ? 0 : 1))
                if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column]
                {
                    least = min(least, earlier[column - 1] + 1)
                }
                line.append(least)
            }
            (earlier, above) = (above, line)
        }
        return above[other.count]
    }
}
