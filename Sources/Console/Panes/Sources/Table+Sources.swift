internal import Orchestration
internal import Screen

extension Table where Row == SourceRow {
    /// The sources on the overview.
    static var sourcesBrief: Table {
        Table(
            columns: [.name(14), .age, .sla, .state { $0.state }, .arrivals(8)],
            identity: { .source($0.name) },
            precedes: SourceWords.isWorse,
            ordering: "worst first"
        )
    }

    /// All sources.
    static var sources: Table {
        Table(
            columns: [
                .name(16),
                .words("kind", "KIND", 8, 7, grows: 3, role: .muted) { $0.kind },
                .state { $0.state }, .age, .sla,
                .figure("use", "USE%", 5, 2, by: { .number(SourceWords.use($0)) }) { row, _ in
                    let use = SourceWords.use(row)
                    let text = use.map { Figures.fixed($0 * 100, 0) } ?? Figures.missing
                    return (text, SourceWords.role(use))
                },
                .count("hour", "LAST 1H", 7, 4) { Double($0.count) },
                .count("rate", "PER MIN", 7, 5) { $0.ratePerMinute },
                .figure("vs7d", "VS 7D", 6, 6, by: { .number($0.againstUsual) }) { row, _ in
                    SourceWords.againstUsual(row)
                },
                .figure("null", "NULL%", 5, 7, by: { .number($0.lackShare) }) { row, _ in
                    (Figures.percent(row.lackShare), row.lackShare == nil ? .muted : .text)
                },
                .count("bad", "REJECTED", 8, 6) { Double($0.rejected) },
                .count("wait", "BLOCKS", 6, 3) { Double($0.blocked) },
                .arrivals(14),
                .words("owner", "OWNER", 9, 8, role: .muted) { $0.owner },
            ],
            identity: { .source($0.name) },
            precedes: SourceWords.isWorse,
            ordering: "age / SLA"
        )
    }
}

extension Column where Row == SourceRow {
    fileprivate static func name(_ width: Int) -> Column {
        .words("source", "SOURCE", width, 0, grows: 1, role: .strong) { $0.name }
    }

    fileprivate static var age: Column {
        .figure("age", "AGE", 6, 1, by: { .duration($0.age) }) { row, _ in
            (Figures.age(row.age), .text)
        }
    }

    fileprivate static var sla: Column {
        .figure("sla", "SLA", 6, 3, by: { .duration($0.sla) }) { row, _ in
            (Figures.age(row.sla), .muted)
        }
    }

    fileprivate static func arrivals(_ width: Int) -> Column {
        .trend("arrivals", "ARRIVALS", width, 5, state: { $0.state }) { $0.trend }
    }
}

/// The words of a source.
enum SourceWords {
    /// Age as a share of the SLA: over 1 is late.
    static func use(_ row: SourceRow) -> Double? {
        guard let age = row.age, let sla = row.sla, sla > .zero else { return nil }
        return age.inSeconds / sla.inSeconds
    }

    /// The last hour against the same hour of other weeks; unknown for three weeks.
    static func againstUsual(_ row: SourceRow) -> (String, Role) {
        guard let share = row.againstUsual else { return (Figures.missing, .muted) }
        let percent = Figures.fixed(min(max(share * 100, -100), 9_999), 0)
        return ((share > 0 ? "+" : "") + percent + "%", abs(share) > 0.5 ? .warning : .text)
    }

    /// Over the SLA is late, over four fifths of it warns.
    static func role(_ use: Double?) -> Role {
        guard let use else { return .muted }
        return use > 1 ? .late : use > 0.8 ? .warning : .text
    }

    /// No data first, then the latest against its SLA.
    @Sendable static func isWorse(_ a: SourceRow, _ b: SourceRow) -> Bool {
        if a.state.severity != b.state.severity { return a.state.severity < b.state.severity }
        return (use(a) ?? -1) > (use(b) ?? -1)
    }
}
