internal import Screen

/// A text of a log with the colours it asks for, as far as that is allowed.
///
/// Programs write colours into their logs as SGR sequences. Sixteen colours, bold, dim and underline
/// are understood and drawn in the theme's own colours; whatever else such a text says to a terminal
/// is taken out whole, and a mark stands where it was.
package struct PaintedText: Hashable, Sendable {
    /// The parts in order; an empty text has none.
    package private(set) var spans: [Span] = []

    /// The text as it is read, without what was meant for a terminal.
    package var plain: String { spans.map(\.text).joined() }

    /// Reads a text; one without sequences is one part.
    package init(_ text: String) {
        guard Self.hasSequence(text) else {
            if !text.isEmpty { spans = [Span(text)] }
            return
        }
        var reader = Reader(text.unicodeScalars[...])
        spans = reader.read()
    }

    /// Whether there is anything for a terminal in it: most texts have nothing.
    package static func hasSequence(_ text: String) -> Bool {
        text.utf8.contains { $0 == 0x1B || $0 == 0xC2 }
            && text.unicodeScalars.contains(where: begins)
    }

    private static func begins(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{1B}" || scalar == "\u{9B}" || scalar == "\u{9D}" || scalar == "\u{90}"
    }

    /// The text without its first characters.
    package func dropping(_ count: Int) -> TextLine {
        var left = count
        return TextLine(
            spans.compactMap { span in
                let text = String(span.text.dropFirst(left))
                left = max(0, left - span.text.count)
                return text.isEmpty ? nil : Span(text, span.role, span.emphasis)
            }
        )
    }

    /// The text broken into lines of so many cells, each with its colours.
    package func wrapped(to width: Int, linesMax: Int) -> [TextLine] {
        let lines = Text.wrapped(plain, to: width, linesMax: linesMax)
        guard spans.count > 1 || spans.first?.role != .text else {
            return lines.map { TextLine($0) }
        }
        var looks = spans.flatMap { span in
            span.text.map { (character: $0, span: Span("", span.role, span.emphasis)) }
        }[...]
        return lines.map { line in
            var parts: [Span] = []
            for character in line {
                // Blanks at which a line was broken are in none of them.
                while let next = looks.first?.character, next.isWhitespace, next != character {
                    looks.removeFirst()
                }
                let look = looks.popFirst()?.span ?? Span("")
                if let last = parts.last, last.role == look.role, last.emphasis == look.emphasis {
                    parts[parts.count - 1].text.append(character)
                } else {
                    parts.append(Span(String(character), look.role, look.emphasis))
                }
            }
            return TextLine(parts)
        }
    }
}

/// Walks through a text and its sequences.
private struct Reader {
    private var rest: Substring.UnicodeScalarView
    private var spans: [Span] = []
    private var text = String.UnicodeScalarView()
    private var look = Look()

    init(_ text: Substring.UnicodeScalarView) { rest = text }

    mutating func read() -> [Span] {
        while let scalar = rest.popFirst() { take(scalar) }
        flush()
        return spans
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\u{1B}": takeEscape()
        case "\u{9B}": takeControl()
        case "\u{9D}", "\u{90}": takeString()
        default: text.append(scalar)
        }
    }

    private mutating func takeEscape() {
        switch rest.popFirst() {
        case "[": takeControl()
        case "]", "P", "X", "^", "_": takeString()
        case nil: mark()
        // Charsets have one more character, all others are two: nothing of them is text.
        case "("?, ")"?, "*"?, "+"?, "#"?, "%"?:
            _ = rest.popFirst()
            mark()
        default: mark()
        }
    }

    /// `CSI`, parameters, and a letter: colours where the letter is `m` and nothing odd is between.
    private mutating func takeControl() {
        var parameters = ""
        var isPlain = true
        // A sequence that does not end within so much is none.
        for _ in 0..<64 {
            guard let scalar = rest.popFirst() else { return mark() }
            switch scalar.value {
            case 0x30...0x39, 0x3A, 0x3B: parameters.unicodeScalars.append(scalar)
            case 0x20...0x2F, 0x3C...0x3F: isPlain = false
            case 0x6D where isPlain: return paint(parameters)
            case 0x40...0x7E: return mark()
            default:
                // Not of a sequence: it is read as what it is, perhaps the beginning of another.
                mark()
                return take(scalar)
            }
        }
        mark()
    }

    /// A string of the terminal, an OSC or its like, up to what ends it; never any of it is shown.
    private mutating func takeString() {
        while let scalar = rest.popFirst() {
            if scalar == "\u{07}" || scalar == "\u{9C}" { break }
            if scalar == "\u{1B}" {
                if rest.first == "\\" { rest.removeFirst() }
                break
            }
        }
        mark()
    }

    private mutating func paint(_ parameters: String) {
        var next = look
        guard next.take(parameters) else { return mark() }
        guard next != look else { return }
        flush()
        look = next
    }

    /// Shows that something was taken out.
    private mutating func mark() {
        flush()
        spans.append(Span(String(Cluster.mark), .unsafe))
    }

    private mutating func flush() {
        guard !text.isEmpty else { return }
        spans.append(Span(String(text), look.role, look.emphasis))
        text = String.UnicodeScalarView()
    }
}

/// What the sequences so far ask for.
private struct Look: Hashable {
    private var colour: Int?
    private(set) var emphasis: Emphasis = []

    /// The theme's role for the colour: a log may not paint what no theme has.
    var role: Role {
        switch colour.map({ $0 % 8 }) {
        case 1: .failing
        case 2: .ok
        case 3: .warning
        case 4: .info
        case 5: .drifting
        case 6: .cooling
        case 0: .muted
        case 7: .strong
        default: .text
        }
    }

    /// Takes the parameters of one sequence; false where one of them is not allowed.
    mutating func take(_ parameters: String) -> Bool {
        let codes = parameters.split(separator: ";", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? 0 : Int($0) ?? -1 }
        return codes.allSatisfy { take(code: $0) }
    }

    private mutating func take(code: Int) -> Bool {
        switch code {
        case 0: self = Look()
        case 1: emphasis.insert(.bold)
        case 2: emphasis.insert(.dim)
        case 4: emphasis.insert(.underline)
        case 22: emphasis.subtract([.bold, .dim])
        case 24: emphasis.remove(.underline)
        case 30...37: colour = code - 30
        case 90...97: colour = code - 90
        case 39: colour = nil
        // Italic and backgrounds carry nothing that the words do not: they are let go in peace.
        case 3, 23, 40...47, 49, 100...107: break
        default: return false
        }
        return true
    }
}
