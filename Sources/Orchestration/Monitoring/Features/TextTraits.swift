/// What can be said of a text without reading it: proxies for how answers change before any label.
package struct TextTraits: Hashable, Sendable {
    /// Characters, as people count them; texts beyond `looked` count as that long.
    package let characters: Int
    /// Whether it begins as a refusal does.
    package let isRefusal: Bool
    package let language: Language

    /// A language as its commonest words tell; `unclear` is an answer.
    package enum Language: Int, Hashable, Sendable, CaseIterable {
        case unclear, english, german, french, spanish, italian, dutch, otherScript
    }

    /// How many characters are looked at.
    static let looked = 4000
    /// Where refusals are looked for.
    private static let opening = 300

    package init(_ text: String) {
        let text = text.prefix(Self.looked).lowercased()
        characters = text.count
        let opening = String(text.prefix(Self.opening).map { $0 == "’" ? "'" : $0 })
        isRefusal = Self.refusals.contains { opening.contains($0) }
        language = Self.language(of: text)
    }

    private static let refusals = [
        "i cannot ", "i can't ", "i am unable", "i'm unable", "i'm not able", "i am not able",
        "i won't be able", "as an ai", "i must decline", "cannot assist", "can't assist",
        "can't help with", "cannot help with", "ich kann nicht", "ich kann das nicht",
        "tut mir leid, aber", "je ne peux pas", "no puedo ayudar", "lo siento, pero",
    ]

    private static let words: [(Language, Set<Substring>)] = [
        (
            .english,
            ["the", "and", "you", "to", "of", "we", "is", "for", "your", "with", "it", "in"]
        ),
        (.german, ["der", "die", "das", "und", "sie", "wir", "ist", "für", "ihr", "mit", "nicht"]),
        (.french, ["le", "la", "les", "et", "vous", "nous", "est", "pour", "avec", "des", "une"]),
        (.spanish, ["el", "los", "las", "y", "usted", "es", "para", "con", "una", "por", "su"]),
        (.italian, ["il", "gli", "e", "voi", "per", "con", "una", "della", "che", "è", "suo"]),
        (.dutch, ["de", "het", "een", "en", "u", "wij", "is", "voor", "met", "niet", "van"]),
    ]

    /// The language most of whose words there are; at least two, and more than of any other.
    private static func language(of text: String) -> Language {
        let letters = text.unicodeScalars.filter { $0.properties.isAlphabetic }
        let latin = letters.count { $0.value < 0x250 }
        if !letters.isEmpty, latin * 2 < letters.count { return .otherScript }
        let parts = text.split { !$0.isLetter }
        let counts = words.map { language, own in (language, parts.count { own.contains($0) }) }
        let sorted = counts.sorted { $0.1 > $1.1 }
        guard sorted[0].1 >= 2, sorted[0].1 > sorted[1].1 else { return .unclear }
        return sorted[0].0
    }

    /// The traits by name, as numbers.
    var row: [(name: String, value: Double)] {
        [
            ("answer_characters", Double(characters)),
            ("answer_language", Double(language.rawValue)),
            ("answer_refusal", isRefusal ? 1 : 0),
        ]
    }
}
