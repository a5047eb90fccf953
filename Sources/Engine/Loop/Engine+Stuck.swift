internal import Journal
internal import Orchestration

/// What the engine makes of a journal that cannot be written: it says so, and begins nothing.
extension Engine {
    /// Whether the file is gone from under the engine: what it knew to be durable may not be.
    var isDisplaced: Bool {
        guard case .displaced? = stuck else { return false }
        return true
    }

    /// Once a tick: an engine that has nothing to write would not notice for hours.
    func lookAtJournal() {
        do throws(JournalError) {
            try journal.insistOnPlace()
            // Whatever else is wrong is over when a commit says so.
            if isDisplaced, !isCommitting { journalWorks() }
        } catch {
            journalFailed(error)
        }
    }

    func journalFailed(_ error: JournalError) {
        if stuck == nil {
            stuckSince = time.now()
            tell(error.headline + ": nothing is acknowledged or begun")
        }
        stuck = error
        publishSoon()
    }

    func journalWorks() {
        guard let since = stuckSince else { return }
        tell("journal is written again, after \((time.now() - since).text)")
        stuck = nil
        stuckSince = nil
        publishSoon()
        fillSlots()
    }

    private func tell(_ text: String) {
        tail.append(EventLine(at: time.now(), word: "WARN", object: "journal", text: text))
    }
}

extension [AlertRule] {
    /// With a rule of our own where the project has none: nobody may have to think of it.
    var withOurs: [AlertRule] {
        contains { $0.condition == .journalStuck } ? self : self + [.journalStuck]
    }
}

extension AlertRule {
    fileprivate static let journalStuck = AlertRule(
        name: "journal_stuck",
        severity: .critical,
        condition: .journalStuck
    )
}
