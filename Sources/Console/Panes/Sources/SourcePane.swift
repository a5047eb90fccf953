internal import Orchestration
internal import Screen

/// One source in lines.
enum SourcePane {
    /// How fresh it is and was, what came lately, and what depends on it.
    static func lines(_ row: SourceRow, _ now: Instant, _ width: Int) -> [TextLine] {
        let calendar = FreshnessLines.lines(row.calendar, now)
        let room = width - FreshnessLines.width - 3
        guard room >= 56, !calendar.isEmpty else {
            return facts(row, now, width) + (calendar.isEmpty ? [] : [[]] + calendar)
        }
        let facts = facts(row, now, room)
        return (0..<max(facts.count, calendar.count)).map { place in
            let left = facts.indices.contains(place) ? facts[place] : []
            guard calendar.indices.contains(place) else { return left }
            return left.fitted(to: room) + [Span("   ")] + calendar[place]
        }
    }

    private static func facts(_ row: SourceRow, _ now: Instant, _ width: Int) -> [TextLine] {
        let use = SourceWords.use(row)
        var lines: [TextLine] = [
            .field(
                "state",
                [
                    Span(row.state.rawValue, row.state.role, .bold), Span("  \(row.reason)"),
                ]
            ),
            .field(
                "age",
                [
                    Span(Figures.age(row.age), SourceWords.role(use)),
                    Span("  of \(Figures.age(row.sla)) allowed"),
                    Span(
                        use.map { "   \(Figures.fixed($0 * 100, 0))%" } ?? "",
                        SourceWords.role(use)
                    ),
                ]
            ),
            .field(
                "next due",
                row.nextDue.map { due in
                    let left = due - now
                    let late = row.state == .ok ? "now" : "missed \(Figures.age(.zero - left)) ago"
                    return "\(Figures.clock(due))  "
                        + (left < .zero ? late : "in \(Figures.age(left))")
                } ?? Figures.missing
            ),
            .field(
                "events",
                [
                    Span(
                        "\(Figures.count(row.count)) in the last hour   \(Figures.short(row.ratePerMinute)) a minute   "
                    ),
                    Span(
                        "\(Figures.count(row.rejected)) rejected",
                        row.rejected > 0 ? .warning : .muted
                    ),
                ]
            ),
            .field(
                "arrivals",
                TextLine(
                    row.trend.contains { $0 != nil }
                        ? Sparkline.text(
                            row.trend,
                            width: min(48, max(4, width - 12)),
                            scale: Trend.scale(row.trend)
                        ) : "-",
                    .chart
                )
            ),
        ]
        lines += contract(row, width)
        if !row.lags.named.isEmpty { lines.append(.field("lags", Self.lags(row.lags))) }
        lines += [
            .field(
                "blocks",
                [
                    Span(
                        "\(Figures.count(row.blocked)) runs wait for it",
                        row.blocked > 0 ? .warning : .muted
                    ),
                    Span(row.traffic == nil ? "" : "; " + Self.traffic(row), .muted),
                ]
            )
        ]
        lines += [[], [Span("DOWNSTREAM", .muted)], TextLine(row.name, .strong)]
        if row.dependents.isEmpty { return lines + [TextLine("└─ nothing depends on it", .muted)] }
        return lines
            + row.dependents.enumerated().map { place, name in
                let stem = place == row.dependents.count - 1 ? "└─ " : "├─ "
                return [Span(stem, .graphEdge), Span(name)]
            }
    }

    private static func traffic(_ row: SourceRow) -> String {
        "\(Figures.percent(row.traffic)) % of calls over 1m"
    }

    /// What differs from the contract: fields that are missing or of another type, as what was turned
    /// away tells, and fields that the contract does not know.
    private static func contract(_ row: SourceRow, _ width: Int) -> [TextLine] {
        func words(_ counts: [ErrorCount]) -> String {
            let more = counts.count > 6 ? ", \(counts.count - 6) more" : ""
            return counts.prefix(6).map { "\($0.kind) \(Figures.count($0.count))" }
                .joined(separator: ", ") + more
        }
        var lines: [TextLine] = []
        if !row.rejections.isEmpty {
            lines += Paragraph.field("schema -", words(row.rejections), width, role: .warning)
        }
        if !row.newFields.isEmpty {
            lines += Paragraph.field("schema +", words(row.newFields), width)
        }
        let usual = SourceWords.againstUsual(row)
        guard row.againstUsual != nil || row.lackShare != nil else { return lines }
        lines.append(
            .field(
                "volume",
                [
                    Span(usual.0, usual.1), Span(" against the same hour of other weeks", .muted),
                    Span("   null \(Figures.percent(row.lackShare))%"),
                ]
            )
        )
        return lines
    }

    /// Median and 95th percentile of each lag of the last hour.
    private static func lags(_ lags: SourceLags) -> TextLine {
        let spans: [Span] = lags.named.flatMap { name, lag in
            [
                Span("\(name) ", .muted),
                Span("\(Figures.age(lag.p50)), p95 \(Figures.age(lag.p95))   "),
            ]
        }
        return TextLine(spans)
    }
}
