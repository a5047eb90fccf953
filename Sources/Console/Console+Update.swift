internal import Orchestration
internal import Screen

extension Console {
    /// Takes one message and answers with what it calls for.
    package mutating func update(_ message: Message) -> [Effect] {
        var effects: [Effect] = []
        switch message {
        case .input(let input, let at):
            advance(to: at)
            effects = take(input)
        case .snapshot(let snapshot):
            take(snapshot)
            effects = ring(for: snapshot)
        case .runs(let page, let query):
            let isHeld = lists[.runs]?.isHeld(at: now) ?? false
            runs.take(page, for: query, at: now, isHeld: isHeld)
            arrange(.runs)
            effects = readsAll ? readAll() : endWanted == nil ? readOn() : followEnd()
        case .detail(let detail, let id): take(detail, of: id)
        case .audit(let entries):
            audit = entries
            // A long audit is read again only every few seconds.
            if auditLimit == Self.auditPage { asked[.fetchAudit(limit: auditLimit)] = nil }
            arrange()
            showChanges()
            effects = followEnd()
        case .incident(let report): take(report)
        case .series(let parts, let model, let span): take(parts, of: model, span)
        case .pastRuns(let page, let query, let at):
            guard at == past else { break }
            pastRuns.take(page, for: query, at: now)
            arrange(.runs)
            if pastRuns.isReadingOn { effects = readOnPast(at) }
        case .pastDetail(let detail, let id, let at):
            guard at == past, isShown(.run(id)) else { break }
            show(detail, of: id)
        case .moment(let snapshot, let at): effects = take(snapshot, asOf: at)
        case .previous(let detail, let id): take(previous: detail, of: id)
        case .preview(let preview, let action):
            if case .confirming(var dialog) = mode {
                dialog.take(preview, of: action)
                mode = .confirming(dialog)
            }
        case .forecast(let forecast, let action):
            if let forecast { take(forecast, of: action) }
        case .why(let reports, let run, let step): take(reports, of: run, step: step)
        case .deadLetters(let letters, let before):
            take(letters, before: before)
            effects = followEnd()
        case .receipt(let receipt, let draft): effects = take(receipt, for: draft)
        case .tick(let instant):
            advance(to: instant)
            effects = refresh()
        case .linkLost(let reason, let at):
            advance(to: at)
            if case .up = link { record("the link is lost: \(reason)", .refused) }
            if case .up = link { link = .lost(reason: reason, since: at) }
        case .linkBack(let at):
            advance(to: at)
            if link != .up { record("the link is back", .done) }
            link = .up
            asked = [:]
        case .latency(let duration): latency = duration
        case .context(let report, let name): take(report, of: name)
        case .arrived(let name, let snapshot): effects = arrive(at: name, snapshot)
        case .turnedAway(let name, let reason):
            say("still \(context): \(name) cannot be gone to: \(reason)", .refused)
        case .told(let sentence):
            record(sentence, .hint)
            say(sentence)
        case .report(let title, let lines):
            guard mode == .browsing else { break }
            mode = .reading(Sheet(title: title, lines: lines.map { TextLine($0) }))
        }
        return effects
    }

    /// Time never runs backwards on the screen.
    private mutating func advance(to instant: Instant) {
        now = max(now, instant)
        if let notice, now >= notice.until { self.notice = nil }
        if let undo, now >= undo.until { self.undo = nil }
        endAccess()
        takeEarly()
        for (pane, list) in lists where list.heldUntil.map({ now >= $0 }) ?? false {
            lists[pane]?.release()
            arrange(pane)
        }
    }

    /// A keymap with mistakes says so once, at the first snapshot.
    private mutating func tellKeymapProblems() {
        guard moments.isEmpty, !registry.problems.isEmpty else { return }
        say("the keymap has \(registry.problems.count) problems; :keys shows them", .refused)
    }

    /// Keeps a newer moment; a frozen screen stands still and lets it wait.
    private mutating func take(_ snapshot: Snapshot) {
        if let last = moments.last, snapshot.sequence == last.sequence, snapshot.at <= last.at {
            return
        }
        now = max(now, snapshot.at)
        simulated = Set(snapshot.models.lazy.filter(\.isSimulated).map(\.name))
        incident.take(snapshot.events, at: snapshot.at)
        settleAccess(snapshot.environment)
        tellKeymapProblems()
        guard isLive else {
            waiting = snapshot
            return
        }
        if let rate, let last = moments.last, snapshot.at - last.at < rate {
            early = snapshot
            return
        }
        early = nil
        moments.keep(snapshot)
        arrangeSnapshot()
    }

    /// Shows the moment that came before its time, once that has come.
    private mutating func takeEarly() {
        guard isLive, let snapshot = early, let last = moments.last, now - last.at >= rate ?? .zero
        else { return }
        early = nil
        moments.keep(snapshot)
        arrangeSnapshot()
    }

    private mutating func take(_ detail: RunDetail?, of id: RunID) {
        asked[.fetchRun(id)] = nil
        guard isShown(.run(id)), isLive else { return }
        show(detail, of: id)
    }

    private mutating func show(_ detail: RunDetail?, of id: RunID) {
        absent = detail == nil ? id : nil
        shownDetailAt = past
        let isFirst = self.detail?.row.id != id
        self.detail = detail
        arrange(.steps)
        if isFirst, let detail { focusNeediest(of: detail) }
    }

    /// The step that failed, retries, runs or waits is selected when a run is opened.
    private mutating func focusNeediest(of detail: RunDetail) {
        let order = detail.steps.indices.sorted { a, b in
            (detail.steps[a].state.severity, a) < (detail.steps[b].state.severity, b)
        }
        guard let first = order.first else { return }
        lists[.steps, default: ListState()].select(.step(detail.row.id, first))
        neighbourhood =
            detail.steps.count > Neighbourhood.stepsMax ? Neighbourhood(center: first) : nil
        arrange(.steps)
    }
}
