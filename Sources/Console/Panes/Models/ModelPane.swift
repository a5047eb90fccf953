internal import Orchestration
internal import Screen

/// One model in lines.
enum ModelPane {
    /// Why it is in its state, its errors, its drift, and who uses it.
    ///
    /// The span that the list shows has a mark among all of them.
    static func lines(
        _ row: ModelRow,
        routes: [RouteRow],
        over span: MetricSpan = .minute,
        _ moment: Moment,
        _ width: Int
    ) -> [TextLine] {
        var lines: [TextLine] = [
            .field(
                "state",
                [
                    Span(row.state.rawValue, row.state.role, .bold), Span("  \(row.reason)"),
                ]
            ),
            .field(
                "kind",
                [
                    Span("\(RunWords.orMissing(row.kind))   \(row.provider)"),
                    Span("   version \(RunWords.orMissing(row.version))", .muted),
                    Span(row.isSimulated ? "   " : ""),
                    Span(row.isSimulated ? "SIM: a script answers" : "", .simulated),
                ]
            ),
            .field(
                "calls",
                [
                    Span(
                        "\(Figures.short(row.rate))/s over 1m   \(Figures.count(row.calls)) since start"
                    )
                ]
            ),
            .field("errors", errors(row)),
            .field("drift", drift(row)),
            [],
        ]
        lines += ModelWindows.lines(row, shown: span, width) + [[]]
        lines += ModelUse.lines(row, moment, width)
        lines += features(row, width)
        lines += row.feedback.flatMap { outcomes($0, width) }
        lines += row.judged.map { judged($0, width) } ?? []
        lines += [
            .field("err 5m", spark(row.errorTrend, width, .failing)),
            .field("calls 5m", spark(row.rateTrend, width, .chartSecond)),
        ]
        let using = routes.filter { row.routes.contains($0.name) || targets($0, row.name) != nil }
        guard !using.isEmpty else {
            return lines + [.field("used by", TextLine("no route", .muted))]
        }
        lines.append([])
        lines.append([Span(header(width), .muted)])
        return lines + using.map { line($0, row.name, moment) }
    }

    private static func drift(_ row: ModelRow) -> TextLine {
        let isOver = both(row.drift, row.driftLimit).map { $0 > $1 } ?? false
        let value = "\(Figures.number(row.drift))"
        let limit = row.driftLimit.map { " of \(Figures.number($0))" } ?? ""
        return [
            Span(value + limit, isOver ? .drifting : .text), Span("  \(row.driftMethod)", .muted),
        ]
    }

    /// The feature that is furthest off, with its figures; `podium drift` lists all.
    private static func features(_ row: ModelRow, _ width: Int) -> [TextLine] {
        let (rows, dataset) = (row.features ?? [], row.dataset)
        guard let worst = rows.first else { return [] }
        let moved = rows.count { $0.isDrifted }
        let share = dataset.flatMap { $0.isDeclared ? ", \($0.share.percent) of importance" : nil }
        let all = "\(moved) of \(rows.count) drifted" + (share ?? "")
        let text = "\(all); \(worst.name): \(worst.words)"
        let role: Role = moved > 0 ? .drifting : .muted
        return Paragraph.field("features", text, width, role: role)
    }

    /// What came of its scores, one rule's.
    private static func outcomes(_ row: FeedbackRow, _ width: Int) -> [TextLine] {
        let rank = "\(row.rule): \(row.rankText)"
        var lines = Paragraph.field(
            "outcomes",
            rank,
            width,
            role: row.isDropped ? .drifting : .text
        )
        if !row.calibrationText.isEmpty {
            lines += Paragraph.field("", row.calibrationText, width, role: .text)
        }
        return lines + Paragraph.field("labels", row.labelText, width, role: .muted)
    }

    /// What its judge says, and how far people agree with each of its versions.
    private static func judged(_ row: JudgeRow, _ width: Int) -> [TextLine] {
        Paragraph.field("judge", row.words, width, role: .text)
            + row.agreements.enumerated().flatMap { place, agreement in
                Paragraph.field(
                    place == 0 ? "people" : "",
                    "\(agreement.version): \(agreement.words)",
                    width,
                    role: place == 0 ? .text : .muted
                )
            }
    }

    private static func errors(_ row: ModelRow) -> TextLine {
        guard !row.errors.isEmpty else { return TextLine("none over 1m", .muted) }
        return TextLine(
            row.errors.flatMap { [Span("\($0.kind) ", .muted), Span("\($0.count)  ", .failing)] }
                + [Span(" over 1m", .muted)]
        )
    }

    private static func spark(_ values: [Double?], _ width: Int, _ role: Role) -> TextLine {
        guard values.contains(where: { $0 != nil }) else { return TextLine("-", .muted) }
        // A calm line is no alarm: only what is more than nothing has its colour.
        let role = values.contains { ($0 ?? 0) > 0 } ? role : .muted
        return TextLine(
            Sparkline.text(values, width: min(48, max(4, width - 12)), scale: Trend.scale(values)),
            role
        )
    }

    private static func targets(_ route: RouteRow, _ model: String) -> TargetRow? {
        route.targets.first { $0.model == model }
    }

    private static func header(_ width: Int) -> String {
        Figures.padded("USED BY over 1m", to: 18) + "  SHARE  ERR%  COST/H  FALLBACK"
    }

    private static func line(_ route: RouteRow, _ model: String, _ moment: Moment) -> TextLine {
        let target = targets(route, model)
        let share = target?.share.map { Figures.percent($0) + "%" } ?? Figures.missing
        let others = route.targets.map(\.model).filter { $0 != model }.map(moment.plain)
        return [
            Span(Text.padded(route.name, to: 18), .strong),
            Span(Text.padded(share, to: 7, .trailing)),
            Span(
                Text.padded(Figures.percent(target?.errorShare), to: 6, .trailing),
                ModelWords.role(errors: target?.errorShare)
            ),
            Span(Text.padded(Figures.number(target?.costPerHour), to: 8, .trailing)),
            Span("  "),
            others.isEmpty
                ? Span("none !", .warning) : Span(others.joined(separator: ", "), .muted),
        ]
    }
}
