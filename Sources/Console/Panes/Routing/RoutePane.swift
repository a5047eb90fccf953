internal import Orchestration
internal import Screen

/// One route in lines.
enum RoutePane {
    /// Its policy, what the operator changed, its targets, and what is risky about it.
    static func lines(_ row: RouteRow, chosen: String, _ moment: Moment, _ width: Int)
        -> [TextLine]
    {
        var lines: [TextLine] = [.field("policy", row.policy)]
        if row.override.isEmpty {
            lines.append(.field("override", TextLine("none: the policy decides", .muted)))
        } else {
            lines += Paragraph.field("override", row.override, width, role: .warning)
            lines += ends(row, moment)
        }
        if !row.split.isEmpty {
            lines += Paragraph.field("shares", row.split, width, role: .warning)
        }
        if !row.openRuns.isEmpty {
            lines += Paragraph.field("open runs", row.openRuns, width)
        }
        if !row.killed.isEmpty {
            lines += Paragraph.field("off", row.killed, width, role: .failing)
        }
        if row.isPaused {
            let words = "its calls wait, \(row.paused); p resumes"
            lines += Paragraph.field("paused", words, width, role: .paused)
        }
        lines += effect(row.effect)
        lines.append([])
        for target in row.targets {
            lines += self.lines(target, isChosen: target.model == chosen, moment, width)
        }
        let checks = checks(row)
        if !checks.isEmpty {
            lines += [[]] + checks.flatMap { Paragraph.field("check", $0, width, role: .warning) }
        }
        return lines + [
            [],
            [
                Span("R ", .hintKey, .bold),
                Span("sends all calls to one target, or back to the policy", .hint),
            ],
            [
                Span("% ", .hintKey, .bold), Span("divides them, as a draft first   ", .hint),
                Span("H ", .hintKey, .bold), Span("who changed it", .hint),
            ],
        ]
    }

    private static func ends(_ row: RouteRow, _ moment: Moment) -> [TextLine] {
        guard let end = row.overrideEnds else { return [] }
        let left = Figures.age(max(.zero, end - moment.now))
        return [.field("ends", "\(Figures.clock(end))  in \(left), by itself")]
    }

    /// What the override really did, beside what was forecast when it was made.
    private static func effect(_ effect: RerouteEffect?) -> [TextLine] {
        guard let effect else { return [] }
        func latency(_ seconds: Double?) -> String {
            Figures.latency(seconds: seconds)
        }
        func share(_ share: Double?) -> String {
            share.map { Figures.percent($0) + "%" } ?? Figures.missing
        }
        func line(_ name: String, _ forecast: String, _ real: String) -> TextLine {
            .field(
                name,
                [
                    Span(Text.padded(forecast, to: 9, .trailing), .muted),
                    Span(Text.padded(real, to: 10, .trailing), .strong),
                ]
            )
        }
        var lines: [TextLine] = [
            .field(
                "effect",
                [
                    Span(" FORECAST      REAL", .muted),
                    Span("   \(Figures.count(effect.calls)) calls since", .muted),
                ]
            ), line("failed", share(effect.errorForecast), share(effect.errorShare)),
            line("p95", latency(effect.p95Forecast), latency(effect.p95)),
        ]
        if !effect.guardText.isEmpty {
            lines.append(
                .field("guard", [Span(effect.guardText), Span("  \(effect.guardState)", .muted)])
            )
        }
        return lines
    }

    private static func lines(
        _ target: TargetRow,
        isChosen: Bool,
        _ moment: Moment,
        _ width: Int
    ) -> [TextLine] {
        let head: TextLine =
            [
                Span(isChosen ? "> " : "  ", .hintKey)
            ] + moment.named(target.model, isChosen ? .title : .strong) + [
                Span(Text.blanks(max(1, 16 - Text.width(moment.plain(target.model))))),
                Span(Figures.padded(target.state.rawValue, to: 6), target.state.role),
            ] + Bar.line(target.share ?? 0, width: 20) + [
                Span(
                    " "
                        + Text.padded(
                            target.share.map { Figures.percent($0) + "%" } ?? "-",
                            to: 6,
                            .trailing
                        )
                )
            ]
        let below = [target.breaker, facts(of: target), target.limit].filter { !$0.isEmpty }
        return [head]
            + below.flatMap { text in
                Text.wrapped(text, to: max(1, width - 4), linesMax: 3).map {
                    TextLine("    " + $0, text == target.limit ? .warning : .muted)
                }
            }
    }

    /// What is set for a target, beside what it does.
    private static func facts(of target: TargetRow) -> String {
        [
            target.killed.isEmpty ? "" : "off: \(target.killed)",
            target.role, target.setShare.map { "set to \(Figures.percent($0))%" } ?? "",
            target.analysis,
            target.retriesLeft.map { "retries left \(Figures.fixed($0, 1))" } ?? "",
        ].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// What an operator should know before relying on the route.
    static func checks(_ row: RouteRow) -> [String] {
        var found: [String] = []
        let healthy = row.targets.filter { $0.state == .ok || $0.state == .idle }
        if row.targets.count == 1 { found.append("one target only: there is no fallback") }
        if !row.killed.isEmpty { found.append("switched off: X switches it on again") }
        if row.policy == "pinned" { found.append("pinned: failures do not move on") }
        if healthy.isEmpty, !row.targets.isEmpty { found.append("no target is healthy now") }
        if let taken = row.overriddenTo,
            let target = row.targets.first(where: { $0.model == taken }), target.state != .ok
        {
            found.append("the override sends calls to a target that is \(target.state.rawValue)")
        }
        return found
    }
}
