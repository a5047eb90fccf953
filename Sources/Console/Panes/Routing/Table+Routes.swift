internal import Orchestration
internal import Screen

/// One target of a route as a row; the first row of a route shows its name.
struct RouteLine: Sendable {
    let route: RouteRow
    let target: TargetRow
    let isFirst: Bool
}

extension Console {
    /// The targets of all routes.
    var routeRows: [RouteLine] {
        (snapshot?.routes ?? []).flatMap { route in
            route.targets.enumerated().map { place, target in
                RouteLine(route: route, target: target, isFirst: place == 0)
            }
        }
    }
}

extension Table where Row == RouteLine {
    /// All routes, a row per target.
    static func routes(_ drafts: [String: ShareDraft]) -> Table {
        let draft = drafts.isEmpty ? [] : [Column.draft(drafts)]
        return Table(
            columns: nameColumns + targetColumns.prefix(2) + draft + targetColumns.dropFirst(2),
            identity: { .target(route: $0.route.name, model: $0.target.model) },
            precedes: nil,
            ordering: "as declared",
            more: [.words("verdict", "VERDICT", 24, 9) { RouteWords.verdict($0) }]
        )
    }

    private static var nameColumns: [Column<RouteLine>] {
        [
            Column(
                id: "route",
                title: "ROUTE",
                width: 10,
                grows: 1,
                priority: 0,
                content: { row, moment in
                    .text(row.isFirst || moment.repeats ? row.route.name : "", .strong)
                },
                order: { .text($0.route.name) }
            ),
            Column(
                id: "policy",
                title: "POLICY",
                width: 13,
                priority: 5,
                content: { row, moment in RouteWords.policy(row, moment) }
            ),
            Column(
                id: "target",
                title: "TARGET",
                width: 12,
                grows: 1,
                priority: 0,
                content: { row, moment in .line(RouteWords.target(row, moment)) },
                order: { .text($0.target.model) }
            ),
        ]
    }

    private static var targetColumns: [Column<RouteLine>] {
        [
            .state { $0.target.state },
            .figure("share", "SHARE", 5, 2, by: { .number($0.target.share) }) { row, _ in
                (row.target.share.map { Figures.percent($0) + "%" } ?? Figures.missing, .text)
            },
            .latency("p95", "p95", 6, 3) { $0.target.p95 },
            .errors(3) { $0.target.errorShare },
            .words("breaker", "BREAKER", 18, 6, grows: 2, role: .muted) { $0.target.breaker },
        ]
    }
}

extension Column where Row == RouteLine {
    /// What a draft would give the target; nothing for a route without one.
    fileprivate static func draft(_ drafts: [String: ShareDraft]) -> Column {
        Column(
            id: "draft",
            title: "DRAFT",
            width: 5,
            alignment: .right,
            priority: 1,
            content: { row, _ in
                let share = drafts[row.route.name]?.shares.first { $0.model == row.target.model }
                return .text(share.map { "\($0.percent)%" } ?? "", .warning)
            }
        )
    }
}

/// The words of a route.
enum RouteWords {
    /// How it chooses, or that nothing is called on it.
    static func policy(_ row: RouteLine, _ moment: Moment) -> Piece {
        guard row.isFirst || moment.repeats else { return .text("", .muted) }
        if !row.route.killed.isEmpty { return .text("OFF", .failing) }
        if row.route.isPaused { return .text("PAUSED", .paused) }
        return row.route.split.isEmpty ? .text(row.route.policy, .muted) : .text("split", .warning)
    }

    /// What a target is beside the full ones, and what a canary's analysis says of it.
    static func verdict(_ row: RouteLine) -> String {
        [row.target.role, row.target.analysis].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// The model, with an arrow where the operator has sent everything.
    static func target(_ row: RouteLine, _ moment: Moment) -> TextLine {
        let isChosen = row.route.overriddenTo == row.target.model
        guard isChosen else { return moment.named(row.target.model, .text) }
        return moment.named(row.target.model) + [Span(" ←", .warning)]
    }
}
