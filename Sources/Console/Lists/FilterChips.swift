/// A filter as the chips that stand for its clauses.
enum FilterChips {
    /// The clauses that all must hold, as they were typed; the whole filter where an `or` outside of
    /// parentheses makes one clause of it.
    static func clauses(of filter: String) -> [String] {
        let words = self.words(of: filter)
        guard !words.contains("or") else { return [filter] }
        return words.filter { $0 != "and" }
    }

    /// The words between blanks; what stands in quotes, slashes or parentheses is one.
    private static func words(of filter: String) -> [String] {
        var words: [String] = []
        var word = ""
        var depth = 0
        var fence: Character?
        for character in filter {
            if let open = fence {
                if character == open { fence = nil }
            } else if "\"'".contains(character)
                || character == "/" && word.allSatisfy({ "!(".contains($0) })
            {
                fence = character
            } else if character == "(" {
                depth += 1
            } else if character == ")" {
                depth = max(0, depth - 1)
            }
            if character == " ", depth == 0, fence == nil {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        return word.isEmpty ? words : words + [word]
    }
}
