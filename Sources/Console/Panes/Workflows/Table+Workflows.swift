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
            .words("workflow", "WORKFLOW", 16, 0, grows: 2, role: .strong) { $0.name },
            .state(4) { $0.state },
            .words("owner", "OWNER", 9, 6, role: .muted) { $0.owner },
        ]
    }

    private static var figureColumns: [Column<WorkflowRow>] {
        [
            .count("open", "OPEN", 5, 1) { Double($0.open) },
            .count("failed", "FAILED", 6, 2, role: { ($0 ?? 0) == 0 ? .muted : .failing }) {
                Double($0.failed)
            },
            .count("done", "DONE", 6, 5) { Double($0.completed) },
            .figure("ok", "OK%24H", 6, 3, by: { .number($0.successShare) }) { row, _ in
                (Figures.percent(row.successShare), WorkflowWords.role(row.successShare))
            },
            .latency("p50", "P50", 7, 6) { $0.p50 },
            .latency("p95", "P95", 7, 4) { $0.p95 },
            .figure("lag", "LAG", 7, 5, by: { .duration($0.lag) }) { row, _ in
                WorkflowWords.lag(row)
            },
            .figure("cost", "COST24H", 7, 6, by: { .number($0.cost) }) { row, _ in
                WorkflowWords.cost(row)
            },
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

/// The words of a workflow.
enum WorkflowWords {
    /// One mark for each of the newest runs, right-aligned on the newest.
    static func outcomes(_ words: [StateWord]) -> TextLine {
        TextLine(words.suffix(14).map { Span($0.mark, $0 == .ok ? .muted : $0.role) })
    }

    /// How far it is behind, as `+18m`.
    static func lag(_ row: WorkflowRow) -> (String, Role) {
        guard let lag = row.lag else { return (Figures.missing, .muted) }
        return ("+\(Figures.age(lag))", .warning)
    }

    /// What its calls cost, with a + where there are calls that nobody knows a price of.
    static func cost(_ row: WorkflowRow) -> (String, Role) {
        guard let cost = row.cost else { return (Figures.missing, .muted) }
        let isFloor = (row.unpriced ?? 0) > 0
        return (Figures.number(cost) + (isFloor ? "+" : ""), isFloor ? .warning : .text)
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
