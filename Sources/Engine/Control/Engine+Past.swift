internal import Journal
package import Orchestration

/// The system at an earlier moment, as far as the journal tells it.
extension Engine {
    /// At most so many runs that were open then are looked at.
    static let pastRuns = 2000

    /// What the journal tells of that moment: runs and their totals, models' figures, alerts and what
    /// operators did.
    ///
    /// What it does not keep is missing and not guessed: routes and sources, and `caveat` says so.
    /// Before its own beginning it tells nothing.
    package func snapshot(at moment: Instant) async throws -> Snapshot {
        var snapshot = Snapshot()
        snapshot.at = moment
        snapshot.environment = environment
        if let begins = try await journal.begins(), moment < begins {
            snapshot.begins = begins
            snapshot.caveat = "the journal begins \(begins.told(on: moment))"
            return snapshot
        }
        let open = try await journal.runsOpen(at: moment, limit: Self.pastRuns)
        let ended = try await journal.runsEnded(by: moment, limit: 64)
        let endings = try await journal.endings(by: moment)
        let acts = try await journal.audit(limit: 1000).filter { $0.at <= moment }
        let rows = await Self.rows(of: open, pinned)
        snapshot.totals = Self.totals(rows, endings)
        snapshot.watched = Self.watched(rows)
        snapshot.workflows = project.workflows.map { Self.row(of: $0, rows, endings) }
        snapshot.models = try await pastModels(at: moment)
        snapshot.alerts = try await pastAlerts(at: moment)
        snapshot.events = Self.events(ended, acts)
        snapshot.caveat = "from the journal: no routes, no sources"
        if open.count == Self.pastRuns { snapshot.caveat += "; only the newest 2,000 open runs" }
        return snapshot
    }

    /// Everything about one run as it was then; nil where it had not been opened.
    package func detail(of id: RunID, at moment: Instant) async throws -> RunDetail? {
        guard let history = try await journal.history(of: id) else { return nil }
        let facts = history.facts.filter { $0.at <= moment }
        guard case .opened(let opening)? = facts.first?.fact,
            let plan = pinned[Pin(opening.workflow, opening.version)],
            var detail = RunDetail(id, history: facts, plan: plan)
        else { return nil }
        for (key, bytes) in try await journal.choices(of: id) { detail.add(choice: bytes, to: key) }
        return detail
    }

    /// Pages of the journal that one page of the past may take.
    private static let pastPages = 25

    /// A page of runs as they were then: those that have changed since are folded up to that
    /// moment, and only then asked whether they match.
    package func page(_ query: RunQuery, at moment: Instant) async throws -> RunPage {
        let filter = try Filter(parsing: query.filter)
        let lister = RunLister(journal)
        var (query, past) = (query, RunPage())
        for _ in 0..<Self.pastPages {
            let page = try await lister.candidates(query, filter, openedBy: moment)
            past.rows += try await rows(page.rows, asOf: moment).filter { filter.matches($0) }
            past.next = page.next
            guard past.rows.isEmpty, page.next != nil else { break }
            query.after = page.next
        }
        return past
    }

    private func rows(_ rows: [RunRow], asOf moment: Instant) async throws -> [RunRow] {
        var past: [RunRow] = []
        for row in rows {
            if let closed = row.closed, closed <= moment {
                past.append(row)
            } else if let history = try await journal.history(of: row.id) {
                let known = History(row: row, facts: history.facts.filter { $0.at <= moment })
                past += await Self.rows(of: [known], pinned)
            }
        }
        return past
    }

    /// Folds histories beside the engine, whose turns must not wait for it.
    private nonisolated static func rows(
        of histories: [History],
        _ plans: [Pin: Plan]
    ) async -> [RunRow] {
        histories.compactMap { history in
            guard case .opened(let opening)? = history.facts.first?.fact,
                let plan = plans[Pin(opening.workflow, opening.version)]
            else { return nil }
            return RunState(replaying: history.facts, plan: plan)?.row(history.run)
        }
    }

    private static func totals(_ rows: [RunRow], _ endings: [Tally]) -> Snapshot.Totals {
        var totals = Snapshot.Totals()
        for row in rows {
            switch row.state {
            case .retry: totals.retrying += 1
            case .paused: totals.paused += 1
            case .wait, .held: totals.waiting += 1
            case .fail: totals.failed += 1
            default: totals.running += 1
            }
        }
        totals.failed += endings.filter { $0.closedAs == .fail }.reduce(0) { $0 + $1.count }
        totals.completed = endings.filter { $0.closedAs == .ok }.reduce(0) { $0 + $1.count }
        return totals
    }

    /// The same order as on the live screen: what needs eyes first, then the oldest.
    private static func watched(_ rows: [RunRow]) -> [RunRow] {
        let order: [StateWord] = [.fail, .retry, .paused, .run, .held, .wait]
        func rank(_ row: RunRow) -> Int { order.firstIndex(of: row.state) ?? order.count }
        return Array(rows.sorted { (rank($0), $0.opened) < (rank($1), $1.opened) }.prefix(64))
    }

    private static func row(
        of workflow: Workflow,
        _ rows: [RunRow],
        _ endings: [Tally]
    ) -> WorkflowRow {
        let mine = endings.filter { $0.workflow == workflow.name }
        func count(_ word: StateWord) -> Int {
            mine.filter { $0.closedAs == word }.reduce(0) { $0 + $1.count }
        }
        var row = WorkflowRow()
        row.name = workflow.name
        row.owner = workflow.owner
        row.summary = workflow.summary
        row.version = workflow.version
        row.steps = workflow.sketch
        row.trigger = workflow.trigger?.words ?? "by hand"
        row.open = rows.count { $0.workflow == workflow.name }
        row.completed = count(.ok)
        row.failed = count(.fail)
        row.state = row.failed > 0 ? .fail : row.open > 0 ? .run : .idle
        return row
    }

    private static func events(_ ended: [RunRow], _ acts: [AuditEntry]) -> [EventLine] {
        let ends = ended.compactMap { row -> EventLine? in
            guard let closed = row.closed else { return nil }
            let took = (closed - row.opened).inWords
            let text =
                row.reason.isEmpty
                ? "\(row.stepsDone)/\(row.stepsTotal) steps in \(took)" : row.reason
            return EventLine(
                at: closed,
                word: row.state.rawValue,
                object: "\(row.workflow)#\(row.id.text)",
                text: text
            )
        }
        let orders = acts.prefix(64).map { entry in
            EventLine(
                at: entry.at,
                word: "OPER",
                object: entry.actor,
                text: "\(entry.action) \(entry.object) \(entry.change) \"\(entry.reason)\"",
                about: entry.object
            )
        }
        return (ends + orders).sorted { $0.at < $1.at }
    }
}
