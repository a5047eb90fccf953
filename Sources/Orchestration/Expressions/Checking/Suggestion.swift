/// Guesses which name was meant.
package enum Suggestion {
    /// The candidate nearest to `name`; nil when none is near enough to be a slip.
    ///
    /// Near is one edit for each three letters, at least one: a letter added, dropped or changed,
    /// or two neighbours swapped; case does not count. Of equally near ones the first by name wins.
    package static func nearest(to name: String, among candidates: some Sequence<String>) -> String?
    {
        guard (1...64).contains(name.utf8.count) else { return nil }
        let wanted = Array(name.lowercased().unicodeScalars)
        let allowed = max(1, wanted.count / 3)
        var best: (distance: Int, name: String)?
        for candidate in candidates where abs(candidate.utf8.count - name.utf8.count) <= 64 {
            let letters = Array(candidate.lowercased().unicodeScalars)
            guard abs(letters.count - wanted.count) <= allowed else { continue }
            let distance = distance(wanted, letters)
            guard distance <= allowed, candidate != name else { continue }
            if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// The optimal string alignment distance.
    ///
    /// Source: F. Damerau, "A technique for computer detection and correction of spelling errors",
    /// CACM 7(3), 1964.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                let change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                row[j] = min(change, last[j] + 1, row[j - 1] + 1)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
