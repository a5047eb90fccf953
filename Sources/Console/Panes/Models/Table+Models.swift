internal import Orchestration
internal import Screen

extension Table where Row == ModelRow {
    /// The models on the overview.
    static var modelsBrief: Table {
        Table(
            columns: [
                .name(14), .state { $0.state }, .latency("p95", "p95", 6, 1) { $0.p95 },
                .errors(2) { $0.errorShare }, .rate(5), .trend("p95 5m", 8, 4),
            ],
            identity: { .model($0.name) },
            precedes: ModelWords.isWorse,
            ordering: "risk"
        )
    }

    /// All models with everything known.
    static func models(over span: MetricSpan) -> Table {
        Table(
            columns: [
                .name(16),
                .words("provider", "PROVIDER", 10, 7, role: .muted) {
                    $0.isSimulated ? "simulated" : $0.provider
                },
                .state { $0.state }, .rate(4),
                .latency("p50", "p50", 6, 3) { $0.p50 },
                .latency("p95", "p95", 6, 1) { $0.p95 },
                .latency("p99", "p99", 6, 4) { $0.p99 },
                .errors(2) { $0.errorShare },
                .latency("ttft", "TTFT95", 6, 6) { $0.firstToken95 },
                .count("tokens", "TOK/S", 5, 7, role: { _ in .text }) { $0.tokensPerSecond },
                // A minute is too short to say what an hour costs.
                .figure(
                    "cost",
                    span == .minute ? "C/H15m" : "COST/H",
                    6,
                    5,
                    by: { .number($0.hourlyCost(over: span)) }
                ) {
                    row,
                    _ in
                    let cost = row.hourlyCost(over: span)
                    return (Figures.number(cost), cost == nil ? .muted : .text)
                },
                .drift,
                .figure("judge", "JUDGE", 5, 9, by: { .number($0.judged?.mean) }) { row, _ in
                    let mean = row.judged?.mean
                    return (Figures.number(mean), mean == nil ? .muted : .text)
                },
                .figure("kappa", "KAPPA", 5, 10, by: { .number($0.kappa) }) { row, _ in
                    (Figures.number(row.kappa), row.kappa == nil ? .muted : .text)
                },
                .count("rated", "RATED", 5, 11, role: { _ in .muted }) {
                    $0.judged?.agreements.first.map { Double($0.rows) }
                },
                .count("calls", "SO FAR", 6, 8, role: { _ in .muted }) { Double($0.calls) },
                .trend("p95 LAST 5m", 12, 5),
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
            content: { row, moment in .line(moment.named(row.name)) },
            order: { .text($0.name) }
        )
    }

    fileprivate static func rate(_ priority: Int) -> Column {
        .count("rps", "RPS", 5, priority, role: { _ in .text }) { $0.rate }
    }

    fileprivate static var drift: Column {
        .figure("drift", "DRIFT", 5, 6, by: { .number($0.drift) }) { row, _ in
            let isOver = both(row.drift, row.driftLimit).map { $0 > $1 } ?? false
            let role: Role = row.drift == nil ? .muted : isOver ? .drifting : .text
            return (Figures.number(row.drift), role)
        }
    }

    fileprivate static func trend(_ title: String, _ width: Int, _ priority: Int) -> Column {
        .trend("trend", title, width, priority, grows: width > 8 ? 1 : 0, state: { $0.state }) {
            $0.trend
        }
    }
}

/// Both values, or nil.
func both<A, B>(_ a: A?, _ b: B?) -> (A, B)? {
    guard let a, let b else { return nil }
    return (a, b)
}

extension ModelRow {
    /// How far people agree with its judge as it is now; nil where that is not known.
    fileprivate var kappa: Double? { judged?.agreements.first?.kappa }
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
