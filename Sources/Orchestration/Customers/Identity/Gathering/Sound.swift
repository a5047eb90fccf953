/// How a word sounds, roughly: words that sound alike in English have one code.
///
/// Soundex: the first letter and three digits for the consonants after it.
///
/// Source: R. C. Russell, US patent 1,261,167, 1918; D. Knuth, "The Art of Computer Programming",
/// volume 3, section 6.
package struct Sound: Hashable, Sendable {
    package let code: [Unicode.Scalar]

    package init(_ word: some Collection<Unicode.Scalar>) {
        guard let first = word.first else {
            code = []
            return
        }
        var code = [first]
        var last = Self.group(of: first)
        for letter in word.dropFirst() where code.count < 4 {
            let group = Self.group(of: letter)
            if let group, group != last { code.append(group) }
            // A vowel parts two of a group, h and w do not.
            if letter != "h" && letter != "w" { last = group }
        }
        self.code = code
    }

    private static func group(of letter: Unicode.Scalar) -> Unicode.Scalar? {
        switch letter {
        case "b", "f", "p", "v": "1"
        case "c", "g", "j", "k", "q", "s", "x", "z": "2"
        case "d", "t": "3"
        case "l": "4"
        case "m", "n": "5"
        case "r": "6"
        case _: nil
        }
    }
}
