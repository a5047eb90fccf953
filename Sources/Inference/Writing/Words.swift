/// How a sentence falls into words, for the check on claims.
enum Words {
    /// The words, without the punctuation around them; `don't` and `well-known` are one word each.
    static func all(in text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "’") }.map {
            String($0).filter { $0 != "'" && $0 != "’" }
        }
    }

    /// Lower-case words joined by single blanks, with a blank at either end.
    static func padded(_ text: String) -> String {
        " " + all(in: text).map { $0.lowercased() }.joined(separator: " ") + " "
    }

    /// How many sentences end in the text.
    static func sentences(in text: String) -> Int {
        text.split { ".!?…".contains($0) }.count { $0.contains(where: \.isLetter) }
    }

    /// Whether the last thing said is the end of a sentence; an emoji or bracket may follow it.
    static func isEnded(_ text: String) -> Bool {
        let last = text.last { $0.isLetter || $0.isNumber || ".!?…,;:-–—&".contains($0) }
        return last.map { ".!?…".contains($0) } ?? false
    }

    /// Words written like names: a capital letter where the language does not ask for one.
    ///
    /// At the start of a sentence a capital proves nothing, unless the word is called out to by a
    /// comma (`Guadalupe, we…`) and is no usual greeting.
    static func names(in text: String) -> [String] {
        var names: [String] = []
        var startsSentence = true
        for token in text.split(separator: " ") {
            let word = String(
                token.drop { !$0.isLetter }.prefix { $0.isLetter || $0 == "’" || $0 == "'" }
            )
            let isCalled = token.last == "," || token.last == "!"
            let stem = String(word.prefix { $0.isLetter })
            if word.first?.isUppercase == true, !Vocabulary.capitals.contains(stem) {
                if !startsSentence || (isCalled && !Vocabulary.openers.contains(stem.lowercased()))
                {
                    names.append(stem)
                }
            }
            startsSentence = token.last.map { ".!?:…\"“”".contains($0) } ?? false
        }
        return names
    }

    /// Whether the text holds a web or mail address, a handle, or a telephone number.
    static func holdsAddress(_ text: String) -> Bool {
        let lowered = text.lowercased()
        if ["://", "www.", "@", "mailto:"].contains(where: lowered.contains) { return true }
        return lowered.split(separator: " ").contains { token in
            let parts = token.drop { !$0.isLetter && !$0.isNumber }.split(separator: ".")
            // `shop.example/x`, but not the `end.` of a sentence.
            return parts.count > 1 && parts[1].prefix(2).count == 2
                && parts[1].prefix(2).allSatisfy(\.isLetter)
        }
    }

    /// Letters, digits, blanks, usual punctuation and signs people write; nothing invisible.
    static func isUsual(_ character: Character) -> Bool {
        if character.isLetter || character.isNumber || character == " " { return true }
        if ".,;:!?…'’‘\"“”«»-–—()&/%+".contains(character) || character.isCurrencySymbol {
            return true
        }
        return character.unicodeScalars.contains { $0.properties.isEmojiPresentation }
    }

    /// The text without blanks and line ends around it.
    static func trimmed(_ text: Substring) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
