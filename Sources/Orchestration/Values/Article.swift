extension String {
    /// The noun behind `a` or `an`.
    package var withArticle: String {
        let isVowel = first.map { "aeiou".contains($0.lowercased()) } ?? false
        return (isVowel ? "an " : "a ") + self
    }
}
