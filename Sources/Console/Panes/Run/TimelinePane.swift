internal import Orchestration
internal import Screen

/// The steps of a run along time: queued, running, backing off, waiting.
struct TimelinePane {
    let detail: RunDetail
    let moment: Moment
    private var now: Instant { moment.now }
    private let from: Instant
    private let to: Instant
    /// From the opening of the run to the left end.
    private let before: Duration

    init(_ detail: RunDetail, _ moment: Moment, _ window: TimeWindow = TimeWindow()) {
        self.detail = detail
        self.moment = moment
        let opened = detail.row.opened
        // A run that has just begun still gets a scale that does not jump with every second.
        let least = opened + (detail.row.closed == nil ? .seconds(1) : .milliseconds(4))
        (from, to) = window.part(
            from: opened,
            to: max(detail.row.closed ?? moment.now, least)
        )
        before = from - opened
    }

    /// What a stretch of time was spent on.
    private enum Phase: Hashable, CaseIterable {
        case queued, running, streaming, backoff, waiting, failed

        var glyph: Character {
            switch self {
            case .queued: "╌"
            case .running: "█"
            case .streaming: "▓"
            case .backoff: "░"
            case .waiting: "▒"
            case .failed: "x"
            }
        }

        var word: String {
            switch self {
            case .queued: "queued"
            case .running: "running"
            case .streaming: "streaming"
            case .backoff: "backoff"
            case .waiting: "waiting"
            case .failed: "failed"
            }
        }

        func role(_ state: StateWord) -> Role {
            switch self {
            case .queued: .muted
            case .running, .streaming: state == .fail ? .failing : state == .run ? .running : .chart
            case .backoff: .retrying
            case .waiting: .waiting
            case .failed: .failing
            }
        }
    }

    /// What the glyphs mean, for the border.
    static let legend = swatches.plain

    /// The same, each glyph in the colour that it has in a bar.
    static let swatches: TextLine = Phase.allCases.enumerated().reduce([]) { line, next in
        let (place, phase) = next
        return line + [
            Span((place > 0 ? "  " : "") + String(phase.glyph), phase.role(.ok)),
            Span(" \(phase.word)", .muted),
        ]
    }

    /// A line per step, below a scale.
    func lines(width: Int) -> [TextLine] {
        let names = min(14, detail.steps.map { Text.width($0.sketch.name) }.max() ?? 0)
        let bars = width - names - 7 - noteWidth(width)
        guard bars >= 8 else { return narrow(names) }
        let scale = TextLine(Text.blanks(names + 7)) + scale(bars)
        return [scale] + detail.steps.map { line($0, names, bars) }
    }

    private func noteWidth(_ width: Int) -> Int { width >= 90 ? 26 : width >= 60 ? 12 : 0 }

    private func narrow(_ names: Int) -> [TextLine] {
        detail.steps.map { step in
            [
                Span(Text.padded(step.sketch.name, to: names) + " ", .strong),
                Span(Figures.padded(step.state.rawValue, to: 6), step.state.role),
                Span(Figures.latency(StepWords.elapsed(step, now: now))),
            ]
        }
    }

    /// Marks at times that are easily read, as many as there is room for.
    private func scale(_ width: Int) -> TextLine {
        let span = max(0.001, (to - from).inSeconds)
        let begin = before.inSeconds
        let step = Ruler.timeStep(over: span, count: min(8, max(1, width / 14)))
        var text = ""
        var number = (begin / step - 1e-6).rounded(.up)
        while number * step <= begin + span, text.count < width {
            let column = Int((number * step - begin) / span * Double(width))
            let mark = "╷" + Figures.latency(seconds: number * step)
            if column >= text.count, column + mark.count <= width {
                text += Text.blanks(column - text.count) + mark + " "
            }
            number += 1
        }
        return TextLine(Text.padded(Text.clipped(text, to: width), to: width), .axis)
    }

    private func line(_ step: StepDetail, _ names: Int, _ width: Int) -> TextLine {
        [
            Span(Text.padded(step.sketch.name, to: names) + " ", .strong),
            Span(Figures.padded(step.state.rawValue, to: 6), step.state.role),
        ] + bar(step, width) + [Span(" ")] + note(step)
    }

    private func note(_ step: StepDetail) -> TextLine {
        let time = Figures.latency(StepWords.elapsed(step, now: now))
        return [Span("\(time) ", .muted)]
            + moment.named(step.attempts.last?.target ?? "", .muted)
    }

    /// The bar as runs of equal cells: later phases are drawn over earlier ones.
    private func bar(_ step: StepDetail, _ width: Int) -> TextLine {
        var cells = [Phase?](repeating: nil, count: width)
        func paint(_ phase: Phase, _ start: Instant, _ end: Instant) {
            // What lies outside the part that is shown is not drawn at its edge.
            guard end >= from, start <= to else { return }
            let first = min(width - 1, max(0, cell(start, width)))
            let last = min(width - 1, max(first, cell(end, width)))
            for index in first...last { cells[index] = phase }
        }
        for (place, attempt) in step.attempts.enumerated() {
            let isWait = ["wait", "approve"].contains(step.sketch.kind)
            let started =
                attempt.started ?? (isWait || attempt.ended != nil ? attempt.dispatched : now)
            if started > attempt.dispatched { paint(.queued, attempt.dispatched, started) }
            if attempt.started != nil || isWait || attempt.ended != nil {
                paint(isWait ? .waiting : .running, started, attempt.ended ?? now)
            }
            if let first = attempt.firstToken, let began = attempt.started {
                paint(.streaming, began + first, attempt.ended ?? now)
            }
            guard let ended = attempt.ended, attempt.state == .fail || attempt.state == .retry
            else { continue }
            let next =
                step.attempts.indices.contains(place + 1)
                ? step.attempts[place + 1].dispatched : step.state == .retry ? now : ended
            if next > ended { paint(.backoff, ended, next) }
            paint(.failed, ended, ended)
        }
        return merged(cells, step.state)
    }

    private func merged(_ cells: [Phase?], _ state: StateWord) -> TextLine {
        var spans: [Span] = []
        var last: Phase??
        for phase in cells {
            let glyph = String(phase?.glyph ?? " ")
            if last == .some(phase) {
                spans[spans.count - 1].text += glyph
            } else {
                spans.append(Span(glyph, phase?.role(state) ?? .text))
                last = .some(phase)
            }
        }
        return TextLine(spans)
    }

    private func cell(_ instant: Instant, _ width: Int) -> Int {
        let share = (instant - from).inSeconds / max(0.001, (to - from).inSeconds)
        return Int(min(1, max(0, share)) * Double(width))
    }
}
