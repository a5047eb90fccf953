internal import Orchestration
internal import Screen

/// A forecast as a small table: what is, and what would have been.
struct ForecastLines {
    private let forecast: RerouteForecast

    init(_ forecast: RerouteForecast) { self.forecast = forecast }

    /// Figures that are not known are drawn `-`, never 0.
    func lines(_ width: Int) -> [TextLine] {
        var lines: [TextLine] = [
            [
                Span(Text.padded("", to: 15) + cells("NOW", "THEN"), .muted),
                Span("  \(Figures.count(forecast.calls)) calls in \(forecast.minutes) min", .muted),
            ]
        ]
        lines += forecast.shares.filter { $0.now > 0 || $0.then > 0 }.prefix(4).map { share in
            row(share.model, percent(share.now), percent(share.then))
        }
        lines.append(row("p95", latency(forecast.p95.now), latency(forecast.p95.then)))
        if forecast.firstToken95.now != nil || forecast.firstToken95.then != nil {
            let first = forecast.firstToken95
            lines.append(row("first token p95", latency(first.now), latency(first.then)))
        }
        lines.append(row("failed", share(forecast.errorShare.now), share(forecast.errorShare.then)))
        lines.append(row("cost of them", money(forecast.cost.now), money(forecast.cost.then)))
        return lines + warnings(width) + [sureness]
    }

    /// The same lying on its side: a line for what is, one for what would have been.
    func shortLines(_ width: Int) -> [TextLine] {
        let (first, p95, failed) = (forecast.firstToken95, forecast.p95, forecast.errorShare)
        let calls = "\(Figures.count(forecast.calls)) calls, \(forecast.minutes) min"
        let shares = forecast.shares.filter { $0.now > 0 || $0.then > 0 }.prefix(3).map {
            "\($0.model) \(percent($0.now)) to \(percent($0.then))"
        }
        return [
            flat(calls, "P95", "TOKEN P95", "FAILED", "COST", .muted),
            flat(
                "now",
                latency(p95.now),
                latency(first.now),
                share(failed.now),
                money(forecast.cost.now)
            ),
            flat(
                "then",
                latency(p95.then),
                latency(first.then),
                share(failed.then),
                money(forecast.cost.then)
            ),
            [Span(Text.padded("share", to: 7), .muted), Span(shares.joined(separator: "  "))],
        ] + warnings(width) + [sureness]
    }

    private func flat(
        _ name: String,
        _ p95: String,
        _ first: String,
        _ failed: String,
        _ cost: String,
        _ role: Role = .text
    ) -> TextLine {
        let cells = [p95, first, failed, cost].map { Text.padded($0, to: 10, .trailing) }
        return [Span(Text.padded(name, to: 20), .muted), Span(cells.joined(), role)]
    }

    private func row(_ name: String, _ now: String, _ then: String) -> TextLine {
        [Span(Text.padded(name, to: 15), .muted), Span(cells(now, then), .text)]
    }

    private func cells(_ now: String, _ then: String) -> String {
        Text.padded(now, to: 10, .trailing) + Text.padded(then, to: 10, .trailing)
    }

    private func warnings(_ width: Int) -> [TextLine] {
        var found: [String] = []
        if !forecast.obstacle.isEmpty { found.append("in the way now: \(forecast.obstacle)") }
        if !forecast.quota.isEmpty { found.append("a limit would be passed: \(forecast.quota)") }
        if let tooLong = forecast.tooLong, tooLong > 0 {
            found.append("\(percent(tooLong)) of the prompts are longer than it takes")
        }
        return found.flatMap { Paragraph.lines("! " + $0, max(1, width), role: .warning) }
    }

    private var sureness: TextLine {
        // How many open runs there are is said where the dialog asks what becomes of them.
        switch forecast.sureness {
        case .good: [Span("sure: \(Figures.count(forecast.evidence)) calls of \(judged)", .ok)]
        case .fair: [Span("fairly sure: \(forecast.evidence) calls of \(judged)", .text)]
        case .weak: [Span("not sure: only \(forecast.evidence) calls of \(judged)", .warning)]
        case .none: [Span("nothing is known: \(judged) was not called", .warning)]
        }
    }

    /// Whose calls say how sure it is.
    private var judged: String {
        forecast.shares.count { $0.then > 0 } > 1 ? "the target called least" : "the target"
    }

    private func percent(_ share: Double) -> String { Figures.percent(share) + "%" }

    private func share(_ share: Double?) -> String { share.map(percent) ?? Figures.missing }

    private func latency(_ seconds: Double?) -> String {
        Figures.latency(seconds: seconds)
    }

    private func money(_ amount: Double?) -> String {
        amount.map { Figures.fixed($0, 4) } ?? Figures.missing
    }
}
