internal import Orchestration
internal import Screen

/// Shares that are drafted step by step, and applied after a look at what they would do.
extension Console {
    /// Opens the draft of the route that is selected: the one that was kept, or a new one.
    mutating func draftShares() -> [Effect] {
        guard let route = routeHere else {
            say(routeObstacle, .refused)
            return []
        }
        if var draft = drafts[route.name] {
            draft.opened = now
            mode = .sharing(draft)
            return dryRun(draft)
        }
        var model = ""
        if case .target(_, let name)? = selected { model = name }
        guard let draft = ShareDraft(route, choosing: model, at: now) else {
            say("\(route.name) has one target: there is nothing to divide", .refused)
            return []
        }
        mode = .sharing(draft)
        return dryRun(draft)
    }

    /// Asks what the shares would have meant: each time that they are moved.
    private func dryRun(_ draft: ShareDraft) -> [Effect] {
        draft.forecast == nil ? [.forecastShares(route: draft.route, draft.table)] : []
    }

    /// Takes what recorded traffic says of an order that is being drafted or asked about.
    mutating func take(_ forecast: RerouteForecast, of action: Control.Action) {
        switch mode {
        case .confirming(var dialog):
            dialog.take(forecast, of: action)
            mode = .confirming(dialog)
        case .sharing(var draft):
            guard case .split(draft.route, let shares, _) = action else { return }
            draft.take(forecast, of: shares)
            mode = .sharing(draft)
        case .browsing, .filtering, .commanding, .picking, .reading, .binding: break
        }
    }

    /// Takes a key while shares are drafted.
    mutating func share(_ key: Key, _ draft: ShareDraft) -> [Effect] {
        let before = draft.table
        var draft = draft
        switch draft.take(key, at: now) {
        case .open:
            mode = .sharing(draft)
            return draft.table == before ? [] : dryRun(draft)
        case .kept:
            mode = .browsing
            keep(draft)
        case .dropped:
            mode = .browsing
            drafts[draft.route] = nil
            say("the draft of \(draft.route) is dropped; nothing was changed")
        case .ready:
            keep(draft)
            return apply(draft)
        }
        return []
    }

    private mutating func keep(_ draft: ShareDraft) {
        drafts[draft.route] = draft.isChanged ? draft : nil
        say(
            draft.isChanged
                ? "the draft of \(draft.route) is kept; % opens it again" : "nothing was changed"
        )
    }

    private mutating func apply(_ draft: ShareDraft) -> [Effect] {
        var choices: [Confirmation.Choice] = []
        if draft.isChanged {
            choices.append(
                .init(
                    Split.words(draft.table),
                    [.split(route: draft.route, shares: draft.table)]
                )
            )
        }
        if let row = route(draft.route), !row.split.isEmpty {
            choices.append(
                .init(
                    "back to the policy",
                    [.split(route: draft.route, shares: [:])]
                )
            )
        }
        guard !choices.isEmpty else {
            mode = .browsing
            say("nothing was changed: the shares are as they were", .refused)
            return []
        }
        return ask(
            .split,
            title: "Divide \(draft.route)",
            button: "Apply",
            seen: [.target(route: draft.route, model: "")],
            choices: choices
        )
    }

    /// What an operator should know of a draft before it is applied.
    func checks(of draft: ShareDraft) -> [String] {
        let takers = draft.shares.filter { $0.percent > 0 }
        let rows = takers.compactMap { model($0.model) }
        var found: [String] = []
        for row in rows where row.state == .cool || row.state == .warn {
            found.append("\(row.name) is \(row.state.rawValue): \(row.reason)")
        }
        if takers.count == 1, let only = rows.first, only.state == .cool {
            found.append("nothing else takes calls while \(only.name) cools down")
        }
        if let row = route(draft.route), let to = row.overriddenTo {
            found.append("all goes to \(to) until its override ends: shares count after that")
        }
        return found + rows.flatMap { quotaChecks($0) + contextChecks($0, draft) }
    }

    private func quotaChecks(_ row: ModelRow) -> [String] {
        row.quotas.filter { $0.limit > 0 && $0.used / $0.limit >= 0.7 }.map { quota in
            let share = Figures.percent(quota.used / quota.limit)
            return "\(row.name) has used \(share)% of its \(quota.name)"
        }
    }

    /// Prompts of the others that it could not take.
    private func contextChecks(_ row: ModelRow, _ draft: ShareDraft) -> [String] {
        guard let limit = row.contextTokens else { return [] }
        let prompts = draft.shares.compactMap { share in
            model(share.model)?.windows.first { $0.span == .hour }?.prompt95
        }
        guard let most = prompts.max(), most > limit else { return [] }
        return ["\(row.name) takes \(limit) tokens; prompts here have up to \(most)"]
    }

    /// What is over: resolved alerts in their list, or the changes that were applied to routes.
    mutating func showPast() -> [Effect] {
        guard place == .routing else {
            showsResolved.toggle()
            arrange(.alerts)
            arrange(.overviewAlerts)
            settle(.alerts)
            let over = snapshot?.alerts.count { $0.state == .resolved } ?? 0
            say(
                showsResolved
                    ? "what is over is listed too: \(over) of the last 24 h"
                    : "what is over is hidden"
            )
            return []
        }
        readsChanges = true
        return [.fetchAudit(limit: auditLimit)]
    }

    /// Opens the changes of routes, once the audit has come.
    mutating func showChanges() {
        guard readsChanges else { return }
        readsChanges = false
        guard mode == .browsing, place == .routing else { return }
        let name = routeHere?.name
        let entries = shownAudit.filter { $0.object.hasPrefix("route ") }
            .filter { name == nil || $0.object == "route \(name ?? "")" }
        let title = name.map { "Changes of \($0)" } ?? "Changes of routes"
        let lines = entries.flatMap { Self.lines(of: $0) }
        let none = TextLine(
            "nobody has changed it, as far as the newest audit entries tell",
            .muted
        )
        mode = .reading(Sheet(title: title, lines: lines.isEmpty ? [none] : lines))
    }

    private static func lines(of entry: AuditEntry) -> [TextLine] {
        let time = Figures.stamp(entry.at)
        let isDone = entry.result == "ok"
        let head: TextLine = [
            Span("\(time)  ", .muted), Span(entry.actor, .strong), Span("  \(entry.action)  "),
            Span(entry.change, isDone ? .text : .warning),
            Span(isDone ? "" : "  \(entry.result)", .warning),
        ]
        return entry.reason.isEmpty ? [head] : [head, TextLine("    \(entry.reason)", .muted)]
    }
}
