/// Which rows of a list to show, as typed into any list and on the command line.
///
/// | form | matches rows |
/// | --- | --- |
/// | `word`, `"two words"` | with that text; case counts only when it has an upper case letter |
/// | `~wrd` | with those letters in that order |
/// | `/a+b/` | in which the pattern is found (`Pattern`'s syntax) |
/// | `field=value`, `field=a,b` | whose field is that, or one of those; `field=` is absent or empty |
/// | `field!=value`, `field!=a,b` | whose field is none of those |
/// | `p95>2s`, `>=`, `<`, `<=` | whose field is more, or less |
/// | `!x`, `-field=value` | that x does not match |
/// | `x y`, `x and y`, `x or y`, `(x)` | that both, or one of them, match; `and` binds tighter |
package struct Filter: Hashable, Sendable {
    /// The text it was parsed from.
    package let source: String
    /// What it says; nil matches every row.
    package let root: Node?

    /// Matches every row.
    package static let all = Filter(source: "", root: nil)

    /// Parses `source`; blanks alone match every row.
    package init(parsing source: String) throws(FilterError) {
        var parser = try FilterParser(source)
        self.init(source: source, root: try parser.parse())
    }

    private init(source: String, root: Node?) {
        self.source = source
        self.root = root
    }

    /// A condition, or several joined.
    package indirect enum Node: Hashable, Sendable {
        case all([Node])
        case any([Node])
        case not(Node)
        case clause(Clause)
    }

    /// One condition on a row.
    package enum Clause: Hashable, Sendable {
        /// Text that the row has somewhere.
        case text(Needle)
        /// Letters that the row has in this order.
        case fuzzy(Needle)
        case pattern(Pattern)
        /// The field is one of the operands; none means it is absent or empty.
        case isOne(field: String, of: [Operand])
        case compares(field: String, Comparison, Operand)
    }

    /// How a field compares to an operand.
    package enum Comparison: String, Hashable, Sendable {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    /// Text to look for.
    package struct Needle: Hashable, Sendable {
        package let text: String

        /// Case counts only when the text has an upper case letter.
        package var ignoresCase: Bool { !text.contains(where: \.isUppercase) }
    }

    /// What a field is compared to, as typed.
    package struct Operand: Hashable, Sendable {
        package let text: String

        /// The number it writes, `30%` being 0.3; nil when it writes none.
        package var number: Double? {
            let isPercent = text.hasSuffix("%")
            let number = Double(isPercent ? String(text.dropLast()) : text)
            return number.map { isPercent ? $0 / 100 : $0 }
        }

        /// The duration it writes, a plain number being seconds.
        package var duration: Duration? {
            Duration(text: text) ?? Duration(text: text + "s")
        }

        /// The moment it writes as RFC 3339, or as a date alone, which is its first moment in UTC.
        package var instant: Instant? { Instant(text: text) ?? Instant(text: text + "T00:00:00Z") }
    }
}

/// Why a filter could not be read.
package struct FilterError: Error, Hashable, Sendable {
    /// What is wrong, in one sentence.
    package let message: String
    /// UTF-8 offset into the source.
    package let offset: Int

    package init(_ message: String, at offset: Int) {
        self.message = message
        self.offset = offset
    }
}
