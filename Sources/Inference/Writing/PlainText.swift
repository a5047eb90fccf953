/// Makes foreign text harmless: no markup, no control characters, one line.
package enum PlainText {
    /// The text without tags, control and invisible characters, its blanks collapsed.
    package static func line(_ text: String) -> String {
        let visible = withoutTags(text).unicodeScalars.map { scalar -> Character in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
                .paragraphSeparator:
                // A zero-width joiner is part of an emoji, a soft hyphen of nothing we send.
                scalar == "\u{200D}" ? Character(scalar) : " "
            default: Character(scalar)
            }
        }
        return String(visible).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The text without anything between `<` and `>`, and without those two.
    private static func withoutTags(_ text: String) -> String {
        var plain = ""
        var isInTag = false
        for character in text {
            switch character {
            case "<": isInTag = true
            case ">": isInTag = false
            default: if !isInTag { plain.append(character) }
            }
        }
        return plain
    }
}
