internal import Orchestration
internal import Screen

/// One step of a run in lines: attempts, choice, input, output.
enum StepPane {
    static let attemptsShown = 20

    static func lines(_ step: StepDetail, _ moment: Moment, width: Int) -> [TextLine] {
        var lines: [TextLine] = [
            .field(
                "state",
                [
                    Span(step.state.rawValue, step.state.role, .bold),
                    Span("   \(step.sketch.kind) \(step.sketch.route)", .muted),
                    Span("   try \(StepWords.tries(step))"),
                ]
            )
        ]
        if let items = step.items { lines.append(.field("items", StepWords.line(of: items))) }
        lines += question(of: step, width)
        if let due = step.due {
            let left = Figures.age(max(.zero, due - moment.now))
            let word =
                step.state == .retry ? "next try" : step.question == nil ? "until" : "expires"
            // A time of day is enough where the day is this one.
            let isFar = due - moment.now >= .seconds(86_400)
            let time = isFar ? Figures.stamp(due) : Figures.clock(due)
            lines.append(.field(word, "\(time)  in \(left)"))
        }
        if !step.reason.isEmpty {
            lines += Paragraph.field(
                "why",
                step.reason,
                width,
                role: step.state == .fail ? .failing : .text
            )
        }
        lines += attempts(step, moment, width)
        lines += Paragraph.list("chosen", step.attempts.last?.choice ?? [], width, role: .muted)
        lines += payload("input", step.input, width)
        return lines + payload("output", step.output, width)
    }

    /// What it asks people, and the key that answers.
    private static func question(of step: StepDetail, _ width: Int) -> [TextLine] {
        switch step.question {
        case .approval(let prompt):
            Paragraph.field("asks", prompt, width, role: .warning)
                + [.field("", [Span("A", .hintKey, .bold), Span(" approves or rejects", .hint)])]
        case .signal(let name):
            [
                .field("waits", [Span("for signal "), Span(name, .strong)]),
                .field("", [Span("!", .hintKey, .bold), Span(" sends it", .hint)]),
            ]
        case nil: []
        }
    }

    private static func attempts(_ step: StepDetail, _ moment: Moment, _ width: Int)
        -> [TextLine]
    {
        step.attempts.suffix(attemptsShown).reversed().flatMap { attempt -> [TextLine] in
            let took = Figures.latency(
                (attempt.ended ?? moment.now) - (attempt.started ?? attempt.dispatched)
            )
            let first = attempt.firstToken.map { "first token \(Figures.latency($0))   " } ?? ""
            let head: TextLine =
                [
                    Span(Figures.padded(attempt.state.rawValue, to: 5), attempt.state.role),
                    Span("\(Figures.clock(attempt.dispatched))  \(took)"),
                    Span(attempt.target.isEmpty ? "" : "   "),
                ] + moment.named(attempt.target)
            var lines = [TextLine.field("try \(attempt.number)", head)]
            let facts = first + (tokens(attempt) ?? "")
            if !facts.isEmpty { lines.append(.field("", TextLine(facts, .muted))) }
            lines += progress(attempt, moment, width)
            lines += opinions(attempt.judgement, attempt.rating, moment, width)
            if attempt.error.isEmpty || attempt.error == step.reason { return lines }
            return lines + Paragraph.field("", attempt.error, width, role: .failing)
        }
    }

    /// How far it has come, and how long ago it said so.
    private static func progress(_ attempt: AttemptDetail, _ moment: Moment, _ width: Int)
        -> [TextLine]
    {
        guard attempt.ended == nil, !attempt.progress.isEmpty else { return [] }
        let age = attempt.heard.map { "  \(Figures.age(max(.zero, moment.now - $0))) ago" } ?? ""
        return Paragraph.field("", "progress \(attempt.progress)\(age)", width, role: .text)
    }

    /// What a judge and people thought of an answer.
    static func opinions(
        _ judgement: Judgement?,
        _ rating: Rating?,
        _ moment: Moment,
        _ width: Int
    ) -> [TextLine] {
        var lines: [TextLine] = []
        if let judgement {
            lines += Paragraph.field("judged", judgement.words, width, role: .muted)
        }
        if let rating {
            let age = Figures.age(max(.zero, moment.now - rating.at))
            let text = "\(rating.verdict.rawValue) by \(rating.by) \(age) ago"
                .because(rating.note)
            let role: Role = rating.verdict == .good ? .text : .warning
            lines += Paragraph.field("rated", text, width, role: role)
        }
        return lines
    }

    private static func tokens(_ attempt: AttemptDetail) -> String? {
        guard attempt.tokensIn != nil || attempt.tokensOut != nil else { return nil }
        let (input, output) = (
            attempt.tokensIn.map(Double.init), attempt.tokensOut.map(Double.init)
        )
        return "\(Figures.short(input)) in, \(Figures.short(output)) out"
    }

    static func payload(_ label: String, _ text: String, _ width: Int) -> [TextLine] {
        guard !text.isEmpty else { return [] }
        let lines = payloadLines(text)
        guard lines.count > 1 else { return Paragraph.field(label, text, width, role: .text) }
        return lines.enumerated().map { place, line in .field(place == 0 ? label : "", line) }
    }

    /// JSON one member a line; anything else, and what is too long to be laid out, as it is.
    static func payloadLines(_ text: String) -> [String] {
        guard text.utf8.count <= 65_536, let value = try? Value(json: Array(text.utf8)) else {
            return text.isEmpty ? [] : [text]
        }
        return value.prettyJSON.split(separator: "\n").map(String.init)
    }
}
