internal import Orchestration
internal import Screen

extension Table where Row == AlertRow {
    /// The alerts on the overview.
    static var alertsBrief: Table {
        Table(
            columns: [
                .severity, .shortAge, .object(12, grows: 0),
                .summary(8, 1) { AlertWords.summary($0) },
            ],
            identity: { .alert($0.id) },
            precedes: AlertWords.isUrgent,
            ordering: "severity"
        )
    }

    /// All alerts, in groups or in none.
    static func alerts(in groups: AlertGroups) -> Table {
        Table(
            columns: (groups.grouping == .none ? [] : [.group(groups)]) + [
                .severity,
                .state("state", "STATE", 6, 0, role: { $0.state.role }, rank: { $0.state.rank }) {
                    $0.state
                },
                .age(1), .object(12, grows: 0),
                .summary(20, 2) { [Span("\($0.rule)  ", .muted)] + AlertWords.summary($0) },
                .count("n", "N", 3, 6, role: { _ in .muted }) { Double($0.count) },
                .words("owner", "OWNER", 9, 4) { $0.owner },
                Column(
                    id: "next",
                    title: "NEXT",
                    width: 15,
                    priority: 5,
                    content: { row, _ in .text(AlertWords.next(row), .muted) },
                    order: { .instant($0.returns ?? $0.tells) }
                ),
            ],
            identity: { .alert($0.id) },
            precedes: { groups.precedes($0, $1) },
            ordering: groups.grouping == .none
                ? "severity, then age" : "by \(groups.grouping.rawValue), \(groups.words)",
            more: [
                .words("id", "ID", 20, 9) { $0.id }, .words("rule", "RULE", 14, 9) { $0.rule },
                .words("silenced", "SILENCED", 20, 9) { $0.silenced },
                .words("samples", "SAMPLES", 20, 9) { row in
                    row.samples.map(\.words).joined(separator: "; ")
                },
            ]
        )
    }
}

extension Column where Row == AlertRow {
    fileprivate static var severity: Column {
        .state(
            "sev",
            "SEV",
            4,
            role: { $0.state.needsHuman ? $0.severity.role : .muted },
            rank: { $0.severity.rank }
        ) { $0.severity }
    }

    /// How many belong together, on the first of them.
    fileprivate static func group(_ groups: AlertGroups) -> Column {
        Column(
            id: "group",
            title: "GRP",
            width: 3,
            alignment: .right,
            priority: 7,
            content: { row, _ in
                .text(groups.size(ledBy: row).map(String.init) ?? "", .strong)
            }
        )
    }

    fileprivate static func age(_ priority: Int) -> Column {
        .figure("age", "AGE", 8, priority, by: { .span(from: $0.since, to: nil) }) { row, moment in
            (Figures.elapsed(moment.now - row.since), .text)
        }
    }

    /// The same in five cells.
    fileprivate static var shortAge: Column {
        .figure("age", "AGE", 5, 0, by: { .span(from: $0.since, to: nil) }) { row, moment in
            (Figures.shortAge(max(.zero, moment.now - row.since)), .text)
        }
    }

    fileprivate static func object(_ width: Int, grows: Int) -> Column {
        Column(
            id: "object",
            title: "OBJECT",
            width: width,
            grows: grows,
            priority: 0,
            content: { row, moment in
                .line(moment.named(row.object, row.state.needsHuman ? .strong : .text))
            },
            order: { .text($0.object) }
        )
    }

    fileprivate static func summary(
        _ width: Int,
        _ priority: Int,
        text: @escaping @Sendable (AlertRow) -> TextLine
    ) -> Column {
        Column(
            id: "summary",
            title: "SUMMARY",
            width: width,
            grows: 4,
            priority: priority,
            content: { row, _ in .line(text(row)) },
            order: { .text($0.summary) }
        )
    }
}

/// The words of an alert.
enum AlertWords {
    /// What needs a human first, then the severe, then the old.
    @Sendable static func isUrgent(_ a: AlertRow, _ b: AlertRow) -> Bool {
        (a.state.needsHuman ? 0 : 1, a.severity.rank, a.state.rank, a.since.milliseconds)
            < (b.state.needsHuman ? 0 : 1, b.severity.rank, b.state.rank, b.since.milliseconds)
    }

    /// The summary, and in brackets who has it; the object has a column of its own.
    static func summary(_ row: AlertRow) -> TextLine {
        let role: Role = row.state.needsHuman ? .text : .muted
        let told = row.summary
        let name = row.object + ": "
        let summary = told.hasPrefix(name) ? String(told.dropFirst(name.count)) : told
        switch row.state {
        case .acknowledged:
            return [Span(summary, role), Span("  (ack \(row.owner))", .muted)]
        case .snoozed: return [Span(summary, role), Span("  (snoozed)", .muted)]
        case .muted: return [Span(summary, role), Span("  (silenced)", .muted)]
        case .pending, .firing, .resolved, .noData: return TextLine(summary, role)
        }
    }

    /// When it comes back, or is told next.
    static func next(_ row: AlertRow) -> String {
        if let returns = row.returns {
            let word = row.state == .snoozed ? "wakes" : "re-fires"
            return "\(word) \(Figures.shortClock(returns))Z"
        }
        if row.state == .acknowledged { return "till it ends" }
        return row.tells.map { "tells \(Figures.shortClock($0))Z" } ?? Figures.missing
    }
}
