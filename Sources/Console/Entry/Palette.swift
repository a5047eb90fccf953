package import Screen

/// The command line behind `:`.
package struct Palette: Hashable, Sendable {
    package private(set) var editor = LineEditor()
    /// Which of the suggestions is chosen.
    package private(set) var chosen = 0
    /// What was run before, newest last.
    package let history: [String]
    /// Which line of the history is shown; nil while something new is typed.
    private var recalled: Int?

    package init(history: [String], text: String = "") {
        self.history = history
        editor = LineEditor(text)
    }

    /// What a key led to.
    package enum Verdict: Hashable, Sendable {
        case open, closed
        /// Run this line.
        case run(String)
    }

    /// Takes a key.
    /// - Parameters:
    ///   - key: The key.
    ///   - suggestions: Whole lines, best first, for what is typed now.
    ///   - goesOn: Whether a completed line may be followed by more.
    /// - Returns: Whether the palette stays open, closes, or has a line to run.
    package mutating func take(
        _ key: Key,
        suggestions: [String],
        goesOn: (String) -> Bool = { _ in false }
    ) -> Verdict {
        switch key.code {
        case .escape: return .closed
        case .enter: return .run(line(of: suggestions))
        case .tab: complete(suggestions, goesOn)
        case .down where recalled == nil:
            chosen = suggestions.isEmpty ? 0 : min(chosen + 1, suggestions.count - 1)
        case .up where chosen > 0: chosen -= 1
        case .up: recall(-1)
        case .down: recall(1)
        case .right where editor.cursor == editor.text.count: complete(suggestions, goesOn)
        case .backspace where editor.text.isEmpty: return .closed
        default:
            guard editor.take(key) else { return .open }
            chosen = 0
            recalled = nil
        }
        return .open
    }

    /// Takes a paste.
    package mutating func paste(_ text: String) { editor.insert(text) }

    /// What enter runs: the line as typed where it names a command, else the chosen suggestion.
    private func line(of suggestions: [String]) -> String {
        if chosen == 0, suggestions.contains(editor.text) || editor.text.contains(" ") {
            return editor.text
        }
        return suggestions.indices.contains(chosen) ? suggestions[chosen] : editor.text
    }

    private mutating func complete(_ suggestions: [String], _ goesOn: (String) -> Bool) {
        guard suggestions.indices.contains(chosen) else { return }
        let line = suggestions[chosen]
        editor = LineEditor(goesOn(line) ? line + " " : line)
        chosen = 0
    }

    private mutating func recall(_ step: Int) {
        guard !history.isEmpty else { return }
        let at = (recalled ?? history.count) + step
        guard history.indices.contains(at) else {
            if at >= history.count {
                recalled = nil
                editor = LineEditor()
            }
            return
        }
        recalled = at
        editor = LineEditor(history[at])
    }
}
