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
    static var routes: Table {
        Table(
            columns: nameColumns + targetColumns,
            identity: { .target(route: $0.route.name, model: $0.target.model) },
            precedes: nil,
            ordering: "as declared"
        )
    }

    private static var nameColumns: [Column<RouteLine>] {
        [
            Column(
                id: "route",
                title: "ROUTE",
                width: 14,
                grows: 1,
                priority: 0,
                content: { row, _ in .text(row.isFirst ? row.route.name : "", .strong) }
            ),
            Column(
                id: "policy",
                title: "POLICY",
                width: 13,
                priority: 5,
                content: { row, _ in .text(row.isFirst ? row.route.policy : "", .muted) }
            ),
            Column(
                id: "target",
                title: "TARGET",
                width: 16,
                grows: 1,
                priority: 0,
                content: { row, _ in .line(RouteWords.target(row)) },
                order: { .text($0.target.model) }
            ),
        ]
    }

    private static var targetColumns: [Column<RouteLine>] {
        [
            Column(
                id: "st",
                title: "ST",
                width: 6,
                priority: 0,
                content: { row, _ in .text(row.target.state.rawValue, row.target.state.role) },
                order: { .rank($0.target.state.severity) }
            ),
            Column(
                id: "share",
                title: "SHARE",
                width: 6,
                alignment: .right,
                priority: 2,
                content: { row, _ in
                    .text(row.target.share.map { Figures.percent($0) + "%" } ?? "-", .text)
                },
                order: { .number($0.target.share) }
            ),
            Column(
                id: "p95",
                title: "p95",
                width: 6,
                alignment: .right,
                priority: 3,
                content: { row, _ in .text(Figures.latency(row.target.p95), .text) },
                order: { .duration($0.target.p95) }
            ),
            Column(
                id: "err",
                title: "ERR%",
                width: 5,
                alignment: .right,
                priority: 3,
                content: { row, _ in
                    .text(
                        Figures.percent(row.target.errorShare),
                        ModelWords.role(errors: row.target.errorShare)
                    )
                },
                order: { .number($0.target.errorShare) }
            ),
            Column(
                id: "breaker",
                title: "BREAKER",
                width: 18,
                grows: 2,
                priority: 6,
                content: { row, _ in .text(RunWords.orMissing(row.target.breaker), .muted) }
            ),
        ]
    }
}

/// The words of a route.
enum RouteWords {
    /// The model, with an arrow where the operator has sent everything.
    static func target(_ row: RouteLine) -> TextLine {
        let isChosen = row.route.overriddenTo == row.target.model
        guard isChosen else { return TextLine(row.target.model) }
        return [Span(row.target.model, .strong), Span(" ←", .warning)]
    }
}
