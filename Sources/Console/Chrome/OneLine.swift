internal import Orchestration
internal import Screen

/// All that a terminal too small for lists is told: what matters, in as many words as fit.
struct OneLine {
    let console: Console

    func draw(in grid: inout Grid) { Fitting(parts: parts).draw(in: &grid) }

    private var parts: [Fitting.Part] {
        [
            .init(
                [Span(console.snapshot?.environment.name ?? "starting", .headerBadge, .bold)],
                rank: 3
            ),
            .init(
                [Span(" fail \(failed)", .failing)],
                rank: 5,
                else: ([Span(" F\(failed)", .failing)], 1)
            ),
            .init(alerts, rank: 5, else: (shortAlerts, 0)),
            .init(trouble, rank: 2),
            .init(age, rank: 6),
            .init(
                [Span("  q quits, or enlarge to 40x12", .muted)],
                rank: 7,
                else: ([Span("  enlarge, q", .muted)], 4)
            ),
        ]
    }

    private var failed: String {
        console.snapshot.map { String($0.totals.failed) } ?? Figures.missing
    }

    private var critical: Int { console.alertsToDo.count { $0.severity == .critical } }

    private var role: Role { critical > 0 ? .critical : .warning }

    private var alerts: TextLine {
        let crit = critical > 0 ? " crit \(critical)" : ""
        return [Span(" alerts \(console.alertsToDo.count)\(crit)", role)]
    }

    /// A sign where one of them is critical.
    private var shortAlerts: TextLine {
        [Span(" A\(console.alertsToDo.count)\(critical > 0 ? "!" : "")", role)]
    }

    private var trouble: TextLine {
        if console.link != .up { return [Span(" LOST", .failing, .bold)] }
        return console.isLive ? [] : [Span(" FROZEN", .past)]
    }

    private var age: TextLine {
        [Span(" \(Figures.shortAge(console.age)) old", console.isStale ? .late : .muted)]
    }
}
