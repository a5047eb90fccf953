/// Finds the name somebody may have meant.
enum Nearest {
    /// The candidate closest to `name`, if it is close enough to be a slip of the finger.
    ///
    /// Distance counts insertions, deletions, substitutions and swaps of neighbours; at most a
    /// third of the name may differ. Names longer than 64 scalars are never compared.
    /// Source: optimal string alignment, after F. Damerau, 1964.
    static func name(to name: String, among candidates: some Sequence<String>) -> String? {
        let limit = max(1, name.unicodeScalars.count / 3)
        let ranked = candidates.sorted().compactMap { candidate -> (String, Int)? in
            guard let distance = distance(from: name, to: candidate) else { return nil }
            return distance <= limit ? (candidate, distance) : nil
        }
        return ranked.min { $0.1 < $1.1 }?.0
    }

    private static func distance(from a: String, to b: String) -> Int? {
        let a = Array(a.lowercased().unicodeScalars)
        let b = Array(b.lowercased().unicodeScalars)
        guard a.count <= 64, b.count <= 64, !a.isEmpty, !b.isEmpty else { return nil }
        var older: [Int] = []
        var previous = Array(0...b.count)
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                let change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                var best = min(row[j - 1] + 1, previous[j] + 1, change)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    best = min(best, older[j - 2] + 1)
                }
                row.append(best)
            }
            (older, previous) = (previous, row)
        }
        return previous[b.count]
    }
}
