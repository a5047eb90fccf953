internal import Orchestration
internal import Screen

extension Table where Row == SourceRow {
    /// The sources on the overview.
    static var sourcesBrief: Table {
        Table(
            columns: [.name(14), .age, .sla, .state, .trend(8)],
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
                Column(
                    id: "kind",
                    title: "KIND",
                    width: 8,
                    priority: 7,
                    content: { row, _ in .text(RunWords.orMissing(row.kind), .muted) },
                    order: { .text($0.kind) }
                ),
                .state, .age, .sla,
                Column(
                    id: "use",
                    title: "USE%",
                    width: 5,
                    alignment: .right,
                    priority: 2,
                    content: { row, _ in
                        let use = SourceWords.use(row)
                        return .text(
                            use.map { Figures.fixed($0 * 100, 0) } ?? "-",
                            SourceWords.role(use)
                        )
                    },
                    order: { .number(SourceWords.use($0)) }
                ),
                .count("hour", "LAST 1H", 7, 4) { Double($0.count) },
                .count("rate", "PER MIN", 7, 5) { $0.ratePerMinute },
                .count("bad", "REJECTED", 8, 6) { Double($0.rejected) },
                .count("wait", "BLOCKS", 6, 3) { Double($0.blocked) },
                .trend(14),
                Column(
                    id: "owner",
                    title: "OWNER",
                    width: 9,
                    priority: 8,
                    content: { row, _ in .text(RunWords.orMissing(row.owner), .muted) },
                    order: { .text($0.owner) }
                ),
            ],
            identity: { .source($0.name) },
            precedes: SourceWords.isWorse,
            ordering: "age / SLA"
        )
    }
}

extension Column where Row == SourceRow {
    fileprivate static func name(_ width: Int) -> Column {
        Column(
            id: "source",
            title: "SOURCE",
            width: width,
            grows: 1,
            priority: 0,
            content: { row, _ in .text(row.name, .strong) },
            order: { .text($0.name) }
        )
    }

    fileprivate static var state: Column {
        Column(
            id: "st",
            title: "ST",
            width: 6,
            priority: 0,
            content: { row, _ in .text(row.state.rawValue, row.state.role) },
            order: { .rank($0.state.severity) }
        )
    }

    fileprivate static var age: Column {
        Column(
            id: "age",
            title: "AGE",
            width: 6,
            alignment: .right,
            priority: 1,
            content: { row, _ in .text(Figures.age(row.age), .text) },
            order: { .duration($0.age) }
        )
    }

    fileprivate static var sla: Column {
        Column(
            id: "sla",
            title: "SLA",
            width: 6,
            alignment: .right,
            priority: 3,
            content: { row, _ in .text(Figures.age(row.sla), .muted) },
            order: { .duration($0.sla) }
        )
    }

    fileprivate static func trend(_ width: Int) -> Column {
        Column(
            id: "arrivals",
            title: "ARRIVALS",
            width: width,
            priority: 5,
            content: { row, _ in .trend(row.trend, row.state == .ok ? .chart : row.state.role) }
        )
    }

    fileprivate static func count(
        _ id: String,
        _ title: String,
        _ width: Int,
        _ priority: Int,
        _ value: @escaping @Sendable (SourceRow) -> Double?
    ) -> Column {
        Column(
            id: id,
            title: title,
            width: width,
            alignment: .right,
            priority: priority,
            content: { row, _ in
                .text(Figures.short(value(row)), (value(row) ?? 0) == 0 ? .muted : .text)
            },
            order: { .number(value($0)) }
        )
    }
}

/// The words of a source.
enum SourceWords {
    /// Age as a share of the SLA: over 1 is late.
    static func use(_ row: SourceRow) -> Double? {
        guard let age = row.age, let sla = row.sla, sla > .zero else { return nil }
        return age.inSeconds / sla.inSeconds
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
