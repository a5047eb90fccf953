/// Text as identities compare it: lower-case letters and digits, without marks and signs.
typealias Letters = [Unicode.Scalar]

/// What is left of text from outside when only what identifies is kept.
enum Plain {
    /// No name, street or number that somebody has is longer; comparing grows with its square.
    static let lengthMax = 64

    /// Letters and digits in lower case, without spaces, signs and accents.
    static func letters(_ text: String) -> Letters {
        Array(folded(text).lazy.filter(isWord).prefix(lengthMax))
    }

    /// The same, of letters alone: `lucy.hainke78` is `lucyhainke`.
    static func letters(of word: Letters) -> Letters { word.filter { !isDigit($0) } }

    /// The decimal digits of a text.
    static func digits(_ text: String) -> Letters {
        Array(text.unicodeScalars.lazy.filter(isDigit).prefix(lengthMax))
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || isDigit(scalar)
    }

    private static func folded(_ text: String) -> Letters {
        text.prefix(lengthMax * 4).unicodeScalars.flatMap { scalar -> Letters in
            if scalar.isASCII { return [lowered(scalar)] }
            let low = scalar.properties.lowercaseMapping.unicodeScalars
            return low.flatMap { unaccented[$0] ?? [$0] }
        }
    }

    private static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
    }

    /// Latin letters that one keyboard has and the next has not.
    private static let unaccented: [Unicode.Scalar: Letters] = {
        let rows = [
            "a àáâãäåāăą", "c çćĉċč", "d ďđð", "e èéêëēĕėęě", "g ĝğġģ", "h ĥħ", "i ìíîïĩīĭįı",
            "j ĵ",
            "k ķ", "l ĺļľŀł", "n ñńņňŉ", "o òóôõöøōŏő", "r ŕŗř", "s śŝşšș", "t ţťŧț",
            "u ùúûüũūŭůűų",
            "w ŵ", "y ýÿŷ", "z źżž", "ss ß", "ae æ", "oe œ", "th þ",
        ]
        var table: [Unicode.Scalar: Letters] = [:]
        for row in rows {
            let parts = row.split(separator: " ")
            for scalar in parts[1].unicodeScalars { table[scalar] = Array(parts[0].unicodeScalars) }
        }
        return table
    }()
}

extension Letters {
    /// As text, to be shown.
    var text: String { String(String.UnicodeScalarView(self)) }

    /// By code point, as a dictionary has words.
    func precedes(_ other: Letters) -> Bool { lexicographicallyPrecedes(other) }
}
