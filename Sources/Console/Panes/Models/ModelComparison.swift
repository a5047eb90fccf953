internal import Orchestration
internal import Screen

/// Marked models side by side: a line a figure, a column a model, the best of each line strong.
enum ModelComparison {
    /// So many have room beside each other.
    static let most = 4

    /// A figure by its name: how it is written, and a number that is smaller where it is better; nil
    /// where there is no better.
    private struct Figure: Sendable {
        let name: String
        let text: @Sendable (ModelRow) -> String
        var rank: (@Sendable (ModelRow) -> Double?)?
    }

    private static let figures: [Figure] = [
        Figure(name: "calls/s", text: { Figures.short($0.rate) }),
        latency("p50") { $0.p50 },
        latency("p95") { $0.p95 },
        latency("p99") { $0.p99 },
        latency("first token") { $0.firstToken95 },
        Figure(
            name: "errors %",
            text: { Figures.percent($0.errorShare) },
            rank: { $0.errorShare }
        ),
        Figure(
            name: "tokens/s",
            text: { Figures.short($0.tokensPerSecond) },
            rank: { $0.tokensPerSecond.map { -$0 } }
        ),
        Figure(name: "drift", text: { Figures.number($0.drift) }, rank: { $0.drift }),
        Figure(name: "calls", text: { Figures.count($0.calls) }),
    ]

    private static func latency(
        _ name: String,
        _ of: @escaping @Sendable (ModelRow) -> Duration?
    ) -> Figure {
        Figure(
            name: name,
            text: { Figures.latency(of($0)) },
            rank: { of($0).map(\.inSeconds) }
        )
    }

    static func lines(_ rows: [ModelRow], _ moment: Moment, _ width: Int) -> [TextLine] {
        let shown = Array(rows.prefix(most))
        let cell = max(8, min(18, (width - 13) / max(1, shown.count)))
        var lines: [TextLine] = [
            line("", shown.map { Span(moment.plain($0.name), .strong) }, cell),
            line("state", shown.map { Span($0.state.rawValue, $0.state.role) }, cell),
        ]
        lines += figures.map { figure in
            let ranks = shown.map { row in figure.rank?(row) }
            let best = ranks.compactMap { $0 }.min()
            let isTold = ranks.compactMap { $0 }.count > 1
            let spans = zip(shown, ranks).map { row, rank in
                let isBest = isTold && rank != nil && rank == best
                return Span(figure.text(row), isBest ? .ok : .text, isBest ? .bold : [])
            }
            return line(figure.name, spans, cell)
        }
        lines.append(
            line(
                "p95 trend",
                shown.map { row in
                    Span(
                        Sparkline.text(row.trend, width: cell - 2, scale: Trend.scale(row.trend)),
                        .chart
                    )
                },
                cell
            )
        )
        guard rows.count > most else { return lines }
        return lines + [TextLine("\(rows.count - most) more are marked", .muted)]
    }

    private static func line(_ name: String, _ cells: [Span], _ width: Int) -> TextLine {
        let padded = cells.map { span in
            Span(Text.padded(span.text, to: width - 1, .trailing) + " ", span.role, span.emphasis)
        }
        return [Span(Text.padded(name, to: 12), .muted)] + TextLine(padded)
    }
}
