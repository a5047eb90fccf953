/// Words that are likely one word, written twice.
enum Slip {
    /// One slip in a short word, two in a longer one, or alike by Jaro and Winkler.
    static func isLikely(_ one: Letters, _ other: Letters) -> Bool {
        let longer = max(one.count, other.count)
        guard longer >= 3, one != other else { return one == other }
        let slips = EditDistance.between(one, other)
        if longer <= 5 { return slips <= 1 }
        return slips <= 2 || JaroWinkler.likeness(one, other) >= 0.92
    }
}
