internal import Orchestration
internal import Screen

/// Marks: what a key is to be done to, where that is more than the selected row.
extension Console {
    /// Marks, in one list.
    mutating func mark(_ verb: Verb) {
        let pane = focus.master
        guard let selection = lists[pane]?.selection else { return }
        switch verb {
        case .mark:
            lists[pane]?.toggleMark(selection)
            lists[pane]?.move(by: 1, at: now)
            settle(pane)
        case .markRange: range(pane, selection)
        default:
            lists[pane]?.clearMarks()
            (readsAll, notice) = (false, nil)
        }
        rememberMarked(in: pane)
    }

    /// Marks what is shown; once more reads the rest of the runs and marks them too.
    mutating func markAll() -> [Effect] {
        let pane = focus.master
        guard let list = lists[pane], list.selection != nil else { return [] }
        let hadAll = list.hasAllMarked
        lists[pane]?.markAll()
        rememberMarked(in: pane)
        guard pane == .runs, isLive, runs.next != nil else { return [] }
        guard hadAll else {
            say("marked what was read; ctrl-a once more reads all that match and marks them")
            return []
        }
        readsAll = true
        return readAll()
    }

    /// So many runs are marked at once at most.
    static let markedMax = 10_000

    /// The next page of the runs that are to be marked; at the end marks them.
    mutating func readAll() -> [Effect] {
        guard readsAll else { return [] }
        guard place == .runs, isLive else {
            readsAll = false
            return []
        }
        let total = runs.total.map { " of \(Figures.count($0))" } ?? ""
        guard runs.next == nil || runs.rows.count >= Self.markedMax else {
            say("reading all that match: \(Figures.count(runs.rows.count))\(total); esc stops")
            return runs.askMore(at: now, limit: RunBook.refreshed).map { [$0] } ?? []
        }
        readsAll = false
        lists[.runs]?.markAll()
        rememberMarked(in: .runs)
        let marked = lists[.runs]?.marks.count ?? 0
        let rest = runs.next == nil ? ", all that match" : ": more are not marked at once"
        say("marked \(Figures.count(marked))\(rest)", .done)
        return []
    }

    private mutating func range(_ pane: PaneID, _ selection: ObjectID) {
        guard lists[pane]?.anchor != nil else {
            lists[pane]?.anchor = selection
            say("range begins here; move and press v again")
            return
        }
        lists[pane]?.markRange()
        lists[pane]?.anchor = nil
        say(Self.count(ofMarked: lists[pane] ?? ListState()))
    }

    /// `4 marked, 3 not shown`: the count is always visible.
    static func count(ofMarked list: ListState) -> String {
        let hidden = list.marksHidden
        let rest = hidden > 0 ? ", \(Figures.count(hidden)) not shown" : ""
        return "\(Figures.count(list.marks.count)) marked\(rest)"
    }

    /// Keeps marks on what lives, after newer data; what is no more loses its mark, and that is said.
    mutating func tendMarks(of list: inout ListState, in pane: PaneID) {
        guard list.marksHidden > 0 else { return }
        let missing = list.marks.subtracting(list.order.lazy.map(\.id))
        let known = matches(of: "", in: pane)
        let gone = missing.filter { !$0.outlivesItsRow && !known.contains($0) }
        guard !gone.isEmpty else { return }
        list.unmark(gone)
        let names = gone.count == 1 ? gone.first?.name ?? "" : Figures.count(gone.count)
        say("\(names) is gone from the list, and its mark with it")
    }

    /// Notes how the marked runs look now: their lists are capped, and an order needs the version
    /// that was seen.
    mutating func rememberMarked(in pane: PaneID) {
        guard pane == .runs || pane == .watched else { return }
        let marks = lists[pane]?.marks ?? []
        if [PaneID.runs, .watched].allSatisfy({ lists[$0]?.marks.isEmpty ?? true }) {
            markedRuns = [:]
        }
        guard !marks.isEmpty, isLive else { return }
        for row in pane == .runs ? runs.rows : snapshot?.watched ?? []
        where marks.contains(.run(row.id)) {
            markedRuns[row.id] = row
        }
    }
}

extension ObjectID {
    /// Whether it goes on being when a list no longer has it: lists of these hold only a part.
    fileprivate var outlivesItsRow: Bool {
        switch self {
        case .run, .deadLetter, .anywhere: true
        case .workflow, .step, .model, .target, .alert, .source, .audit, .silence, .proposal,
            .context, .occurrence, .command:
            false
        }
    }
}
