package import Screen

/// A run of text with one meaning.
package struct Span: Hashable, Sendable {
    package var text: String
    package var role: Role
    package var emphasis: Emphasis

    package init(_ text: String, _ role: Role = .text, _ emphasis: Emphasis = []) {
        self.text = text
        self.role = role
        self.emphasis = emphasis
    }
}

/// One line of a pane, before it is clipped.
package struct TextLine: Hashable, Sendable, ExpressibleByArrayLiteral,
    ExpressibleByStringLiteral
{
    package var spans: [Span]

    package init(_ spans: [Span]) { self.spans = spans }
    package init(arrayLiteral elements: Span...) { spans = elements }
    package init(stringLiteral value: String) { spans = [Span(value)] }
    package init(_ text: String, _ role: Role = .text, _ emphasis: Emphasis = []) {
        spans = [Span(text, role, emphasis)]
    }

    /// The text without its roles.
    package var plain: String { spans.map(\.text).joined() }

    /// The label of a line made by `field`; empty for other lines.
    var label: String {
        guard let first = spans.first, spans.count > 1, first.role == .muted else { return "" }
        return String(first.text.prefix { $0 != " " })
    }

    package static func + (a: TextLine, b: TextLine) -> TextLine { TextLine(a.spans + b.spans) }

    /// A label, padded to `width`, and what it names: the lines of a detail pane.
    package static func field(_ label: String, _ rest: TextLine, width: Int = 9) -> TextLine {
        [Span(Figures.padded(label, to: width) + " ", .muted)] + rest
    }

    /// A label and a plain text.
    package static func field(_ label: String, _ text: String, width: Int = 9) -> TextLine {
        field(label, TextLine(text), width: width)
    }
}

extension TextLine {
    /// The line clipped and filled to a width.
    func fitted(to width: Int) -> TextLine {
        var spans: [Span] = []
        var left = max(0, width)
        for span in self.spans where left > 0 {
            let text = Text.clipped(span.text, to: left)
            spans.append(Span(text, span.role, span.emphasis))
            left -= Text.width(text)
        }
        return TextLine(spans + [Span(Text.blanks(left))])
    }
}
