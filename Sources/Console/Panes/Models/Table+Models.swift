internal import Orchestration
internal import Screen

extension Table where Row == ModelRow {
    /// The models on the overview.
    static var modelsBrief: Table {
        Table(
            columns: [
                .name(14), .state, .latency("p95", "p95", 1) { $0.p95 }, .errors, .rate(5),
                .trend("1h", 8, 4),
            ],
            identity: { .model($0.name) },
            precedes: ModelWords.isWorse,
            ordering: "risk"
        )
    }

    /// All models with everything known.
    static var models: Table {
        Table(
            columns: [
                .name(16),
                Column(
                    id: "provider",
                    title: "PROVIDER",
                    width: 10,
                    priority: 7,
                    content: { row, _ in
                        row.isSimulated
                            ? .text("simulated", .info) : .text(row.provider, .muted)
                    },
                    order: { .text($0.provider) }
                ),
                .state, .rate(4),
                .latency("p50", "p50", 3) { $0.p50 },
                .latency("p95", "p95", 1) { $0.p95 },
                .latency("p99", "p99", 4) { $0.p99 },
                .errors,
                .latency("ttft", "TTFT95", 6) { $0.firstToken95 },
                Column(
                    id: "tokens",
                    title: "TOK/S",
                    width: 5,
                    alignment: .right,
                    priority: 7,
                    content: { row, _ in .text(Figures.short(row.tokensPerSecond), .text) },
                    order: { .number($0.tokensPerSecond) }
                ),
                .drift,
                Column(
                    id: "calls",
                    title: "CALLS",
                    width: 6,
                    alignment: .right,
                    priority: 8,
                    content: { row, _ in .text(Figures.short(Double(row.calls)), .muted) },
                    order: { .number(Double($0.calls)) }
                ),
                .trend("p95 TREND", 12, 5),
            ],
            identity: { .model($0.name) },
            precedes: ModelWords.isWorse,
            ordering: "risk"
        )
    }
}

extension Column where Row == ModelRow {
    fileprivate static func name(_ width: Int) -> Column {
        Column(
            id: "model",
            title: "MODEL",
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

    fileprivate static func rate(_ priority: Int) -> Column {
        Column(
            id: "rps",
            title: "RPS",
            width: 5,
            alignment: .right,
            priority: priority,
            content: { row, _ in .text(Figures.short(row.rate), .text) },
            order: { .number($0.rate) }
        )
    }

    fileprivate static func latency(
        _ id: String,
        _ title: String,
        _ priority: Int,
        _ value: @escaping @Sendable (ModelRow) -> Duration?
    ) -> Column {
        Column(
            id: id,
            title: title,
            width: 6,
            alignment: .right,
            priority: priority,
            content: { row, _ in
                .text(Figures.latency(value(row)), value(row) == nil ? .muted : .text)
            },
            order: { .duration(value($0)) }
        )
    }

    fileprivate static var errors: Column {
        Column(
            id: "err",
            title: "ERR%",
            width: 5,
            alignment: .right,
            priority: 2,
            content: { row, _ in
                .text(Figures.percent(row.errorShare), ModelWords.role(errors: row.errorShare))
            },
            order: { .number($0.errorShare) }
        )
    }

    fileprivate static var drift: Column {
        Column(
            id: "drift",
            title: "DRIFT",
            width: 5,
            alignment: .right,
            priority: 6,
            content: { row, _ in
                let isOver = both(row.drift, row.driftLimit).map { $0 > $1 } ?? false
                let role: Role = row.drift == nil ? .muted : isOver ? .drifting : .text
                return .text(Figures.number(row.drift), role)
            },
            order: { .number($0.drift) }
        )
    }

    fileprivate static func trend(_ title: String, _ width: Int, _ priority: Int) -> Column {
        Column(
            id: "trend",
            title: title,
            width: width,
            grows: width > 8 ? 1 : 0,
            priority: priority,
            content: { row, _ in .trend(row.trend, row.state == .ok ? .chart : row.state.role) }
        )
    }
}

/// Both values, or nil.
func both<A, B>(_ a: A?, _ b: B?) -> (A, B)? {
    guard let a, let b else { return nil }
    return (a, b)
}

/// The words of a model.
enum ModelWords {
    /// Worse state first, then more errors.
    @Sendable static func isWorse(_ a: ModelRow, _ b: ModelRow) -> Bool {
        if a.state.severity != b.state.severity { return a.state.severity < b.state.severity }
        return (a.errorShare ?? 0) > (b.errorShare ?? 0)
    }

    /// More than 1 % of errors warns, more than 5 % fails.
    static func role(errors share: Double?) -> Role {
        guard let share else { return .muted }
        return share > 0.05 ? .failing : share > 0.01 ? .warning : .text
    }
}
