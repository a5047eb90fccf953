internal import Orchestration
internal import Screen

extension Console {
    /// Rows the focused pane shows.
    var pageHeight: Int { max(1, rowsShown(in: focus)) }

    /// Moves the selection, or scrolls a pane that has none.
    mutating func move(by rows: Int) -> [Effect] {
        endWanted = nil
        guard focus.isList else {
            scroll(focus, by: rows)
            return []
        }
        lists[focus, default: ListState()].move(by: rows, at: now)
        settle(focus)
        if focus == .steps { resetStepPanes() }
        switch focus {
        case .models: return fetchSeries()
        case .runs: return fetchMore()
        case .deadLetters: return fetchMoreLetters()
        case .audit: return fetchMoreAudit()
        default: return []
        }
    }

    /// Keeps the selection among the rows shown.
    mutating func settle(_ pane: PaneID) {
        guard let list = lists[pane] else { return }
        let first = list.window(of: rowsShown(in: pane))
        lists[pane]?.offset = first
    }

    /// Another step is another input and output, and another place in time.
    mutating func resetStepPanes() { (offsets[.stepDetail], offsets[.timeline]) = (nil, nil) }

    /// Scrolls the step's pane to its input and output.
    mutating func showPayload() {
        focus(on: .stepDetail)
        let width = frames(in: size).first { $0.pane == .stepDetail }?.rect.width ?? 80
        let lines = self.lines(of: .stepDetail, width: width - 4)
        let first = lines.firstIndex { ["input", "output"].contains($0.label) }
        if first == nil { say("neither input nor output is known yet") }
        offsets[.stepDetail] = first ?? 0
    }

    /// The next page, before the end of the last is reached.
    private mutating func fetchMore() -> [Effect] {
        let list = lists[.runs] ?? ListState()
        guard let index = list.index, index >= list.order.count - 20 else { return [] }
        if let past { return readOnPast(past) }
        return runs.askMore(at: now).map { [$0] } ?? []
    }

    /// Scrolls; moving up stops following, reaching the end begins it again.
    mutating func scroll(_ pane: PaneID, by rows: Int) {
        let end = max(0, lineCount(of: pane) - rowsShown(in: pane))
        let isTail = pane.isLog
        let from = isTail && follows ? end : min(offset(of: pane, rowsShown(in: pane)), end)
        let to = min(end, max(0, from.addingReportingOverflow(rows).partialValue))
        offsets[pane] = to
        if isTail { follows = to >= end }
    }

    /// Left and right: in the graph to the nearest step of the layer beside.
    mutating func moveAcross(by step: Int) {
        if focus == .timeline { return window.pan(by: step) }
        if focus == .modelCharts { return moveChartCursor(by: step) }
        if focus.isLog { return moveAlongLines(by: step) }
        if focus == .help, helpsAtAGlance { return moveAcrossHelp(by: step) }
        if focus.isList, focus != .steps { return moveColumn(by: step) }
        guard case .step(let run, let index)? = lists[.steps]?.selection else { return }
        // At the rim of a part the graph goes on: it is drawn around the step from then on.
        neighbourhood?.center = index
        guard let part = shownPart, let place = part.places.firstIndex(of: index),
            let next = GraphLayout(part.detail.steps.map(\.sketch)).neighbour(of: place, by: step)
        else { return }
        lists[.steps]?.select(.step(run, part.places[next]))
        arrange(.steps)
        settle(.steps)
        resetStepPanes()
    }

    /// Makes the first part of the screen larger; in the timeline it enlarges time.
    mutating func grow(by steps: Int) {
        if focus == .timeline { return zoomTime(by: steps) }
        if growsWithin { return widen(by: steps) }
        growth[place] = (growth[place] ?? 0) + steps
    }

    /// How often the first part of a screen can be made larger or smaller.
    static let growthMax = 3

    /// Filters the list of the focused pane.
    mutating func beginFilter() {
        let pane = focus.master
        if !pane.isList, lists[pane] == nil { lists[pane] = ListState() }
        let before = lists[pane]?.filter ?? ""
        mode = .filtering(LineEditor(before), pane: pane, before: before)
    }

    /// To the next row that holds what was last searched for.
    mutating func jump(by step: Int) {
        if focus.isLog { return jumpInLines(by: step) }
        let pane = focus.master
        let list = lists[pane] ?? ListState()
        let hits = matches(of: search, in: pane)
        let count = list.order.count
        guard count > 0 else { return }
        let from = list.index ?? 0
        for distance in 1...count {
            let place = ((from + step * distance) % count + count) % count
            guard hits.contains(list.order[place].id) else { continue }
            lists[pane]?.select(at: place)
            lists[pane]?.move(by: 0, at: now)
            settle(pane)
            tellMatch(at: place, hits, list)
            return
        }
        say("nothing here matches \(search)")
    }

    /// To the next match, unless the selected row is one.
    mutating func land() {
        let pane = focus.master
        let list = lists[pane] ?? ListState()
        let hits = focus.isLog ? [] : matches(of: search, in: pane)
        guard let index = list.index, hits.contains(list.order[index].id) else {
            return jump(by: 1)
        }
        settle(pane)
        tellMatch(at: index, hits, list)
    }

    /// Says which of the matches a row is, from 1 on.
    private mutating func tellMatch(at place: Int, _ hits: Set<ObjectID>, _ list: ListState) {
        let number = list.order.prefix(place + 1).count { hits.contains($0.id) }
        let all = list.order.count { hits.contains($0.id) }
        say("match \(number) of \(Figures.count(all)) for \(search); ctrl-n next, ctrl-p before")
    }

    /// Lets every list follow the data again, from its top.
    mutating func resort() {
        let pane = focus.master
        lists[pane]?.release()
        arrange(pane)
        settle(pane)
    }

    /// Clicks select, wheels scroll.
    mutating func click(_ mouse: Mouse) -> [Effect] {
        guard case .browsing = mode else { return [] }
        if mouse.row == Chrome.tabRow, mouse.button == .left {
            return tab(at: mouse.column).map { go(to: $0) } ?? []
        }
        guard let frame = frames(in: size).first(where: { $0.rect.contains(mouse) }) else {
            let other = companion(in: size)?.frames(in: size) ?? []
            return other.contains { $0.rect.contains(mouse) } ? crossOver() + click(mouse) : []
        }
        focused[place] = frame.pane
        switch mouse.button {
        case .wheelDown: return move(by: 3)
        case .wheelUp: return move(by: -3)
        case .left: return choose(frame, mouse)
        case .middle, .right: return []
        }
    }

    /// A click on the selected row opens it.
    private mutating func choose(_ frame: Frame, _ mouse: Mouse) -> [Effect] {
        guard frame.pane.isList, let list = lists[frame.pane],
            let line = row(under: mouse, in: frame)
        else { return [] }
        let was = list.index
        guard list.order.indices.contains(line) else { return [] }
        if was == line { return open() }
        lists[frame.pane]?.select(at: line)
        lists[frame.pane]?.move(by: 0, at: now)
        if frame.pane == .steps { resetStepPanes() }
        return []
    }
}

extension Rect {
    /// Whether a click fell inside.
    func contains(_ mouse: Mouse) -> Bool {
        columns.contains(mouse.column) && rows.contains(mouse.row)
    }
}
