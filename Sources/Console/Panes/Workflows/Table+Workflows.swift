internal import Orchestration
internal import Screen

extension Table where Row == WorkflowRow {
    /// All workflows.
    static var workflows: Table {
        Table(
            columns: identityColumns + figureColumns + [
                Column(
                    id: "last",
                    title: "LAST 14 RUNS",
                    width: 14,
                    priority: 3,
                    content: { row, _ in .line(WorkflowWords.outcomes(row.lastOutcomes)) }
                ),
                Column(
                    id: "next",
                    title: "NEXT",
                    width: 6,
                    priority: 7,
                    content: { row, _ in
                        .text(row.next.map { Figures.shortClock($0) } ?? Figures.missing, .muted)
                    },
                    order: { .instant($0.next) }
                ),
            ],
            identity: { .workflow($0.name) },
            precedes: { $0.state.severity < $1.state.severity },
            ordering: "risk"
        )
    }

    private static var identityColumns: [Column<WorkflowRow>] {
        [
            Column(
                id: "workflow",
                title: "WORKFLOW",
                width: 16,
                grows: 2,
                priority: 0,
                content: { row, _ in .text(row.name, .strong) },
                order: { .text($0.name) }
            ),
            Column(
                id: "st",
                title: "ST",
                width: 4,
                priority: 0,
                content: { row, _ in .text(row.state.rawValue, row.state.role) },
                order: { .rank($0.state.severity) }
            ),
            Column(
                id: "owner",
                title: "OWNER",
                width: 9,
                priority: 6,
                content: { row, _ in .text(RunWords.orMissing(row.owner), .muted) },
                order: { .text($0.owner) }
            ),
        ]
    }

    private static var figureColumns: [Column<WorkflowRow>] {
        [
            .count("open", "OPEN", 5, 1) { $0.open },
            .count("failed", "FAILED", 6, 2) { $0.failed },
            .count("done", "DONE", 6, 5) { $0.completed },
            Column(
                id: "ok",
                title: "OK%24H",
                width: 6,
                alignment: .right,
                priority: 3,
                content: { row, _ in
                    .text(Figures.percent(row.successShare), WorkflowWords.role(row.successShare))
                },
                order: { .number($0.successShare) }
            ),
            .time("p50", "P50", 6) { $0.p50 },
            .time("p95", "P95", 4) { $0.p95 },
            Column(
                id: "slow",
                title: "SLOWEST STEP",
                width: 13,
                grows: 1,
                priority: 8,
                content: { row, _ in .text(row.bottleneck ?? Figures.missing, .muted) }
            ),
        ]
    }
}

extension Column where Row == WorkflowRow {
    fileprivate static func count(
        _ id: String,
        _ title: String,
        _ width: Int,
        _ priority: Int,
        _ value: @escaping @Sendable (WorkflowRow) -> Int
    ) -> Column {
        Column(
            id: id,
            title: title,
            width: width,
            alignment: .right,
            priority: priority,
            content: { row, _ in
                let number = value(row)
                let role: Role = number == 0 ? .muted : id == "failed" ? .failing : .text
                return .text(Figures.short(Double(number)), role)
            },
            order: { .number(Double(value($0))) }
        )
    }

    fileprivate static func time(
        _ id: String,
        _ title: String,
        _ priority: Int,
        _ value: @escaping @Sendable (WorkflowRow) -> Duration?
    ) -> Column {
        Column(
            id: id,
            title: title,
            width: 7,
            alignment: .right,
            priority: priority,
            content: { row, _ in .text(Figures.latency(value(row)), .text) },
            order: { .duration(value($0)) }
        )
    }
}

/// The words of a workflow.
enum WorkflowWords {
    /// One mark for each of the newest runs, right-aligned on the newest.
    static func outcomes(_ words: [StateWord]) -> TextLine {
        TextLine(words.suffix(14).map { Span($0.mark, $0 == .ok ? .muted : $0.role) })
    }

    /// A share of success below 95 % warns, below 80 % fails.
    static func role(_ share: Double?) -> Role {
        guard let share else { return .muted }
        return share < 0.8 ? .failing : share < 0.95 ? .warning : .text
    }

    /// `profile(update) > churn(call churn-risk) > ...`.
    static func graph(_ steps: [StepSketch]) -> TextLine {
        var spans: [Span] = []
        for (index, step) in steps.enumerated() {
            if index > 0 { spans.append(Span(" › ", .graphEdge)) }
            spans.append(Span(step.name, .strong))
            let detail = step.route.isEmpty ? step.kind : "\(step.kind) \(step.route)"
            spans.append(Span(" \(detail)", .muted))
        }
        return TextLine(spans)
    }
}
