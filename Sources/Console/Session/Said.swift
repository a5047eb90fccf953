package import Orchestration
internal import Screen

/// What the console said, and when: the lines of `:log`.
package struct Said: Hashable, Sendable {
    package let at: Instant
    package let text: String
    package let tone: Notice.Tone

    /// At most so many are kept.
    static let kept = 500
}

extension Console {
    /// Remembers a sentence; the same again at once is one.
    mutating func record(_ text: String, _ tone: Notice.Tone) {
        if said.last?.text == text { said.removeLast() }
        said.append(Said(at: now, text: text, tone: tone))
        if said.count > Said.kept { said.removeFirst(said.count - Said.kept) }
    }

    /// All that was said, the newest first.
    mutating func showLog() {
        let width = min(106, max(20, size.columns - 6))
        let lines = said.reversed().flatMap { entry -> [TextLine] in
            let (word, role): (String, Role) =
                switch entry.tone {
                case .done: ("done", .ok)
                case .refused: ("no", .warning)
                case .hint: ("", .muted)
                }
            let head: TextLine = [
                Span(Figures.clock(entry.at) + " ", .muted), Span(Text.padded(word, to: 5), role),
            ]
            return Text.wrapped(entry.text, to: max(1, width - 15), linesMax: 4).enumerated().map {
                $0 == 0 ? head + TextLine($1) : TextLine(Text.blanks(15) + $1)
            }
        }
        let none = [TextLine("nothing was said yet", .muted)]
        mode = .reading(Sheet(title: "What was said", lines: lines.isEmpty ? none : lines))
    }

    /// Which program this is, and what changed.
    mutating func showVersion() {
        let lines = about.flatMap { line -> [TextLine] in
            line.isEmpty
                ? [[]]
                : Text.wrapped(line, to: max(1, size.columns - 6), linesMax: 4).map { TextLine($0) }
        }
        mode = .reading(Sheet(title: "Version", lines: lines))
    }
}
