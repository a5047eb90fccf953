extension PatternParser {
    /// An escape outside a class.
    mutating func escape() throws(PatternError) -> PatternNode {
        position += 1
        switch next {
        case "A": return place(.textStart)
        case "z": return place(.textEnd)
        case "b": return place(.wordEdge)
        case "B": return place(.noWordEdge)
        default: break
        }
        if let set = try classEscape() { return node(set) }
        return try node(.one(scalarEscape()))
    }

    /// A class in brackets.
    mutating func characterClass() throws(PatternError) -> ScalarSet {
        position += 1
        let isNegated = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        var categories: [ScalarSet.Category] = []
        var isFirst = true
        while isFirst || next != "]" {
            guard next != nil else { throw error("missing ']'") }
            isFirst = false
            if let set = try innerSet() {
                try set.add(to: &ranges, &categories, error("a negated class within a class"))
            } else {
                ranges.append(try range())
            }
        }
        position += 1
        return .ranges(ranges, categories: categories, isNegated: isNegated)
    }

    private mutating func place(_ place: Pattern.Place) -> PatternNode {
        position += 1
        return .place(place)
    }

    private mutating func innerSet() throws(PatternError) -> ScalarSet? {
        if next == "[", position + 1 < scalars.count, scalars[position + 1] == ":" {
            return try posixClass()
        }
        guard next == "\\" else { return nil }
        position += 1
        if let set = try classEscape() { return set }
        position -= 1
        return nil
    }

    private mutating func range() throws(PatternError) -> ClosedRange<UInt32> {
        let low = try member()
        guard next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
            return low.value...low.value
        }
        position += 1
        let high = try member()
        guard low <= high else { throw error("the range \(low)-\(high) is reversed") }
        return low.value...high.value
    }

    private mutating func member() throws(PatternError) -> Unicode.Scalar {
        guard let scalar = next else { throw error("missing ']'") }
        position += 1
        return scalar == "\\" ? try scalarEscape() : scalar
    }

    /// The class that an escape names; nil when it names none.
    ///
    /// The backslash is used up.
    private mutating func classEscape() throws(PatternError) -> ScalarSet? {
        guard let letter = next else { throw error("a backslash at the end") }
        switch letter {
        case "d", "D": return named("digit", isNegated: letter == "D")
        case "w", "W": return named("word", isNegated: letter == "W")
        case "s", "S":
            position += 1
            // Unlike [:space:], without the vertical tab.
            let ranges: [ClosedRange<UInt32>] = [9...10, 12...13, 32...32]
            return .ranges(ranges, categories: [], isNegated: letter == "S")
        case "p", "P": return try category(isNegated: letter == "P")
        default: return nil
        }
    }

    private mutating func named(_ name: String, isNegated: Bool) -> ScalarSet? {
        position += 1
        return Self.posix[name].map { .ranges($0, categories: [], isNegated: isNegated) }
    }

    private mutating func category(isNegated: Bool) throws(PatternError) -> ScalarSet {
        position += 1
        var name = String.UnicodeScalarView()
        if take("{") {
            while let scalar = next, scalar != "}" {
                name.append(scalar)
                position += 1
            }
            guard take("}") else { throw error("missing '}'") }
        } else if let scalar = next {
            name.append(scalar)
            position += 1
        }
        let inverts = name.first == "^"
        if inverts { name.removeFirst() }
        if String(name) == "Any" {
            return .ranges([], categories: [], isNegated: isNegated == inverts)
        }
        let category = ScalarSet.Category(name: String(name), isNegated: isNegated != inverts)
        guard category.isKnown else { throw error("unknown category '\(String(name))'") }
        return .ranges([], categories: [category], isNegated: false)
    }

    private mutating func posixClass() throws(PatternError) -> ScalarSet {
        position += 2
        let isNegated = take("^")
        var name = String.UnicodeScalarView()
        while let scalar = next, ("a"..."z").contains(scalar) {
            name.append(scalar)
            position += 1
        }
        guard take(":"), take("]"), let ranges = Self.posix[String(name)] else {
            throw error("unknown class [:\(String(name)):]")
        }
        return .ranges(ranges, categories: [], isNegated: isNegated)
    }

    /// The character that an escape stands for; the backslash is used up.
    private mutating func scalarEscape() throws(PatternError) -> Unicode.Scalar {
        guard let letter = next else { throw error("a backslash at the end") }
        position += 1
        switch letter {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "f": return "\u{0C}"
        case "v": return "\u{0B}"
        case "a": return "\u{07}"
        case "x": return try hexadecimal()
        case "0"..."7": return try octal(letter)
        default:
            guard letter.isASCII, !letter.isWord || letter == "_" else {
                throw error("unknown escape '\\\(letter)'")
            }
            return letter
        }
    }

    private mutating func hexadecimal() throws(PatternError) -> Unicode.Scalar {
        let isBraced = take("{")
        var digits = ""
        while let scalar = next, scalar.properties.isASCIIHexDigit,
            digits.utf8.count < (isBraced ? 8 : 2)
        {
            digits.unicodeScalars.append(scalar)
            position += 1
        }
        let closes = isBraced ? take("}") : digits.utf8.count == 2
        guard closes, let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value)
        else { throw error("a hexadecimal escape is \\x41 or \\x{1F600}") }
        return scalar
    }

    private mutating func octal(_ first: Unicode.Scalar) throws(PatternError) -> Unicode.Scalar {
        var digits = String(first)
        while let scalar = next, ("0"..."7").contains(scalar), digits.utf8.count < 3 {
            digits.unicodeScalars.append(scalar)
            position += 1
        }
        guard first == "0" || digits.utf8.count == 3, let value = UInt32(digits, radix: 8),
            let scalar = Unicode.Scalar(value)
        else { throw error("back references are not in RE2") }
        return scalar
    }

    private static let posix: [String: [ClosedRange<UInt32>]] = [
        "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A], "alpha": [0x41...0x5A, 0x61...0x7A],
        "ascii": [0...0x7F], "blank": [9...9, 32...32], "cntrl": [0...0x1F, 0x7F...0x7F],
        "digit": [0x30...0x39], "graph": [0x21...0x7E], "lower": [0x61...0x7A],
        "print": [0x20...0x7E], "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E],
        "space": [9...13, 32...32], "upper": [0x41...0x5A],
        "word": [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A],
        "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
    ]
}

extension ScalarSet {
    /// Adds what is in the set to a class under construction.
    fileprivate func add(
        to ranges: inout [ClosedRange<UInt32>],
        _ categories: inout [Category],
        _ failure: PatternError
    ) throws(PatternError) {
        switch self {
        case .one(let scalar): ranges.append(scalar.value...scalar.value)
        case .ranges(let more, let moreCategories, false):
            ranges += more
            categories += moreCategories
        case .ranges(let more, let moreCategories, true):
            guard moreCategories.isEmpty else { throw failure }
            var start: UInt32 = 0
            for range in more.sorted(by: { $0.lowerBound < $1.lowerBound }) {
                if range.lowerBound > start { ranges.append(start...range.lowerBound - 1) }
                start = range.upperBound + 1
            }
            ranges.append(start...0x10FFFF)
        }
    }
}
