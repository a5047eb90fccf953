internal import Orchestration
internal import Screen

/// The last line: the keys that matter here, from the registry.
struct HintLine {
    let console: Console

    /// Draws as many hints as fit; help is always among them.
    func draw(in grid: inout Grid, row: Int) {
        let width = grid.size.columns
        guard console.isBrowsing else {
            grid.write(modeHint, column: 1, row: row, limit: width - 1)
            return
        }
        var left = verbs
        let help = hint(.help)
        let tail = Text.width(help.plain) + (help.spans.isEmpty ? 0 : 2)
        var at = 1
        while let verb = left.first {
            left.removeFirst()
            let hint = self.hint(verb)
            let length = Text.width(hint.plain)
            guard length > 0, at + length + tail <= width else { continue }
            at = grid.write(hint, column: at, row: row, limit: length) + 2
        }
        grid.write(help, column: at, row: row, limit: max(0, width - at))
    }

    /// What keys do while something is typed or asked; command keys are off then.
    private var modeHint: TextLine {
        let keys: [(String, String)] =
            switch console.mode {
            case .browsing: []
            case .filtering:
                [
                    ("enter", "keep"), ("ctrl-n", "find, hide nothing"), ("tab", "complete"),
                    ("esc", "as before"), ("up down", "move"),
                ]
            case .commanding:
                [("enter", "run"), ("tab", "complete"), ("up down", "choose"), ("esc", "back")]
            case .confirming:
                [
                    ("tab", "next field"), ("up down", "choose"), ("enter", "go on"),
                    ("pgdn", "more"), ("esc", "back"),
                ]
            case .picking: [("up down", "choose"), ("enter", "take"), ("esc", "close")]
            case .binding:
                [
                    ("up down", "choose"), ("enter", "new key"), ("ctrl-x", "unbind"),
                    ("ctrl-r", "as shipped"), ("esc", "close"),
                ]
            case .reading: [("up down", "scroll"), ("y", "copy"), ("esc", "close")]
            case .sharing:
                [("+ -", "5 %"), ("up down", "target"), ("enter", "apply"), ("esc", "keep")]
            }
        return TextLine(
            keys.flatMap { [Span($0, .hintKey, .bold), Span(" \($1)  ", .hint)] }
        )
    }

    private func hint(_ verb: Verb) -> TextLine {
        guard let command = console.registry[verb], !command.keys.isEmpty else { return [] }
        let isOff = console.withTopTaken.obstacle(to: verb) != nil
        return [
            Span(command.keyName, isOff ? .muted : .hintKey, isOff ? [] : .bold),
            Span(" \(command.hint)", isOff ? .muted : .hint),
        ]
    }

    /// The verbs worth a hint, most useful first.
    private var verbs: [Verb] {
        switch console.mode {
        case .browsing: own + [.filter, .sort, .columns, .zoom, .freeze, .palette]
        case .filtering, .commanding, .confirming, .picking, .reading, .sharing, .binding: []
        }
    }

    private var focusIsLog: Bool { console.focus.isLog }

    /// What a run asks comes first: somebody waits for it.
    private var asking: [Verb] {
        let questions = (console.detail?.steps ?? []).compactMap(\.question)
        return [
            (Verb.answer, questions.contains { if case .approval = $0 { true } else { false } }),
            (.signal, questions.contains { if case .signal = $0 { true } else { false } }),
        ].filter(\.1).map(\.0)
    }

    private var own: [Verb] {
        switch console.place {
        case .overview: [.nextPane, .open, .pause, .retry, .acknowledge]
        case .workflows: [.open, .nextPane, .pause, .start, .backfill, .note, .mark]
        case .runs: [.open, .mark, .pause, .retry, .cancel, .start, .note]
        case .run where focusIsLog: [.back, .nextPane, .follow, .wrap, .times, .markLog]
        case .run:
            asking + [
                .back, .nextPane, .pause, .retry, .reroute, .why, .skip, .cancel, .payload,
                .compare, .log, .start, .note,
            ]
        case .models:
            [
                .open, .nextPane, .mark, .reroute, .throttle, .breaker, .window, .goProposals,
                .note,
            ]
        case .routing: [.reroute, .split, .throttle, .breaker, .kill, .past, .nextPane]
        case .alerts:
            [
                .acknowledge, .snooze, .escalate, .suggestion, .note, .silence, .group, .past,
                .openLink,
            ]
        case .sources: [.open, .nextPane, .pause, .compare, .goDeadLetters, .silence, .note]
        case .deadLetters: [.retry, .mark, .nextPane, .copyRow, .export]
        case .silences: [.snooze, .mark, .nextPane, .back]
        case .contexts: [.open, .nextPane, .back]
        case .proposals: [.answer, .nextPane, .back]
        case .audit: [.nextPane, .copyRow, .export]
        case .incident: [.open, .nextPane, .describe, .export]
        case .help: [.open, .describe, .back]
        }
    }
}

extension Console {
    /// Whether keys are commands.
    var isBrowsing: Bool { mode == .browsing }
}
