internal import Orchestration
internal import Screen

/// The figures of a model over every span, a row each: no number stands without its span.
enum ModelWindows {
    /// What a column holds, and how wide it is.
    private struct Part: Sendable {
        let title: String
        let width: Int
        let text: @Sendable (MetricReport) -> String
    }

    /// A row a span; the one that the list shows has a mark.
    static func lines(_ row: ModelRow, shown: MetricSpan, _ width: Int) -> [TextLine] {
        guard !row.windows.isEmpty else { return [TextLine("nothing was measured yet", .muted)] }
        let parts = fitting(width - 7)
        let head = parts.map { Text.padded($0.title, to: $0.width, .trailing) }.joined()
        return [TextLine(Text.padded("OVER", to: 7) + head, .muted)]
            + row.windows.map { line($0, isShown: $0.span == shown, parts) }
    }

    /// As many columns as there is room for, the first ones first.
    private static func fitting(_ width: Int) -> [Part] {
        var left = width
        return parts.prefix { part in
            left -= part.width
            return left >= 0
        }
    }

    private static let parts: [Part] = [
        Part(title: "CALLS", width: 7) { Figures.short(Double($0.calls)) },
        Part(title: "ERR%", width: 6) { Figures.percent($0.errorShare) },
        Part(title: "p50", width: 7) { Figures.latency($0.p50) },
        Part(title: "p95", width: 7) { Figures.latency($0.p95) },
        Part(title: "p99", width: 7) { Figures.latency($0.p99) },
        Part(title: "COST/H", width: 8) { Figures.number($0.hourlyCost) },
        Part(title: "TTFT95", width: 8) { Figures.latency($0.firstToken95) },
        Part(title: "TOK/S", width: 7) { Figures.short($0.tokensPerSecond) },
    ]

    private static func line(_ report: MetricReport, isShown: Bool, _ parts: [Part]) -> TextLine {
        let cells = parts.map { Text.padded($0.text(report), to: $0.width, .trailing) }.joined()
        return [
            Span(isShown ? "> " : "  ", .hintKey),
            Span(Text.padded(report.span.rawValue, to: 5), isShown ? .strong : .muted),
            Span(cells, report.calls == 0 ? .muted : .text),
        ]
    }
}
