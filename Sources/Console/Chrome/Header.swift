package import Orchestration
internal import Screen

/// The first line: which system, how fresh, what needs a human.
struct Header {
    let console: Console

    /// A group of words; those with the greatest rank are dropped first.
    private struct Part {
        let line: TextLine
        let rank: Int
        let isRight: Bool
        /// Measured once: parts are left out one by one until the others fit.
        let width: Int

        init(line: TextLine, rank: Int, isRight: Bool) {
            (self.line, self.rank, self.isRight) = (line, rank, isRight)
            width = Text.width(line.plain)
        }
    }

    /// Draws the line.
    func draw(in grid: inout Grid) {
        let width = grid.size.columns
        var parts = self.parts
        while total(parts) > width, let worst = parts.map(\.rank).max(), worst > 0 {
            parts.removeAll { $0.rank == worst }
        }
        var at = 0
        for part in parts where !part.isRight {
            at = grid.write(part.line, column: at, row: 0, limit: width - at)
        }
        var end = width
        for part in parts.reversed() where part.isRight {
            end -= part.width
            grid.write(part.line, column: max(at, end), row: 0, limit: width - max(at, end))
        }
    }

    private func total(_ parts: [Part]) -> Int {
        parts.reduce(0) { $0 + $1.width }
    }

    private var parts: [Part] {
        [
            Part(line: badge, rank: 0, isRight: false),
            Part(line: trouble, rank: 0, isRight: false),
            Part(line: pause, rank: 0, isRight: false),
            Part(line: context, rank: 3, isRight: false),
            Part(line: project, rank: 4, isRight: false),
            Part(line: simulation, rank: 7, isRight: false),
            Part(line: link, rank: console.link == .up ? 9 : 2, isRight: false),
            Part(line: age, rank: 8, isRight: false),
            Part(line: totals(.some), rank: 3, isRight: true),
            Part(line: totals(.many), rank: 5, isRight: true),
            Part(line: alerts, rank: 1, isRight: true),
            Part(line: [Span("  \(Figures.clock(console.now))", .text)], rank: 6, isRight: true),
            Part(line: live, rank: 0, isRight: true),
        ]
    }

    private var badge: TextLine {
        let environment = console.snapshot?.environment
        let name = environment?.name ?? "starting"
        let role: Role = environment?.isProduction == true ? .production : .headerBadge
        let badge = Span(" \(name) ", role, .bold)
        let access = console.accessWord
        guard !access.isEmpty else { return [badge] }
        return [badge, Span("\(access) ", console.access == .readOnly ? .readOnly : .late, .bold)]
    }

    private var trouble: TextLine {
        let words = console.snapshot?.environment.trouble ?? ""
        return words.isEmpty ? [] : [Span(" "), Span(" \(words.uppercased()) ", .failing, .bold)]
    }

    private var pause: TextLine {
        guard console.snapshot?.isPaused == true else { return [] }
        return [Span(" "), Span(" ALL PAUSED ", .paused, .bold)]
    }

    /// Which of many engines, where its system's name does not say it.
    private var context: TextLine {
        guard console.contexts.count > 1, console.context != console.snapshot?.environment.name
        else { return [] }
        return [Span(" ctx ", .muted), Span(console.context, .strong)]
    }

    private var project: TextLine {
        let environment = console.snapshot?.environment
        guard let name = environment?.project, !name.isEmpty, name != environment?.name else {
            return []
        }
        return [Span(" \(name)", .text)]
    }

    private var simulation: TextLine {
        let words = console.snapshot?.environment.simulated ?? ""
        return words.isEmpty ? [] : [Span(" "), Span(" SIM \(words) ", .simulated)]
    }

    private var link: TextLine {
        switch console.link {
        case .up: [Span(" │ ", .border), Span("link ok", .muted)]
        case .lost(_, let since):
            [
                Span(" │ ", .border),
                Span("link LOST \(Figures.age(console.now - since))", .failing, .bold),
            ]
        }
    }

    private var age: TextLine {
        let text = console.age.map { "data \(Figures.age($0)) old" } ?? "no data yet"
        return [Span(" │ ", .border), Span(text, console.isStale ? .late : .muted)]
    }

    private enum Share { case some, many }

    private func totals(_ share: Share) -> TextLine {
        guard let totals = console.snapshot?.totals else { return [] }
        switch share {
        case .some:
            return [
                Span("  run \(Figures.short(Double(totals.running)))", .text),
                Span("  fail \(totals.failed)", totals.failed > 0 ? .failing : .muted),
            ]
        case .many:
            return [
                Span("  retry \(totals.retrying)", totals.retrying > 0 ? .retrying : .muted),
                Span("  paused \(totals.paused)", totals.paused > 0 ? .paused : .muted),
            ]
        }
    }

    private var alerts: TextLine {
        // A moment put together from the journal has no alerts to count.
        guard console.snapshot?.caveat.isEmpty ?? true else {
            return [Span("  alerts \(Figures.missing)", .muted)]
        }
        let open = console.alertsToDo
        guard !open.isEmpty else { return [Span("  alerts 0", .muted)] }
        let critical = open.count { $0.severity == .critical }
        guard critical > 0 else { return [Span("  alerts \(open.count)", .warning, .bold)] }
        return [Span("  "), Span(" alerts \(open.count) crit \(critical) ", .critical, .bold)]
    }

    /// The age again, in a badge that says whether the moment is now.
    private var live: TextLine {
        let age = Figures.shortAge(console.age)
        switch console.timeline {
        case .live:
            let role: Role = console.isStale ? .late : console.link == .up ? .ok : .failing
            return [
                Span(" "), Span("[\(console.isStale ? "STALE" : "LIVE") \(age)] ", role, .bold),
            ]
        case .frozen(let back):
            return [Span(" "), Span("[\(back == 0 ? "FROZEN" : "PAST") \(age)] ", .past, .bold)]
        }
    }
}

extension Console {
    /// The alerts that somebody must still deal with.
    package var alertsToDo: [AlertRow] { snapshot?.alerts.filter { $0.state.needsHuman } ?? [] }
}
