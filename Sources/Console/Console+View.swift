internal import Orchestration
package import Screen

extension Console {
    /// The screen as cells: a pure function of this value.
    package func view(in size: Size, glyphs: Glyphs) -> Grid {
        var grid = Grid(size)
        guard Room(size) != .line else {
            OneLine(console: self).draw(in: &grid)
            return grid
        }
        for frame in frames(in: size) { draw(frame, in: &grid, glyphs) }
        if let tabs = paneTabs(in: size) { PaneTabs(console: self).draw(in: &grid, tabs) }
        if let other = companion(in: size) {
            for frame in other.frames(in: size) { other.draw(frame, in: &grid, glyphs) }
        }
        if snapshot?.environment.isProduction == true {
            grid.recolour(Chrome.body(of: size), .border, as: .productionFrame)
        }
        if isStale || !isLive, place != .contexts { grid.emphasize(Chrome.body(of: size), .dim) }
        Header(console: self).draw(in: &grid)
        TabLine(console: self, width: size.columns).draw(in: &grid)
        drawFooter(in: &grid)
        drawOverlay(in: &grid, glyphs)
        return grid
    }

    private func drawFooter(in grid: inout Grid) {
        let last = grid.size.rows - 1
        guard Chrome.footer(of: grid.size) > 1 else {
            if notice != nil || !isBrowsing {
                MessageLine(console: self).draw(in: &grid, row: last)
            } else {
                HintLine(console: self).draw(in: &grid, row: last)
            }
            return
        }
        MessageLine(console: self).draw(in: &grid, row: last - 1)
        HintLine(console: self).draw(in: &grid, row: last)
    }

    private func draw(_ frame: Frame, in grid: inout Grid, _ glyphs: Glyphs) {
        let isFocused = hasFocus(frame.pane)
        if frame.pane == .steps, drawGraph(frame, in: &grid, glyphs) { return }
        if frame.pane == .help, drawHelp(frame, in: &grid, glyphs) { return }
        if frame.pane == .modelCharts { return drawCharts(frame, in: &grid, glyphs) }
        guard frame.pane.isList else { return drawText(frame, in: &grid, glyphs) }
        var pane = TablePane(
            frame: frame,
            state: list(of: frame.pane),
            title: title(of: frame.pane),
            note: note(of: frame.pane),
            isFocused: isFocused,
            isActive: takesKeys && focus.master == frame.pane,
            moment: moment(glyphs),
            empty: empty(frame.pane),
            complaint: emptyBecause(frame.pane),
            isReadingOn: frame.pane == .runs && shownRuns.next != nil,
            footnotes: footnotes(of: frame.pane, frame.rect.width - 4),
            grid: grid
        )
        grid = Grid(Size(columns: 0, rows: 0))
        visit(frame.pane, &pane)
        grid = pane.grid
    }

    /// A pane of lines: the window that fits, with a scroll bar.
    private func drawText(_ frame: Frame, in grid: inout Grid, _ glyphs: Glyphs) {
        let inner = frame.rect.inside
        let lines = self.lines(of: frame.pane, width: inner.width - 2)
        grid.box(
            frame.rect,
            title: title(of: frame.pane),
            titleRight: note(of: frame.pane),
            focused: hasFocus(frame.pane),
            glyphs: glyphs
        )
        if frame.pane == .timeline { colourLegend(frame.rect, in: &grid) }
        let end = max(0, lines.count - inner.height)
        let isTail = frame.pane.isLog
        let first = isTail && follows ? end : min(offset(of: frame.pane, inner.height), end)
        // The scale of the timeline stays above what is scrolled.
        let pinned = frame.pane == .timeline ? min(1, lines.count) : 0
        let shown = lines.prefix(pinned) + lines.dropFirst(pinned + first)
        for (row, line) in shown.prefix(inner.height).enumerated() {
            grid.write(line, column: inner.x + 1, row: inner.y + row, limit: inner.width - 2)
        }
        grid.scrollbar(
            frame.rect,
            first: first,
            shown: inner.height,
            total: lines.count,
            glyphs: glyphs
        )
        if hasFocus(frame.pane) { grid.cursor = (inner.x, inner.y) }
    }

    /// The legend that a border says, once more in the colours of the bars; nothing where there was no
    /// room for it.
    private func colourLegend(_ rect: Rect, in grid: inout Grid) {
        let legend = TimelinePane.swatches
        let column = rect.x + rect.width - 4 - Text.width(legend.plain) + 1
        guard column > rect.x, let first = legend.plain.first, column < grid.size.columns,
            grid[column, rect.y].character == first
        else { return }
        grid.write(legend, column: column, row: rect.y, limit: rect.width)
    }

    /// The first line shown of a pane of lines; the timeline begins where the selected step is.
    func offset(of pane: PaneID, _ height: Int) -> Int {
        if let offset = offsets[pane] { return offset }
        return pane == .timeline ? max(0, (chosenStep ?? 0) + 2 - height / 2) : 0
    }

    /// The graph as boxes where it fits; false where the tree must do.
    private func drawGraph(_ frame: Frame, in grid: inout Grid, _ glyphs: Glyphs) -> Bool {
        guard let (pane, rect) = graph(in: frame) else { return false }
        grid.box(
            frame.rect,
            title: title(of: .steps),
            titleRight: note(of: .steps),
            focused: hasFocus(.steps),
            glyphs: glyphs
        )
        pane.draw(in: &grid, rect)
        return true
    }

    /// The graph and its place in a frame; nil where boxes do not fit.
    func graph(in frame: Frame) -> (GraphPane, Rect)? {
        guard frame.rect.width >= 100, let part = shownPart else { return nil }
        let selected = chosenStep.flatMap { part.places.firstIndex(of: $0) }
        let pane = GraphPane(
            part.detail,
            selected: selected,
            now: moment().now,
            places: part.places
        )
        let inner = frame.rect.inside
        let rect = Rect(x: inner.x + 1, y: inner.y, width: inner.width - 2, height: inner.height)
        return pane.fits(rect) ? (pane, rect) : nil
    }

    // MARK: What the panes show, for moving

    /// Rows of content a pane shows at the current size.
    func rowsShown(in pane: PaneID) -> Int {
        guard let frame = frames(in: size).first(where: { $0.pane == pane }) else { return 1 }
        return max(1, frame.rect.height - (pane.isList ? 3 : 2))
    }

    /// Lines a scrolling pane has.
    func lineCount(of pane: PaneID) -> Int {
        guard let frame = frames(in: size).first(where: { $0.pane == pane }) else { return 0 }
        return lines(of: pane, width: frame.rect.width - 4).count
    }

    /// Cells a line of a pane has.
    func lineWidth(of pane: PaneID) -> Int {
        max(1, (frames(in: size).first { $0.pane == pane }?.rect.width ?? 80) - 4)
    }

    /// The row of a list under a click.
    func row(under mouse: Mouse, in frame: Frame) -> Int? {
        let inner = frame.rect.inside
        if frame.pane == .steps, let (pane, rect) = graph(in: frame) {
            let step = pane.step(atColumn: mouse.column, row: mouse.row, in: rect)
            return list(of: .steps).order.firstIndex { entry in
                if case .step(_, step) = entry.id { true } else { false }
            }
        }
        guard mouse.row > inner.y, mouse.row < inner.y + inner.height else { return nil }
        return list(of: frame.pane).window(of: inner.height - 1) + mouse.row - inner.y - 1
    }
}
