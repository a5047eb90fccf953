internal import Orchestration
internal import Screen

/// What a dialog tells of the order: its effects, its forecast and its command line.
extension ConfirmationPane {
    /// What the engine says it would do, or refuses.
    func effects(_ actions: [Control.Action], _ width: Int) -> [TextLine] {
        let answered = actions.compactMap { dialog.previews[$0] }
        guard !answered.isEmpty else {
            // An answer within 200 ms is not announced.
            let isSlow = now - dialog.opened >= .milliseconds(200)
            return [
                .field(
                    "effect",
                    TextLine(isSlow ? "asking the engine" : "", .muted),
                    width: Self.label
                )
            ]
        }
        var lines: [TextLine] = []
        // A forecast says in figures what the sentences behind the first say.
        let hasForecast = actions.contains { dialog.forecast(of: $0) != nil }
        for text in answered.flatMap(\.effects).uniqued().prefix(hasForecast ? 1 : 6) {
            for line in Text.wrapped(text, to: max(1, width - Self.label - 1), linesMax: 3) {
                lines.append(.field(lines.isEmpty ? "effect" : "", line, width: Self.label))
            }
        }
        for refusal in answered.compactMap(\.refusal).uniqued().prefix(3) {
            let room = max(1, width - Self.label - 1)
            for (place, line) in Text.wrapped(refusal, to: room, linesMax: 3).enumerated() {
                let label = place == 0 ? "refused" : ""
                lines.append(.field(label, TextLine(line, .failing), width: Self.label))
            }
        }
        return lines + count(actions, answered)
    }

    /// Of many: how many were asked about, and how many of those would be refused.
    private func count(_ actions: [Control.Action], _ answered: [Control.Preview]) -> [TextLine] {
        guard actions.count > 1 else { return [] }
        let refused = answered.count { $0.refusal != nil }
        let asked =
            answered.count < actions.count
            ? "of the first \(answered.count), " : "of \(answered.count), "
        let line: TextLine = [
            Span("\(Figures.count(actions.count)) orders", .strong),
            Span("  \(asked)", .muted),
            Span(
                "\(refused == 0 ? "none" : Figures.count(refused)) would be refused",
                refused > 0 ? .warning : .muted
            ),
        ]
        return [.field("bulk", line, width: Self.label)]
    }

    /// What a reroute would have meant for recent traffic: now, and then.
    func forecast(_ actions: [Control.Action], _ width: Int) -> [TextLine] {
        actions.compactMap { dialog.forecast(of: $0) }.prefix(1).flatMap { forecast in
            ForecastLines(forecast).lines(width - Self.label - 1).enumerated().map { place, line in
                TextLine.field(place == 0 ? "forecast" : "", line, width: Self.label)
            }
        }
    }

    /// The same in fewer lines.
    func shortForecast(_ actions: [Control.Action], _ width: Int) -> [TextLine] {
        actions.compactMap { dialog.forecast(of: $0) }.prefix(1).flatMap { forecast in
            ForecastLines(forecast).shortLines(width - Self.label - 1).enumerated().map {
                place,
                line in
                TextLine.field(place == 0 ? "forecast" : "", line, width: Self.label)
            }
        }
    }

    /// The same orders as command lines.
    func commandLines(_ actions: [Control.Action], _ width: Int) -> [TextLine] {
        if dialog.choice?.schedule != nil { return rangeLines(width) }
        let versions = dialog.seen.map(\.version)
        let lines = actions.prefix(Self.commandsMax).enumerated().flatMap { place, action in
            let text = CommandLine.text(
                for: action,
                versionSeen: versions.indices.contains(place) && action.hasVersion
                    ? versions[place] : nil,
                lasting: dialog.lasting,
                condition: dialog.texts[.condition] ?? "",
                reason: dialog.reason.text
            )
            let wrapped = Text.wrapped(text, to: max(1, width - Self.label - 1), linesMax: 3)
            return wrapped.enumerated().map { line, text in
                let label = place == 0 && line == 0 ? "CLI" : ""
                return TextLine.field(label, TextLine(text, .muted), width: Self.label)
            }
        }
        let more = actions.count - Self.commandsMax
        guard more > 0 else { return lines }
        let rest = "and \(Figures.count(more)) more such lines, one for each"
        return lines + [.field("", TextLine(rest, .muted), width: Self.label)]
    }

    /// So many command lines are shown.
    private static let commandsMax = 3

    /// The starts of a range, and the one command that makes them all.
    private func rangeLines(_ width: Int) -> [TextLine] {
        guard let action = dialog.choice?.actions.first, case let words = action.words else {
            return []
        }
        let isCancel = words.contains("--cancel")
        let range = ["--from", text(.from), "--to", text(.until)]
        let all =
            ["podium"] + words.prefix(2) + range + (isCancel ? ["--cancel"] : [])
            + (dialog.reason.text.isEmpty ? [] : ["--reason", dialog.reason.text])
        let line = all.map(\.shellWord).joined(separator: " ")
        let first = dialog.starts.first.map(Figures.stamp) ?? Figures.missing
        let last = dialog.starts.last.map(Figures.stamp) ?? Figures.missing
        let starts = "\(Figures.count(dialog.starts.count))  \(first) to \(last)"
        return [.field("starts", TextLine(starts, .strong), width: Self.label)]
            + Text.wrapped(line, to: max(1, width - Self.label - 1), linesMax: 3).enumerated().map {
                .field($0 == 0 ? "CLI" : "", TextLine($1, .muted), width: Self.label)
            }
    }

    private func text(_ kind: Blank.Kind) -> String {
        dialog.texts[kind]?.trimmingBlanks ?? ""
    }
}
