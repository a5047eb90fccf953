/// What a grapheme cluster is to a terminal: how wide it is, and whether it may be sent at all.
///
/// This is the one place that decides which text is safe. Controls, escape characters, bidi
/// controls, zero-width, private-use and unassigned characters, broken emoji sequences and heaps
/// of combining marks are not: the cell layer shows `Cluster.mark` in their place.
package enum Cluster: Hashable, Sendable {
    /// Occupies one or two cells and is sent as it is.
    case safe(width: Int)
    /// Never reaches a terminal.
    case unsafe

    /// What stands where something unsafe was.
    package static let mark: Character = "·"
    /// What stands where text was cut.
    package static let ellipsis: Character = "…"
    /// The longest cluster that is still text: two people with skin tones, a heart and a kiss.
    static let scalarsMax = 10

    /// Judges one grapheme cluster.
    package init(_ character: Character) {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else {
            self = .unsafe
            return
        }
        if scalars.index(after: scalars.startIndex) == scalars.endIndex {
            self = Cluster(alone: first)
        } else if scalars.count > Self.scalarsMax {
            self = .unsafe
        } else {
            self = Cluster(sequence: scalars, base: first)
        }
    }

    /// Whether every terminal agrees about the width of a safe character.
    package static func isPredictable(_ character: Character) -> Bool {
        let scalars = character.unicodeScalars
        guard let first = scalars.first,
            scalars.index(after: scalars.startIndex) == scalars.endIndex
        else { return false }
        switch first.value {
        case 0x20...0x7E, 0xA1...0x2FF, 0x370...0x4FF, 0x2010...0x2027, 0x2190...0x21FF,
            0x2500...0x25FC, 0x2800...0x28FF, 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xAC00...0xD7A3:
            return true
        default: return false
        }
    }

    private init(alone scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x2190...0x2211, 0x2500...0x25FC,
            0x2800...0x28FF:
            self = .safe(width: 1)
        case 0x3041...0x3096, 0x30A1...0x30FA, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
            self = .safe(width: 2)
        default:
            let mayStandAlone = scalar.mayBegin && !scalar.isRegionalIndicator
            self = mayStandAlone ? .safe(width: scalar.columns) : .unsafe
        }
    }

    private init(sequence scalars: Character.UnicodeScalarView, base: Unicode.Scalar) {
        guard base.mayBegin else {
            self = .unsafe
            return
        }
        if base.isRegionalIndicator {
            self = scalars.allSatisfy(\.isRegionalIndicator) ? .safe(width: 2) : .unsafe
            return
        }
        var width = base.columns
        var previous = base
        for scalar in scalars.dropFirst() {
            guard let columns = Self.columns(of: scalar, after: previous, base: base) else {
                self = .unsafe
                return
            }
            width = max(width, columns)
            previous = scalar
        }
        self = previous.value == Self.joiner ? .unsafe : .safe(width: width)
    }

    /// The columns a cluster needs because of one more scalar in it; nil when it may not be there.
    private static func columns(
        of scalar: Unicode.Scalar,
        after previous: Unicode.Scalar,
        base: Unicode.Scalar
    ) -> Int? {
        switch scalar.value {
        case joiner: base.isPictograph ? 2 : nil
        case emojiVariation: previous.properties.isEmoji ? 2 : nil
        case textVariation: previous.properties.isEmoji ? 0 : nil
        case 0xFE00...0xFE0D, 0xE0100...0xE01EF: base.properties.isIdeographic ? 0 : nil
        case _ where previous.value == joiner: scalar.isPictograph ? 2 : nil
        case _ where scalar.properties.isEmojiModifier:
            previous.properties.isEmojiModifierBase || previous.value == emojiVariation ? 2 : nil
        default: scalar.isPrintable ? scalar.columns : nil
        }
    }

    private static let joiner: UInt32 = 0x200D
    private static let textVariation: UInt32 = 0xFE0E
    private static let emojiVariation: UInt32 = 0xFE0F
}

extension Unicode.Scalar {
    /// Half of a flag.
    fileprivate var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }

    /// May begin or follow in a joined emoji sequence; digits and `#` are "emoji" but may not.
    fileprivate var isPictograph: Bool { value > 0xA8 && properties.isEmoji }

    /// May begin a cell: it joins neither the cell before it nor the one after it.
    fileprivate var mayBegin: Bool {
        guard isPrintable, !isMark, !isTrailingJamo else { return false }
        if WideRanges.contain(self), !properties.isEmojiModifier { return true }
        let between = String([Cluster.mark, Character(self), Cluster.mark])
        return between.count == 3 || isRegionalIndicator
    }

    /// A vowel or final consonant, which a terminal would draw into the syllable before it.
    private var isTrailingJamo: Bool {
        (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value)
    }

    /// A mark that is drawn over its base; alone it would be drawn over whatever came before.
    fileprivate var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: false
        }
    }

    /// Shows something, and only that: no control, no reordering, no invisible ink.
    fileprivate var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            false
        // Blank letters and blank fillers would let one name pass for another.
        default: !properties.isDefaultIgnorableCodePoint
        }
    }

    /// The columns of this scalar on its own, as part of a cluster.
    fileprivate var columns: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: 0
        default: WideRanges.contain(self) || properties.isEmojiPresentation ? 2 : 1
        }
    }
}
