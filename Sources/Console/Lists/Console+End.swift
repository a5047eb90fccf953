internal import Orchestration

/// The end of a list is the end of what there is, and not of what has been read.
extension Console {
    /// Entries of the audit that are read at first, and more each time that their end is near.
    static let auditPage = 200

    /// At most so many entries of the audit, and so many runs, are read for the sake of the end.
    static let auditMax = 5_000
    static let endMax = 10_000

    /// Asks for the audit, as much of it as is shown.
    mutating func fetchAudit() -> [Effect] { ask(.fetchAudit(limit: auditLimit)) }

    /// To the last row; where the list goes on beyond what was read, that is read first.
    mutating func moveToEnd() -> [Effect] {
        guard focus.isList, hasMore(of: focus) else { return move(by: .max / 2) }
        endWanted = focus
        return followEnd()
    }

    /// Whether a list has rows that were not read.
    private func hasMore(of pane: PaneID) -> Bool {
        switch pane {
        case .runs: isLive && runs.next != nil && runs.rows.count < Self.endMax
        case .deadLetters: !hasAllLetters && (deadLetters?.count ?? 0) < Self.endMax
        case .audit: hasMoreAudit && auditLimit < Self.auditMax
        default: false
        }
    }

    private var hasMoreAudit: Bool { (audit?.count ?? 0) >= auditLimit }

    /// After a page has come: on to the end, as long as that is wanted.
    mutating func followEnd() -> [Effect] {
        guard let pane = endWanted else { return [] }
        guard place.panes.contains(pane), focus == pane else {
            endWanted = nil
            return []
        }
        let count = lists[pane]?.order.count ?? 0
        lists[pane]?.move(by: .max / 2, at: now)
        settle(pane)
        guard hasMore(of: pane) else {
            endWanted = nil
            tellEnd(of: pane, count)
            return []
        }
        say("reading on to the end: \(Figures.count(count)) so far; esc stops")
        return page(of: pane)
    }

    private mutating func page(of pane: PaneID) -> [Effect] {
        switch pane {
        case .runs: return runs.askMore(at: now, limit: RunBook.refreshed).map { [$0] } ?? []
        case .deadLetters: return fetchMoreLetters()
        case .audit: return readMoreAudit()
        default: return []
        }
    }

    /// More of the audit, where there is more.
    mutating func readMoreAudit() -> [Effect] {
        guard hasMoreAudit, auditLimit < Self.auditMax else { return [] }
        auditLimit = min(Self.auditMax, max(auditLimit + Self.auditPage, auditLimit * 2))
        return fetchAudit()
    }

    /// The next part of the audit, before the end of what was read is reached.
    mutating func fetchMoreAudit() -> [Effect] {
        let list = list(of: .audit)
        guard let index = list.index, index >= list.order.count - 20 else { return [] }
        return readMoreAudit()
    }

    private mutating func tellEnd(of pane: PaneID, _ count: Int) {
        let isWhole =
            switch pane {
            case .runs: runs.next == nil
            case .deadLetters: hasAllLetters
            case .audit: !hasMoreAudit
            default: true
            }
        say(
            isWhole
                ? "the end: \(Figures.count(count)) rows"
                : "\(Figures.count(count)) rows were read, and there are more; / finds what is older"
        )
    }
}
