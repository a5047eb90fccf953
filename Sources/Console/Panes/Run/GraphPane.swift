internal import Orchestration
internal import Screen

/// The graph of a run as boxes and lines.
struct GraphPane {
    let detail: RunDetail
    let selected: Int?
    let now: Instant
    /// Where each step stands among all of the run.
    private let places: [Int]

    private let layout: GraphLayout

    init(_ detail: RunDetail, selected: Int?, now: Instant, places: [Int]? = nil) {
        self.places = places ?? Array(detail.steps.indices)
        self.detail = detail
        self.selected = selected
        self.now = now
        layout = GraphLayout(detail.steps.map(\.sketch))
    }

    private static let boxHeight = 4
    private static let widths = (12...22)
    private static let gaps = (4...8)

    /// Rows the graph needs: a last lane without boxes is only a line.
    var height: Int { Self.height(of: layout) }

    private static func height(of layout: GraphLayout) -> Int {
        let boxes = layout.layers.compactMap { layer in
            layer.lastIndex { $0?.isStep ?? false }
        }.max()
        return max((boxes ?? -1) * boxHeight + boxHeight, (layout.lanes - 1) * boxHeight + 2)
    }

    /// The width of boxes and gaps at which the graph fits; nil when it does not.
    ///
    /// Wide boxes come before wide gaps, as long as an edge has five cells to turn in.
    private func measure(_ rect: Rect) -> (box: Int, gap: Int)? {
        let count = layout.layers.count
        guard count > 0, height <= rect.height else { return nil }
        for least in [5, Self.gaps.lowerBound] {
            for box in Self.widths.reversed() {
                let gap = count == 1 ? least : (rect.width - count * box) / (count - 1)
                if gap >= least, count * box <= rect.width {
                    return (box, min(gap, Self.gaps.upperBound))
                }
            }
        }
        return nil
    }

    /// Whether the graph fits a rectangle.
    func fits(_ rect: Rect) -> Bool { measure(rect) != nil }

    /// The step whose box is at a cell.
    func step(atColumn column: Int, row: Int, in rect: Rect) -> Int? {
        guard let measure = measure(rect) else { return nil }
        return boxes(measure, rect).first {
            $0.rect.columns.contains(column) && $0.rect.rows.contains(row)
        }.map { places[$0.step] }
    }

    private func boxes(_ measure: (box: Int, gap: Int), _ rect: Rect) -> [(step: Int, rect: Rect)] {
        layout.layers.enumerated().flatMap { layer, lanes in
            lanes.enumerated().compactMap { lane, node in
                guard case .step(let step)? = node else { return nil }
                return (
                    step,
                    Rect(
                        x: rect.x + layer * (measure.box + measure.gap),
                        y: rect.y + lane * Self.boxHeight,
                        width: measure.box,
                        height: Self.boxHeight
                    )
                )
            }
        }
    }

    /// Draws the graph; nothing when it does not fit.
    func draw(in grid: inout Grid, _ rect: Rect) {
        guard let measure = measure(rect) else { return }
        drawWires(in: &grid, rect, measure)
        for (step, box) in boxes(measure, rect) { draw(step, in: &grid, box) }
    }

    private func drawWires(in grid: inout Grid, _ rect: Rect, _ measure: (box: Int, gap: Int)) {
        var wires = Wires()
        var heads: [(column: Int, row: Int)] = []
        for link in layout.links where link.layer > 0 {
            let start = rect.x + link.layer * (measure.box + measure.gap) - measure.gap
            let end = start + measure.gap - 1
            let turn = start + measure.gap / 2 - 1
            let from = rect.y + link.fromLane * Self.boxHeight + 1
            let to = rect.y + link.toLane * Self.boxHeight + 1
            wires.across(from, from: start, to: turn)
            wires.down(turn, from: from, to: to)
            wires.across(to, from: turn, to: end)
            if link.arrives { heads.append((end, to)) }
        }
        for (layer, lanes) in layout.layers.enumerated() {
            for (lane, node) in lanes.enumerated() {
                guard case .pass? = node else { continue }
                let start = rect.x + layer * (measure.box + measure.gap)
                let row = rect.y + lane * Self.boxHeight + 1
                wires.across(row, from: start - 1, to: start + measure.box)
            }
        }
        wires.draw(in: &grid)
        for head in heads {
            grid.put(Cell("▶", role: .graphEdge), column: head.column, row: head.row)
        }
    }

