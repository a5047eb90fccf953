package import Orchestration
internal import Screen

/// The first line: which system, how fresh, what needs a human.
struct Header {
    let console: Console

    /// Draws the line.
    func draw(in grid: inout Grid) { Fitting(parts: parts).draw(in: &grid) }

    /// What needs a human stays longest; then the time, then which of many this is.
    private var parts: [Fitting.Part] {
        [
            .init(badge, rank: 0),
            .init(trouble, rank: 0),
            .init(pause, rank: 0),
            .init(context, rank: 10),
            .init(project, rank: 11),
            .init(simulation, rank: 13, else: (shortSimulation, 3)),
            .init(link, rank: console.link == .up ? 12 : 1, else: shortLink),
            .init(age, rank: 9, else: (shortAge, 8)),
            .init(running, rank: 4, isRight: true),
            .init(failed, rank: 2, isRight: true),
            .init(troubled, rank: isQuiet ? 14 : 7, isRight: true),
            .init(alerts, rank: 4, isRight: true, else: (shortAlerts, 1)),
            .init([Span("  \(Figures.clock(console.now))", .text)], rank: 5, isRight: true),
            .init(live, rank: 0, isRight: true),
        ]
    }

    private var badge: TextLine {
        let environment = console.snapshot?.environment
        let name = environment?.name ?? "starting"
        let role: Role = environment?.isProduction == true ? .production : .headerBadge
        let badge = Span(" \(name) ", role, .bold)
        let access = console.accessWord
        guard !access.isEmpty else { return [badge] }
        return [badge, Span("\(access) ", accessRole, .bold)]
    }

    private var accessRole: Role {
        switch console.access {
        case .full: .muted
        case .readOnly: .readOnly
        case .lifted: .late
        }
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

    private var shortSimulation: TextLine {
        simulation.spans.isEmpty ? [] : [Span(" "), Span(" SIM ", .simulated)]
    }

    private var link: TextLine {
        switch console.link {
        case .up:
            let took = console.latency.map { " \(Figures.latency($0))" } ?? ""
            return [Span(" │ ", .border), Span("link ok\(took)", .muted)]
        case .lost(_, let since):
            return [
                Span(" │ ", .border),
                Span("link LOST \(Figures.age(console.now - since))", .failing, .bold),
            ]
        }
    }

    private var shortLink: (TextLine, Int)? {
        console.link == .up ? ([Span(" │ ", .border), Span("ok", .muted)], 6) : nil
    }

    private var age: TextLine {
        aged(console.age.map { "data \(Figures.age($0)) old" } ?? "no data yet")
    }

    private var shortAge: TextLine { aged(Figures.shortAge(console.age)) }

    private func aged(_ text: String) -> TextLine {
        [Span(" │ ", .border), Span(text, console.isStale ? .late : .muted)]
    }

    /// Nil before there is any news, and for a moment of which nothing is known.
    private var totals: Snapshot.Totals? {
        console.isBeforeJournal ? nil : console.snapshot?.totals
    }

    /// A count that nobody knows; nothing before there is any news.
    private func unknown(_ name: String) -> TextLine {
        console.isBeforeJournal ? [Span("  \(name) \(Figures.missing)", .muted)] : []
    }

    private var running: TextLine {
        totals.map { [Span("  run \(Figures.short(Double($0.running)))", .text)] } ?? unknown("run")
    }

    private var failed: TextLine {
        totals.map { [Span("  fail \($0.failed)", $0.failed > 0 ? .failing : .muted)] }
            ?? unknown("fail")
    }

    /// Whether nothing retries and nothing is paused.
    private var isQuiet: Bool { totals.map { $0.retrying == 0 && $0.paused == 0 } ?? true }

    private var troubled: TextLine {
        guard let totals else { return [] }
        return [
            Span("  retry \(totals.retrying)", totals.retrying > 0 ? .retrying : .muted),
            Span("  paused \(totals.paused)", totals.paused > 0 ? .paused : .muted),
        ]
    }

    private var alerts: TextLine {
        guard !console.isBeforeJournal else { return unknown("alerts") }
        let open = console.alertsToDo
        guard !open.isEmpty else { return [Span("  alerts 0", .muted)] }
        let critical = open.count { $0.severity == .critical }
        guard critical > 0 else { return [Span("  alerts \(open.count)", .warning, .bold)] }
        return [Span("  "), Span(" alerts \(open.count) crit \(critical) ", .critical, .bold)]
    }

    private var shortAlerts: TextLine {
        guard !console.isBeforeJournal else { return alerts }
        let open = console.alertsToDo
        let isCritical = open.contains { $0.severity == .critical }
        let role: Role = open.isEmpty ? .muted : isCritical ? .critical : .warning
        return [Span("  "), Span("alerts \(open.count)\(isCritical ? "!" : "")", role, .bold)]
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
