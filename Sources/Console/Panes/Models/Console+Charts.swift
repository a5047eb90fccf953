internal import Orchestration
internal import Screen

extension Console {
    /// The latency of the selected model over time; its errors below where there is room.
    func drawCharts(_ frame: Frame, in grid: inout Grid, _ glyphs: Glyphs) {
        grid.box(
            frame.rect,
            title: title(of: .modelCharts),
            titleRight: note(of: .modelCharts),
            focused: hasFocus(.modelCharts),
            glyphs: glyphs
        )
        let inner = frame.rect.inside
        guard case .model(let name)? = list(of: .models).selection, let row = model(name) else {
            return
        }
        let area = Rect(x: inner.x + 1, y: inner.y, width: inner.width - 2, height: inner.height)
        guard let data = chartData, !data.isBlank else {
            let text = chartData == nil ? "asking for \(span.rawValue)" : "nothing was measured yet"
            grid.write(text, column: area.x, row: area.y, role: .muted)
            return
        }
        draw(data, of: row, in: &grid, area, glyphs)
    }

    private func draw(
        _ data: ChartData,
        of row: ModelRow,
        in grid: inout Grid,
        _ area: Rect,
        _ glyphs: Glyphs
    ) {
        let hasErrors = area.height >= 12
        let hasNumbers = area.height >= 6
        let parts = Layout.split(
            area,
            .vertical,
            (hasErrors ? [.fill(3), .fixed(1), .fill(2)] : [.fill(1)])
                + (hasNumbers ? [.fixed(1)] : [])
        )
        latency(row, data).draw(in: &grid, parts[0], glyphs: glyphs)
        if hasErrors {
            grid.write(errorTitle(row), column: area.x, row: parts[1].y, role: .muted)
            errors(row, data).draw(in: &grid, parts[2], glyphs: glyphs)
        }
        guard hasNumbers, let last = parts.last else { return }
        grid.write(numbers(data), column: last.x, row: last.y, limit: last.width)
    }

    /// The numbers where the cursor stands, or how to set one.
    private func numbers(_ data: ChartData) -> TextLine {
        guard let back = chartCursor, back < data.p95.count else {
            let what = focus == .modelCharts ? "a cursor" : "a cursor, after tab"
            return [Span("h l ", .hintKey, .bold), Span(what, .hint)]
        }
        return data.words(at: back)
    }

    private func errorTitle(_ row: ModelRow) -> String {
        "errors %" + (row.errorLimit.map { "   alert over \(Figures.percent($0))%" } ?? "")
    }

    private func latency(_ row: ModelRow, _ data: ChartData) -> Chart {
        let others = comparedModels.count > 1 && !span.isAskedFor ? comparedModels.dropFirst() : []
        var lines = [Chart.Series(data.p95, role: .chart)]
        if others.isEmpty {
            if !data.p99.isEmpty { lines.insert(.init(data.p99, role: .chartThird), at: 0) }
            if !data.p50.isEmpty { lines.append(.init(data.p50, role: .chartSecond)) }
        } else {
            let models = comparedModels.prefix(3)
            lines = zip(models, [Role.chart, .chartSecond, .chartThird]).map {
                Chart.Series($0.trend, role: $1)
            }
        }
        return Chart(
            lines,
            threshold: threshold(row, among: lines),
            scale: Trend.scale(lines.flatMap(\.values)),
            labels: data.times,
            cursor: cursorShare(data)
        ) { seconds in
            Figures.latency(seconds: max(0, seconds))
        }
    }

    /// Where an alert would fire, unless the line would be far above all that happens.
    private func threshold(_ row: ModelRow, among lines: [Chart.Series]) -> Double? {
        guard let limit = row.latencyLimit?.inSeconds else { return nil }
        let most = lines.flatMap(\.values).compactMap { $0 }.max() ?? 0
        return limit <= most * 1.5 ? limit : nil
    }

    private func errors(_ row: ModelRow, _ data: ChartData) -> Chart {
        let shares = data.errors.map { $0.map { $0 * 100 } }
        return Chart(
            [.init(shares, role: .chartThird, isArea: true)],
            threshold: row.errorLimit.map { $0 * 100 },
            cursor: cursorShare(data)
        ) { Figures.fixed($0, $0 == $0.rounded() ? 0 : 1) }
    }

    /// Where the cursor stands, from 0 at the left to 1 at the right; nil for none.
    private func cursorShare(_ data: ChartData) -> Double? {
        guard let back = chartCursor, back < data.p95.count, data.p95.count > 1 else { return nil }
        return 1 - Double(back) / Double(data.p95.count - 1)
    }

    /// Moves the cursor of the chart; beyond the newest there is none.
    mutating func moveChartCursor(by step: Int) {
        guard let count = chartData?.p95.count, count > 0 else { return }
        guard let back = chartCursor else {
            chartCursor = step < 0 ? 0 : nil
            return
        }
        let next = back - step
        chartCursor = next < 0 ? nil : min(next, count - 1)
    }
}
