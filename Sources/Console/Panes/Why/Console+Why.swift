internal import Orchestration
internal import Screen

/// Why calls went where they went.
extension Console {
    /// Asks the engine; the answer is read in a sheet.
    mutating func why() -> [Effect] {
        guard case .step(let run, _)? = selected, let step = selectedStep else {
            guard let run = runSubjects.first.flatMap({ self.run(behind: $0) }) else { return [] }
            return ask(.fetchWhy(run.id, step: nil))
        }
        return ask(.fetchWhy(run, step: step.sketch.name))
    }

    /// Shows why, or that no model was called.
    mutating func take(_ reports: [WhyReport], of run: RunID, step: String?) {
        asked[.fetchWhy(run, step: step)] = nil
        guard mode == .browsing else { return }
        guard !reports.isEmpty else {
            let what = step.map { "step \($0)" } ?? "run \(run.text)"
            say("no model was called in \(what); only routed calls have a why", .refused)
            return
        }
        let width = min(106, max(20, size.columns - 6))
        let moment = moment()
        let lines = reports.reversed().flatMap {
            WhySheet.lines($0, moment, width) + [TextLine([])]
        }
        let name = run.text + (step.map { "/" + $0 } ?? "")
        mode = .reading(Sheet(title: "Why \(name)", lines: lines))
    }
}

/// One routed attempt in lines: the choice, then every target with how it scored and stood.
enum WhySheet {
    static func lines(_ report: WhyReport, _ moment: Moment, _ width: Int) -> [TextLine] {
        let at = report.at.map { Figures.clock($0) } ?? Figures.missing
        var lines: [TextLine] = [
            [
                Span("\(report.step) try \(report.attempt)", .title, .bold),
                Span("  \(at)  route \(report.route)", .muted),
            ]
        ]
        lines += outcome(report, moment, width)
        lines += StepPane.opinions(report.judgement, report.rating, moment, width)
        lines += report.decision.flatMap { Paragraph.field("", $0, width) }
        lines += report.tried.flatMap { Paragraph.field("tried", $0, width, role: .failing) }
        if !report.stopped.isEmpty {
            lines += Paragraph.field("stopped", report.stopped, width, role: .failing)
        }
        return lines + table(report, moment, width)
    }

    /// Who answered, or how it failed and after how much.
    private static func outcome(_ report: WhyReport, _ moment: Moment, _ width: Int) -> [TextLine] {
        report.failed.isEmpty
            ? [.field("answered", answered(report, moment))]
            : Paragraph.field("failed", report.failed, width, role: .failing)
    }

    private static func answered(_ report: WhyReport, _ moment: Moment) -> TextLine {
        if report.isCached { return "the cache: exactly this question was asked before" }
        if report.isSafeDefault {
            return TextLine("nobody: the route's default was used", .warning)
        }
        guard !report.target.isEmpty else { return TextLine("nobody", .failing) }
        return moment.named(report.target)
    }

    /// A line a target: those that could be chosen first, in the order they were to be tried.
    private static func table(_ report: WhyReport, _ moment: Moment, _ width: Int) -> [TextLine] {
        let chosen = report.candidates.map { ($0.model, "chosen", $0.text, Role.text) }
        let turned = report.rejections.map { ($0.model, "rejected", $0.text, Role.warning) }
        let rows = chosen + turned
        guard !rows.isEmpty || !report.standings.isEmpty else { return [] }
        let name = min(24, rows.map { Text.width(moment.plain($0.0)) }.max() ?? 12)
        var lines = rows.enumerated().flatMap { place, row -> [TextLine] in
            let word = row.1 == "chosen" ? "\(place + 1)." : "-"
            let head = "\(Text.padded(word, to: 3))\(Text.padded(moment.plain(row.0), to: name))  "
            let text = row.1 == "chosen" ? row.2 : "rejected: \(row.2)"
            return indented(head, text, width, row.3)
        }
        for stood in report.standings {
            let head = "   \(Text.padded(moment.plain(stood.model), to: name))  "
            lines += indented(head, "stood \(stood.text)", width, .muted)
        }
        return lines
    }

    /// A head and a text that keeps to its right.
    private static func indented(_ head: String, _ text: String, _ width: Int, _ role: Role)
        -> [TextLine]
    {
        let indent = Text.width(head)
        let wrapped = Text.wrapped(text, to: max(10, width - indent), linesMax: 4)
        return wrapped.enumerated().map { place, line in
            [Span(place == 0 ? head : Text.blanks(indent), .strong), Span(line, role)]
        }
    }
}
