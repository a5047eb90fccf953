/// A set of Unicode scalars: one, or ranges and properties, possibly all others.
enum ScalarSet: Sendable {
    case one(Unicode.Scalar)
    case ranges([ClosedRange<UInt32>], categories: [Category], isNegated: Bool)

    /// General categories by RE2's name, of one or two letters, possibly all others.
    struct Category: Sendable {
        let name: String
        let isNegated: Bool
    }

    /// Every scalar.
    static let any = ScalarSet.ranges([], categories: [], isNegated: true)
    /// Every scalar but the line feed.
    static let notNewline = ScalarSet.ranges([10...10], categories: [], isNegated: true)

    /// Whether `scalar` is in it.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .one(let one): return one == scalar
        case .ranges(let ranges, let categories, let isNegated):
            let isIn =
                ranges.contains { $0.contains(scalar.value) }
                || categories.contains { $0.contains(scalar) }
            return isIn != isNegated
        }
    }

    /// The set with the other case of every letter, as far as one scalar has one other.
    var foldingCase: ScalarSet {
        switch self {
        case .one(let scalar):
            let forms = Set([scalar.value, scalar.lower.value, scalar.upper.value])
            guard forms.count > 1 else { return self }
            return .ranges(forms.sorted().map { $0...$0 }, categories: [], isNegated: false)
        case .ranges(let ranges, let categories, let isNegated):
            var folded = ranges
            for range in ranges { folded += Self.otherCases(range) }
            return .ranges(folded, categories: categories, isNegated: isNegated)
        }
    }

    /// ASCII by rule; beyond it, one scalar at a time and no more than 4,096 of them.
    private static func otherCases(_ range: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
        let lower = range.clamped(to: 0x61...0x7A)
        let upper = range.clamped(to: 0x41...0x5A)
        var others: [ClosedRange<UInt32>] = []
        if range.overlaps(0x61...0x7A) {
            others.append(lower.lowerBound - 32...lower.upperBound - 32)
        }
        if range.overlaps(0x41...0x5A) {
            others.append(upper.lowerBound + 32...upper.upperBound + 32)
        }
        for value in range.prefix(4096) where value > 0x7F {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for other in [scalar.lower, scalar.upper] where other != scalar {
                others.append(other.value...other.value)
            }
        }
        return others
    }
}

extension ScalarSet.Category {
    /// Whether the name is a category we know.
    var isKnown: Bool { Self.names.contains(name) }

    /// Whether `scalar` is of the category.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let category = Self.name(of: scalar.properties.generalCategory)
        return (category.hasPrefix(name)) != isNegated
    }

    private static let names: Set<String> = [
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc",
        "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp",
        "C", "Cc", "Cf", "Cs", "Co", "Cn",
    ]

    private static func name(of category: Unicode.GeneralCategory) -> String {
        switch category {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }
}

extension Unicode.Scalar {
    /// Its lower case when that is one scalar, else itself.
    fileprivate var lower: Unicode.Scalar { Self.only(properties.lowercaseMapping) ?? self }

    /// Its upper case when that is one scalar, else itself.
    fileprivate var upper: Unicode.Scalar { Self.only(properties.uppercaseMapping) ?? self }

    private static func only(_ text: String) -> Unicode.Scalar? {
        text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
    }
}
