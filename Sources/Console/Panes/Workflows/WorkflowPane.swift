internal import Orchestration
internal import Screen

/// One workflow in lines.
enum WorkflowPane {
    /// What starts it, its graph, how it fares, and its runs that need eyes.
    static func lines(
        _ row: WorkflowRow,
        runs: [RunRow],
        _ now: Instant,
        _ width: Int
    ) -> [TextLine] {
        var lines: [TextLine] = []
        if !row.summary.isEmpty { lines += Paragraph.lines(row.summary, width) + [[]] }
        if row.isPaused {
            let words = "its attempts wait, \(row.paused); p resumes"
            lines += Paragraph.field("paused", words, width, role: .paused)
        }
        lines += [
            .field("starts", facts(row)),
            .field("ended", ends(row)),
            .field(
                "time",
                [
                    Span("p50 \(Figures.latency(row.p50))   p95 \(Figures.latency(row.p95))   "),
                    Span(row.bottleneck.map { "slowest: \($0)" } ?? "", .muted),
                ]
            ),
            .field("behind", behind(row)),
            .field("cost", cost(row)),
            .field(
                "newest",
                row.lastOutcomes.isEmpty
                    ? TextLine("none has ended yet", .muted)
                    : WorkflowWords.outcomes(row.lastOutcomes)
            ),
            [],
        ]
        lines += Paragraph.flow(WorkflowWords.graph(row.steps), label: "graph", width)
        let mine = runs.filter { $0.workflow == row.name }
        guard !mine.isEmpty else { return lines }
        lines += [[], [Span("RUNS TO WATCH", .muted)]]
        return lines + mine.map { RunPane.line($0, now) }
    }

    private static func facts(_ row: WorkflowRow) -> TextLine {
        let next = row.next.map { "   next \(Figures.clock($0))" } ?? ""
        return [
            Span(RunWords.orMissing(row.trigger)), Span(next),
            Span("   version \(RunWords.orMissing(row.version))", .muted),
            Span("   owner \(RunWords.orMissing(row.owner))", .muted),
        ]
    }

    private static func behind(_ row: WorkflowRow) -> TextLine {
        guard let lag = row.lag else { return TextLine("no", .muted) }
        return TextLine("\(Figures.age(lag)), by its oldest wait or its schedule", .warning)
    }

    private static func cost(_ row: WorkflowRow) -> TextLine {
        let unknown = row.unpriced ?? 0
        return [
            Span("\(Figures.number(row.cost)) in 24 h", row.cost == nil ? .muted : .text),
            Span(unknown > 0 ? "   at least: \(Figures.count(unknown)) unpriced" : "", .warning),
        ]
    }

    private static func ends(_ row: WorkflowRow) -> TextLine {
        [
            Span("\(Figures.count(row.completed)) completed"),
            Span("   "),
            Span("\(Figures.count(row.failed)) failed", row.failed > 0 ? .failing : .muted),
            Span("   "),
            Span("\(Figures.count(row.open)) open"),
            Span("   "),
            Span(
                "ok in 24 h \(row.successShare.map { Figures.percent($0) + "%" } ?? Figures.missing)",
                WorkflowWords.role(row.successShare)
            ),
        ]
    }
}

/// Longer texts as lines.
enum Paragraph {
    /// A text broken at blanks.
    static func lines(_ text: String, _ width: Int, role: Role = .text, linesMax: Int = 200)
        -> [TextLine]
    {
        Text.wrapped(text, to: width, linesMax: linesMax).map { TextLine($0, role) }
    }

    /// A labelled text broken at blanks, its later lines below its first word.
    static func field(_ label: String, _ text: String, _ width: Int, role: Role = .text)
        -> [TextLine]
    {
        let wrapped = Text.wrapped(text, to: max(1, width - 10), linesMax: 60)
        return wrapped.enumerated().map { place, line in
            .field(place == 0 ? label : "", TextLine(line, role))
        }
    }

    /// A labelled line that is too long, broken between its spans, and inside one that is too long by
    /// itself; any other line as it is.
    static func folded(_ line: TextLine, _ width: Int) -> [TextLine] {
        let label = line.spans.first?.text ?? ""
        guard !line.label.isEmpty || label == Text.blanks(10), label.count == 10, width >= 24,
            Text.width(line.plain) > width
        else { return [line] }
        var lines: [TextLine] = [[]]
        var used = 0
        for span in line.spans.dropFirst() {
            let cells = Text.width(span.text)
            if used > 0, used + cells > width - 10 {
                lines.append([])
                used = 0
            }
            let bare = used == 0 && lines.count > 1 ? span.text.trimmingBlanks : span.text
            let parts = Text.wrapped(bare, to: width - 10 - used, linesMax: 60)
            for (place, part) in parts.enumerated() {
                if place > 0 { lines.append([]) }
                lines[lines.count - 1].spans.append(Span(part, span.role, span.emphasis))
                used = (place > 0 ? 0 : used) + Text.width(part)
            }
        }
        let rest = Span(Text.blanks(10), .muted)
        return lines.enumerated().map { TextLine([$0 == 0 ? line.spans[0] : rest] + $1.spans) }
    }

    /// A labelled line broken between its spans.
    static func flow(_ line: TextLine, label: String, _ width: Int) -> [TextLine] {
        var lines: [TextLine] = [[]]
        var used = 0
        for span in line.spans {
            let cells = Text.width(span.text)
            if used + cells > max(1, width - 10), used > 0 {
                lines.append([])
                used = 0
            }
            lines[lines.count - 1].spans.append(span)
            used += cells
        }
        return lines.enumerated().map { .field($0 == 0 ? label : "", $1) }
    }

    /// A labelled list, one item a line; nothing where there are none.
    static func list(_ label: String, _ items: [String], _ width: Int, role: Role = .text)
        -> [TextLine]
    {
        items.enumerated().flatMap { place, item in
            field(place == 0 ? label : "", item, width, role: role)
        }
    }
}
