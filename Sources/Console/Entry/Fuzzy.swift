/// Ranks names against what was typed.
package enum Fuzzy {
    /// How well `pattern` is found in `text` as a subsequence; nil when it is not.
    ///
    /// Greater is better: beginnings of words and neighbours count most, then short texts.
    package static func score(_ pattern: String, in text: String) -> Int? {
        let wanted = Array(pattern.lowercased())
        let letters = Array(text.lowercased().prefix(200))
        guard !wanted.isEmpty else { return 0 }
        var (score, at, previous) = (0, 0, -2)
        for letter in wanted {
            guard let found = letters[at...].firstIndex(of: letter) else { return nil }
            let startsWord =
                found == 0 || !(letters[found - 1].isLetter || letters[found - 1].isNumber)
            score += startsWord ? 8 : found == previous + 1 ? 5 : 1
            previous = found
            at = found + 1
        }
        return score * 16 - letters.count
    }

    /// The names that match, best first; ties keep their order.
    package static func best(_ pattern: String, of names: [String], limit: Int) -> [String] {
        let scored = names.enumerated().compactMap { place, name in
            score(pattern, in: name).map { (name: name, score: $0, place: place) }
        }
        let sorted = scored.sorted { a, b in
            a.score != b.score ? a.score > b.score : a.place < b.place
        }
        return sorted.prefix(limit).map(\.name)
    }
}
