internal import Orchestration
internal import Screen

/// The rows of a dialog's form.
extension ConfirmationPane {
    /// With air, in the order in which they are read.
    func rows(_ width: Int) -> [Row] {
        head(width) + air + told(effects(dialog.asked, width) + forecast(dialog.asked, width)) + air
            + fields(width) + air + told(commandLines(dialog.actions, width))
    }

    /// For a box that is too low for that: all that is asked is in sight, and what is told of it
    /// comes behind, as short as it gets.
    func shortRows(_ width: Int) -> [Row] {
        head(width) + fields(width)
            + told(effects(dialog.asked, width) + shortForecast(dialog.asked, width))
            + told(commandLines(dialog.actions, width))
    }

    private func wrapped(_ label: String, _ text: String, _ width: Int, _ role: Role = .text)
        -> [Row]
    {
        Text.wrapped(text, to: max(1, width - Self.label - 1), linesMax: Self.linesMax).enumerated()
            .map {
                Row(line: .field($0 == 0 ? label : "", TextLine($1, role), width: Self.label))
            }
    }

    /// So many lines are given to one text.
    private static let linesMax = 3

    private var air: [Row] { lines(of: []) }

    private func told(_ lines: [TextLine]) -> [Row] { lines.map { Row(line: $0) } }

    /// What it is about, and the ways to do it.
    private func head(_ width: Int) -> [Row] {
        // An order about everything names no object.
        var rows =
            dialog.seen.isEmpty
            ? [] : wrapped("on", objects(width - Self.label - 1), width, .strong)
        if !dialog.about.isEmpty { rows += wrapped("about", dialog.about, width) }
        guard dialog.choices.count > 1 else { return rows }
        return rows + dialog.choices.enumerated().map { place, choice in row(choice, place) }
    }

    /// What is written and chosen, in tab order.
    private func fields(_ width: Int) -> [Row] {
        var rows: [Row] = []
        if !dialog.expected.isEmpty {
            rows += lines(of: [
                Span("To go on, type "), Span(dialog.expected, .failing, .bold),
            ])
            rows.append(entry("name", dialog.typed, .name, width))
        }
        for blank in dialog.choice?.blanks ?? [] {
            let editor = dialog.blanks[blank.kind] ?? LineEditor()
            rows.append(
                entry(blank.label, editor, .blank(blank.kind), width, hint: blank.hint)
            )
        }
        rows.append(entry(remarkLabel, dialog.reason, .reason, width, hint: remarkHint))
        if dialog.reaches.count > 1 { rows.append(reach) }
        if dialog.asksOpenRuns { rows.append(openRuns) }
        return rows
    }

    private func lines(of line: TextLine) -> [Row] { [Row(line: line)] }

    private var remarkLabel: String {
        if !dialog.reaches.isEmpty { return "comment" }
        return dialog.verb == .note ? "note" : "reason"
    }

    private var remarkHint: String {
        switch dialog.remark {
        case .optional: "may be left out"
        case .required: dialog.verb == .note ? "what is to be known" : "required; kept in the audit"
        }
    }

    /// How much of what was seen it is done to.
    private var reach: Row {
        row("scope", dialog.reaches.map(\.title), chosen: dialog.reach, .reach)
    }

    /// What becomes of the runs that are open.
    private var openRuns: Row {
        let count = dialog.asked.first.flatMap { dialog.forecast(of: $0) }?.openRuns
        let runs = count.map { "\(Figures.count($0)) " } ?? ""
        return row(
            "open runs",
            ["\(runs)keep their route", "\(runs)move"],
            chosen: dialog.openRuns == .keep ? 0 : 1,
            .openRuns
        )
    }

    /// Ways beside each other, one of them chosen.
    private func row(
        _ name: String,
        _ titles: [String],
        chosen: Int,
        _ field: Confirmation.Field
    ) -> Row {
        let hasFocus = dialog.focus == field
        let ways = titles.enumerated().flatMap { place, title -> [Span] in
            let isChosen = place == chosen
            return [
                Span(isChosen ? "(•) " : "( ) ", isChosen ? .hintKey : .muted),
                Span(title, isChosen ? .strong : .text, isChosen && hasFocus ? .selected : []),
                Span("   "),
            ]
        }
        let label = Figures.padded(name, to: Self.label) + " "
        return Row(line: TextLine([Span(label, hasFocus ? .title : .muted)] + ways), field: field)
    }

    /// What it is about: as many names as there is room for, and how many more there are.
    private func objects(_ width: Int) -> String {
        // The narrower of two ways concerns the first of what was seen.
        let isNarrow = dialog.choice.map { $0.schedule == nil } ?? false
        let all = dialog.seen.prefix(
            isNarrow ? max(1, dialog.asked.count) : dialog.seen.count
        )
        let names = all.prefix(12).map { seen in
            seen.version.map { "\(seen.name) (version \($0))" } ?? seen.name
        }
        let picked = dialog.picked.isEmpty ? "" : dialog.picked + ": "
        func text(_ count: Int) -> String {
            let more = all.count - count
            return picked + names.prefix(count).joined(separator: ", ")
                + (more > 0 ? " and \(Figures.count(more)) more" : "")
        }
        let fitting = (1...max(1, names.count)).last { count in
            Text.wrapped(text(count), to: max(1, width)).count <= Self.linesMax
        }
        return text(fitting ?? 1)
    }

    private func row(_ choice: Confirmation.Choice, _ place: Int) -> Row {
        let isChosen = place == dialog.chosen
        let hasFocus = isChosen && dialog.focus == .choices
        let line = TextLine.field(
            place == 0 ? "how" : "",
            [
                Span(isChosen ? "(•) " : "( ) ", isChosen ? .hintKey : .muted),
                Span(choice.title, isChosen ? .strong : .text, hasFocus ? .selected : []),
            ],
            width: Self.label
        )
        return Row(line: line, field: isChosen ? .choices : nil)
    }

    private func entry(
        _ label: String,
        _ editor: LineEditor,
        _ field: Confirmation.Field,
        _ width: Int,
        hint: String = ""
    ) -> Row {
        let hasFocus = dialog.focus == field
        let room = max(1, width - Self.label - 1)
        // The end of a long text is what is being typed.
        let shown =
            editor.text.count > room - 1 ? String(editor.text.suffix(room - 1)) : editor.text
        let entered: Span =
            shown.isEmpty && !hint.isEmpty
            ? Span(Text.padded(hint, to: room), .placeholder)
            : Span(Text.padded(shown, to: room), .input, hasFocus ? .bold : .dim)
        let line: TextLine = [
            Span(Figures.padded(label, to: Self.label) + " ", hasFocus ? .title : .muted), entered,
        ]
        return Row(
            line: line,
            field: field,
            editor: LineEditor(shown),
            indent: Self.label + 1
        )
    }
}
