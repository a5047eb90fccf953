internal import Orchestration
internal import Screen

extension Table where Row == ContextRow {
    /// The engines that can be gone to.
    static var contexts: Table {
        Table(
            columns: [
                .words("context", "CONTEXT", 14, 0, grows: 1, role: .strong) { $0.context.name },
                .state("link", "LINK", 5, 0, role: { $0.link.role }, rank: { $0.link.rank }) {
                    $0.link
                },
                Column(
                    id: "system",
                    title: "SYSTEM",
                    width: 12,
                    priority: 4,
                    content: { row, _ in .line(row.system) },
                    order: { .text($0.glance?.environment.name ?? "") }
                ),
                .words("project", "PROJECT", 12, 5) { $0.glance?.environment.project ?? "" },
                .figure("age", "DATA", 6, 1, by: { .duration($0.age) }) { row, _ in
                    (row.age.map(Figures.age) ?? Figures.missing, .muted)
                },
                .count("run", "RUN", 5, 2) { ($0.glance?.totals.running).map(Double.init) },
                .count("fail", "FAIL", 5, 1, role: ContextRow.failing) {
                    ($0.glance?.totals.failed).map(Double.init)
                },
                .count("alerts", "ALERTS", 6, 0, role: ContextRow.failing) {
                    ($0.glance?.alerts.count).map(Double.init)
                },
                .words("where", "WHERE", 20, 6, grows: 3, role: .muted) { row in
                    row.why.isEmpty ? row.context.folder : row.why
                },
            ],
            identity: { .context($0.context.name) },
            precedes: nil,
            ordering: "as named, then as seen"
        )
    }
}

extension Table where Row == AnywhereRow {
    /// What is wrong or under way in any context.
    static var anywhere: Table {
        Table(
            columns: [
                .words("ctx", "CTX", 10, 0) { $0.context },
                Column(
                    id: "st",
                    title: "ST",
                    width: 6,
                    priority: 0,
                    content: { row, _ in .text(row.word, row.role) },
                    order: { .text($0.word) }
                ),
                .words("kind", "KIND", 6, 5, role: .muted) { $0.id.kind },
                .words("object", "OBJECT", 18, 0, grows: 2, role: .strong) { $0.object },
                .figure("age", "AGE", 8, 2, by: { .duration($0.age) }) { row, _ in
                    (Figures.elapsed(row.age), .text)
                },
                .words("what", "WHAT", 20, 1, grows: 4) { $0.what },
            ],
            identity: { .anywhere(context: $0.context, $0.id) },
            precedes: { ($0.rank, -$0.age.inSeconds) < ($1.rank, -$1.age.inSeconds) },
            ordering: "alerts, then risk"
        )
    }
}

extension ContextRow {
    /// The badge of the system, as its own console has it.
    fileprivate var system: TextLine {
        guard let environment = glance?.environment else {
            return TextLine(Figures.missing, .muted)
        }
        return [Span(environment.name, environment.isProduction ? .production : .text)]
    }

    @Sendable fileprivate static func failing(_ count: Double?) -> Role {
        (count ?? 0) > 0 ? .failing : .muted
    }
}

extension ContextLink {
    /// How the word is drawn.
    fileprivate var role: Role {
        switch self {
        case .here: .strong
        case .up: .ok
        case .lost: .failing
        case .unknown: .muted
        }
    }

    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
