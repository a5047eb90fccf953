internal import Orchestration
internal import Screen

extension Table where Row == RunRow {
    /// The runs in need of eyes, on the overview.
    ///
    /// Within how long 95 of 100 runs of a workflow end, by its name, tells how long one still takes.
    static func watched(usual: [String: Duration]) -> Table {
        Table(
            columns: [
                .words("workflow", "WORKFLOW", 12, 1, grows: 2) { $0.workflow },
                .words("subject", "SUBJECT", 10, 4, grows: 1, role: .muted) { $0.subject },
                .state(4) { $0.state }, .step, .elapsed, .left(usual), .progress, .why,
            ],
            identity: { .run($0.id) },
            precedes: nil,
            ordering: "risk"
        )
    }

    /// All runs, newest first as the engine pages them.
    static var runs: Table {
        Table(
            columns: [
                .words("run", "RUN", 10, 0, grows: 1, role: .strong) { $0.id.text },
                .words("workflow", "WORKFLOW", 14, 2, grows: 1) { $0.workflow },
                .words("subject", "SUBJECT", 12, 4, grows: 1) { $0.subject },
                .state(4) { $0.state }, .step,
                Column(
                    id: "started",
                    title: "STARTED",
                    width: 9,
                    priority: 6,
                    content: { row, _ in .text(Figures.clock(row.opened), .muted) },
                    order: { .instant($0.opened) }
                ),
                .elapsed, .progress,
                .why,
            ],
            identity: { .run($0.id) },
            precedes: nil,
            ordering: "newest first"
        )
    }
}

extension Column where Row == RunRow {
    fileprivate static var step: Column { .words("step", "STEP", 10, 2) { $0.step } }

    fileprivate static var why: Column {
        Column(
            id: "reason",
            title: "WHY",
            width: 12,
            grows: 6,
            priority: 5,
            content: { row, _ in .text(row.reason, .muted) },
            order: { .text($0.reason) }
        )
    }

    fileprivate static var elapsed: Column {
        .figure("elapsed", "ELAPSED", 8, 1, by: { .span(from: $0.opened, to: $0.closed) }) {
            row,
            moment in
            (Figures.elapsed((row.closed ?? moment.now) - row.opened), .text)
        }
    }

    /// How long it takes at most if it is like 95 of 100 of its workflow, or `+` by how much it is over
    /// that; nothing for one that nobody can tell of.
    fileprivate static func left(_ usual: [String: Duration]) -> Column {
        .figure("eta", "ETA", 7, 6, by: { row in .duration(usual[row.workflow]) }) { row, moment in
            guard let usual = usual[row.workflow], row.state.isAtWork else {
                return (Figures.missing, .muted)
            }
            let left = usual - (moment.now - row.opened)
            return left >= .zero
                ? ("<" + Figures.age(left), .muted) : ("+" + Figures.age(.zero - left), .warning)
        }
    }

    fileprivate static var progress: Column {
        Column(
            id: "progress",
            title: "PROGRESS",
            width: 15,
            priority: 3,
            content: { row, _ in .line(RunWords.progress(row)) },
            order: { .number(Double($0.stepsDone) / Double(max(1, $0.stepsTotal))) }
        )
    }
}

/// The words of a run.
enum RunWords {
    /// A text, or `-` where there is none.
    static func orMissing(_ text: String) -> String { text.isEmpty ? Figures.missing : text }

    /// A small bar, `5/8` and, while it retries, `try3/5`.
    static func progress(_ row: RunRow) -> TextLine {
        let share = Double(row.stepsDone) / Double(max(1, row.stepsTotal))
        let bar = Bar.line(share, width: 4, row.state == .ok ? .ok : .chart)
        let done: TextLine =
            row.stepsTotal == 0
            ? TextLine(Figures.missing, .muted)
            : bar + [Span(" \(row.stepsDone)/\(row.stepsTotal)")]
        guard let attempt = row.attempt, attempt > 1 else { return done }
        let most = row.attemptsMax.map { "/\($0)" } ?? ""
        return done + [Span(" "), Span("try\(attempt)\(most)", .retrying)]
    }
}

extension StateWord {
    /// Whether something goes on that takes its usual time.
    fileprivate var isAtWork: Bool {
        switch self {
        case .run, .retry: true
        case .noData, .fail, .crit, .late, .drift, .warn, .cool, .paused, .held, .wait, .skip,
            .cancelled, .idle, .ok:
            false
        }
    }
}
