internal import Orchestration
internal import Screen

extension Console {
    /// Draws the draft of a route's shares: what is, what would be, and what speaks against it.
    func draw(_ draft: ShareDraft, in grid: inout Grid, _ glyphs: Glyphs) {
        let body = Chrome.body(of: grid.size)
        let width = min(body.width, 76)
        let lines = shareLines(of: draft, width: width - 4)
        let height = min(body.height, lines.count + 2)
        let rect = Rect(
            x: body.x + (body.width - width) / 2,
            y: body.y + (body.height - height) / 2,
            width: width,
            height: height
        )
        grid.clear(rect)
        grid.box(
            rect,
            title: "Shares of \(draft.route)",
            titleRight: draft.isChanged ? "draft" : "as now",
            focused: true,
            glyphs: glyphs
        )
        for (row, line) in lines.prefix(max(0, height - 2)).enumerated() {
            let y = rect.y + 1 + row
            grid.write(line, column: rect.x + 2, row: y, limit: width - 4)
            guard row == draft.chosen + 1 else { continue }
            grid.emphasize(Rect(x: rect.x + 1, y: y, width: width - 2, height: 1), .selected)
            grid.cursor = (rect.x + 1, y)
        }
    }

    private func shareLines(of draft: ShareDraft, width: Int) -> [TextLine] {
        let name = max(10, min(22, width - 42))
        let head = "  " + Text.padded("TARGET", to: name) + " ST       NOW   DRAFT"
        var lines = [TextLine(head, .muted)]
        lines += draft.shares.enumerated().map { place, share in
            line(share, isChosen: place == draft.chosen, name: name)
        }
        let found = checks(of: draft)
        lines.append([])
        lines += found.flatMap { Paragraph.field("check", $0, width, role: .warning) }
        if found.isEmpty {
            lines.append(.field("check", TextLine("nothing speaks against it", .ok)))
        }
        lines += [[], TextLine("DRY RUN", .muted)]
        if let forecast = draft.forecast {
            lines += ForecastLines(forecast).shortLines(width)
        } else {
            lines.append(TextLine("asking what it would have meant", .muted))
        }
        lines.append([])
        let keys = [
            ("+ -", "5 %"), ("enter", "apply, after a look"), ("d", "drop"), ("esc", "keep"),
        ]
        lines.append(
            TextLine(keys.flatMap { [Span($0.0, .hintKey, .bold), Span(" \($0.1)  ", .hint)] })
        )
        return lines
    }

    private func line(
        _ share: ShareDraft.Share,
        isChosen: Bool,
        name: Int
    ) -> TextLine {
        let state = model(share.model)?.state ?? .noData
        let before = share.before.map { "\($0)%" } ?? Figures.missing
        let head: TextLine = [
            Span(isChosen ? "> " : "  ", .hintKey, .bold),
            Span(Text.padded(moment().plain(share.model), to: name), .strong), Span(" "),
            Span(Text.padded(state.rawValue, to: 6), state.role),
            Span(Text.padded(before, to: 6, .trailing), .muted),
            Span(
                Text.padded("\(share.percent)%", to: 8, .trailing),
                share.percent == share.before ? .text : .warning,
                .bold
            ),
            Span("  "),
        ]
        return head + Bar.line(Double(share.percent) / 100, width: 10)
    }
}
