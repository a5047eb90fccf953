internal import Orchestration
internal import Screen

/// What stands below the rows of a list where they leave room: sums, what a mark means, what speaks
/// against the state of things.
extension Console {
    func footnotes(of pane: PaneID, _ width: Int) -> [TextLine] {
        guard snapshot?.caveat.isEmpty ?? false else { return [] }
        switch pane {
        case .overviewModels:
            return driftNotes + budgetNotes(width) + [costNote, tokenNote].compactMap(\.self)
        case .overviewAlerts: return [ownersNote, snoozedNote].compactMap(\.self)
        case .overviewSources: return blockedNotes
        case .workflows:
            return [
                TextLine("~ running  . ok  x failed  o skipped   OK%24H and P50, P95: 24 h", .muted)
            ]
        case .models:
            return [
                TextLine("COOL out of rotation (5)   DRFT scores drift, DRIFT is PSI", .muted)
            ]
        case .routes: return routeNotes(width)
        case .sources:
            return [
                TextLine(
                    "USE% age as a share of the SLA: over 100 is late   - not measured",
                    .muted
                )
            ]
        default: return []
        }
    }

    /// The models whose scores have drifted.
    private var driftNotes: [TextLine] {
        (snapshot?.models ?? []).filter { $0.state == .drift }.prefix(2).map { row in
            let limit = row.driftLimit.map { " over \(Figures.number($0))" } ?? ""
            return TextLine("drift   \(row.name) \(Figures.number(row.drift))\(limit)", .drifting)
        }
    }

    /// How much of all limits on money a day is spent, and when the rest is gone at the rate of now.
    private func budgetNotes(_ width: Int) -> [TextLine] {
        let limited = (snapshot?.models ?? []).filter { $0.moneyPerDay != nil }
        let uses = limited.compactMap(\.moneyPerDay)
        let (used, limit) = (uses.map(\.used).reduce(0, +), uses.map(\.limit).reduce(0, +))
        guard limit > 0, let now = snapshot?.at else { return [] }
        let share = used / limit
        let role: Role = share >= 1 ? .failing : share >= 0.8 ? .warning : .text
        let rate = limited.compactMap { $0.hourlyCost(over: .minute) }.reduce(0, +)
        let figures = "\(Figures.number(used)) of \(Figures.number(limit)) a day"
        let bar = max(4, min(40, width - 12))
        return [
            [
                Span("budget  ", .muted), Span(figures, role),
                Span("   \(Figures.percent(share))%", role),
                Span(Budget.end(used: used, of: limit, rate: rate, at: now), .muted),
            ],
            [Span(Text.blanks(8))] + Bar.line(share, width: bar, role == .text ? .chart : role),
        ]
    }

    private var costNote: TextLine? {
        let rows = snapshot?.models ?? []
        let rates = rows.compactMap { $0.hourlyCost(over: .minute) }
        guard !rates.isEmpty else { return nil }
        let day = rows.compactMap { $0.windows.first { $0.span == .day }?.cost }.reduce(0, +)
        let rate = Figures.number(rates.reduce(0, +))
        return TextLine("cost    \(rate) an hour (15m)   \(Figures.number(day)) in 24 h", .muted)
    }

    private var tokenNote: TextLine? {
        let hours = (snapshot?.models ?? []).compactMap { $0.windows.first { $0.span == .hour } }
        let (taken, given) = (hours.compactMap(\.tokensIn), hours.compactMap(\.tokensOut))
        guard !taken.isEmpty || !given.isEmpty else { return nil }
        func short(_ parts: [Int]) -> String { Figures.short(Double(Self.sum(parts))) }
        return TextLine("tokens  in \(short(taken))   out \(short(given))   over 1h", .muted)
    }

    /// Who has taken which alerts on.
    private var ownersNote: TextLine? {
        let taken = (snapshot?.alerts ?? []).filter { $0.state == .acknowledged }
        guard !taken.isEmpty else { return nil }
        let words = taken.prefix(3).map { "\($0.object) \($0.owner)" }.joined(separator: ", ")
        return TextLine("taken   \(words)", .muted)
    }

    private var snoozedNote: TextLine? {
        let asleep = (snapshot?.alerts ?? []).filter { $0.state == .snoozed }
        guard !asleep.isEmpty else { return nil }
        let next = asleep.compactMap(\.returns).min().map {
            ", the next wakes \(Figures.clock($0))"
        }
        return TextLine("snoozed \(asleep.count)\(next ?? "")", .muted)
    }

    private var blockedNotes: [TextLine] {
        (snapshot?.sources ?? []).filter { $0.blocked > 0 }.prefix(2).map { row in
            TextLine("blocks  \(Figures.count(row.blocked)) runs wait for \(row.name)", .warning)
        }
    }

    /// What an operator should know of the routes, the first of each.
    private func routeNotes(_ width: Int) -> [TextLine] {
        let found = (snapshot?.routes ?? []).flatMap { row in
            RoutePane.checks(row).map { "! \(row.name): \($0)" }
        }
        guard !found.isEmpty else { return [TextLine("checks  nothing speaks against it", .muted)] }
        return found.map { TextLine($0, .warning) }
    }
}
