internal import Orchestration
internal import Screen

extension Console {
    /// The latency of the selected model over time; its errors below where there is room.
    func drawCharts(_ frame: Frame, in grid: inout Grid, _ glyphs: Glyphs) {
        grid.box(
            frame.rect,
            title: title(of: .modelCharts),
            titleRight: note(of: .modelCharts),
            focused: focus == .modelCharts,
            glyphs: glyphs
        )
        let inner = frame.rect.inside
        guard case .model(let name)? = list(of: .models).selection, let row = model(name) else {
            return
        }
        let area = Rect(x: inner.x + 1, y: inner.y, width: inner.width - 2, height: inner.height)
        guard row.trend.contains(where: { $0 != nil }) else {
            grid.write("nothing was measured yet", column: area.x, row: area.y, role: .muted)
            return
        }
        let parts = Layout.split(
            area,
            .vertical,
            area.height >= 12 ? [.fill(3), .fixed(1), .fill(2)] : [.fill(1)]
        )
        latency(row).draw(in: &grid, parts[0], glyphs: glyphs)
        guard parts.count == 3 else { return }
        grid.write("errors %", column: area.x, row: parts[1].y, role: .muted)
        errors(row).draw(in: &grid, parts[2], glyphs: glyphs)
    }

    private func latency(_ row: ModelRow) -> Chart {
        Chart([.init(row.trend, role: .chart)], scale: Trend.scale(row.trend), labels: times(row)) {
            seconds in
            Figures.latency(seconds: max(0, seconds))
        }
    }

    private func errors(_ row: ModelRow) -> Chart {
        let shares = row.errorTrend.map { $0.map { $0 * 100 } }
        return Chart([.init(shares, role: .chartThird, isArea: true)], threshold: 5) {
            Figures.number($0)
        }
    }

    /// The clock at both ends and in the middle of the trend.
    private func times(_ row: ModelRow) -> [String] {
        guard let at = snapshot?.at else { return [] }
        let span = Duration.seconds(
            Int64(min(86_400, max(1, row.trendBucketSeconds))) * Int64(row.trend.count)
        )
        return [at - span, at - span / 2, at].map { Figures.shortClock($0) }
    }
}