    private func draw(_ index: Int, in grid: inout Grid, _ rect: Rect) {
        let step = detail.steps[index]
        let isSelected = index == selected
        let isCritical = detail.criticalPath.contains(index)
        frame(rect, in: &grid, role: isSelected ? .borderFocused : .graphEdge, isDouble: isSelected)
        let inner = rect.width - 2
        let kind = step.sketch.kind
        grid.write(
            step.sketch.name,
            column: rect.x + 1,
            row: rect.y + 1,
            limit: inner,
            role: isCritical ? .title : .strong,
            emphasis: isSelected ? .bold : []
        )
        if Text.width(step.sketch.name) + 1 + Text.width(kind) <= inner {
            grid.write(
                kind,
                column: rect.x + rect.width - 1 - Text.width(kind),
                row: rect.y + 1,
                role: .muted
            )
        }
        var at = grid.write(
            step.state.rawValue,
            column: rect.x + 1,
            row: rect.y + 2,
            limit: inner,
            role: step.state.role
        )
        at = max(at + 1, rect.x + 6)
        let room = rect.x + rect.width - 1 - at
        let facts = facts(of: step)
        grid.write(
            facts.first { Text.width($0) <= room } ?? facts.last ?? "",
            column: at,
            row: rect.y + 2,
            limit: room,
            role: .text
        )
    }

    /// What a box may say of a step, the fullest first: what does not fit is said shorter, and not cut.
    private func facts(of step: StepDetail) -> [String] {
        let fact = fact(of: step)
        let whole = [fact, tokens(of: step)].filter { !$0.isEmpty }.joined(separator: " ")
        let words = fact.split(separator: " ")
        return [whole, fact]
            + (words.count > 1 && step.state != .retry
                ? words.first.map { [String($0)] } ?? [] : [])
    }

    /// The one thing worth saying in a box: which try, how long, or until when.
    private func fact(of step: StepDetail) -> String {
        if let items = step.items {
            return "\(items.succeeded + items.skipped)/\(items.total) items"
        }
        switch step.state {
        case .retry: return "try \(StepWords.tries(step))"
        case .wait, .held:
            guard let due = step.due else { return "" }
            return "\(Figures.shortAge(max(.zero, due - now))) left"
        case .skip, .cancelled, .idle: return ""
        default:
            let time = StepWords.elapsed(step, now: now).map { Figures.latency($0) } ?? ""
            guard let last = step.attempts.last, last.number > 1 else { return time }
            // Which try it was is what one looks for: it stands where nothing cuts it off.
            return "\(StepWords.tries(step)) \(time)"
        }
    }

    /// How many tokens its last attempt read and wrote; nothing where it asked no language model.
    private func tokens(of step: StepDetail) -> String {
        guard let last = step.attempts.last, last.tokensIn != nil || last.tokensOut != nil else {
            return ""
        }
        let sum = (last.tokensIn ?? 0).addingReportingOverflow(last.tokensOut ?? 0).partialValue
        return "\(Figures.short(Double(sum)))tok"
    }

    private func frame(_ rect: Rect, in grid: inout Grid, role: Role, isDouble: Bool) {
        let glyphs = Array(isDouble ? "╔═╗║╚╝" : "┌─┐│└┘")
        let (right, bottom) = (rect.x + rect.width - 1, rect.y + rect.height - 1)
        for column in rect.x...right {
            grid.put(Cell(glyphs[1], role: role), column: column, row: rect.y)
            grid.put(Cell(glyphs[1], role: role), column: column, row: bottom)
        }
        for row in rect.y...bottom {
            grid.put(Cell(glyphs[3], role: role), column: rect.x, row: row)
            grid.put(Cell(glyphs[3], role: role), column: right, row: row)
        }
        let corners = [
            (glyphs[0], rect.x, rect.y), (glyphs[2], right, rect.y),
            (glyphs[4], rect.x, bottom), (glyphs[5], right, bottom),
        ]
        for (glyph, column, row) in corners {
            grid.put(Cell(glyph, role: role), column: column, row: row)
        }
    }
}
