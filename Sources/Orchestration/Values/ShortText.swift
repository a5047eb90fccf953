extension String {
    /// The text where it has at most so many characters, else its beginning with an ellipsis: it ends
    /// with a word, unless a single word is longer.
    package func shortened(to limit: Int) -> String {
        guard count > limit, limit > 0 else { return limit > 0 ? self : "" }
        let beginning = prefix(limit - 1)
        let end =
            self[beginning.endIndex].isWhitespace
            ? beginning.endIndex : beginning.lastIndex(where: \.isWhitespace) ?? beginning.endIndex
        let words = beginning[..<end]
        let last = words.lastIndex { !$0.isWhitespace && !",;:".contains($0) }
        return String(last.map { words[...$0] } ?? beginning) + "…"
    }
}
