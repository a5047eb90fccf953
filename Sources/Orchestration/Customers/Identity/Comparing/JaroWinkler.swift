/// A likeness of short words that forgives slips and transpositions, most at their end.
package enum JaroWinkler {
    /// From 0, nothing in common, to 1, the same word.
    ///
    /// Source: W. E. Winkler, "String Comparator Metrics and Enhanced Decision Rules in the
    /// Fellegi-Sunter Model of Record Linkage", 1990.
    package static func likeness(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Double {
        let jaro = jaro(one, other)
        let common = zip(one, other).prefix(4).prefix { $0 == $1 }.count
        return jaro + Double(common) * 0.1 * (1 - jaro)
    }

    private static func jaro(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Double {
        guard !one.isEmpty, !other.isEmpty else { return one.count == other.count ? 1 : 0 }
        let (mine, theirs) = shared(one, other)
        guard !mine.isEmpty else { return 0 }
        let matches = Double(mine.count)
        let halves = zip(mine, theirs).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
        return
            (matches / Double(one.count) + matches / Double(other.count)
            + (matches - Double(halves) / 2) / matches) / 3
    }

    /// The letters both have no further apart than half the longer word, in the order of each.
    private static func shared(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar])
        -> ([Unicode.Scalar], [Unicode.Scalar])
    {
        let reach = max(0, max(one.count, other.count) / 2 - 1)
        var taken = Array(repeating: false, count: other.count)
        let mine = one.indices.filter { place in
            let first = max(0, place - reach)
            let near = first..<max(first, min(other.count, place + reach + 1))
            guard let match = near.first(where: { !taken[$0] && other[$0] == one[place] })
            else { return false }
            taken[match] = true
            return true
        }
        return (mine.map { one[$0] }, other.indices.filter { taken[$0] }.map { other[$0] })
    }
}
