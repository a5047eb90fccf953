package import Orchestration

/// The pages of runs that have been read, as one list.
package struct RunBook: Sendable {
    package private(set) var rows: [RunRow] = []
    package private(set) var next: RunCursor?
    /// How many runs match in all, where the engine counted them.
    package private(set) var total: Int?
    /// What the rows answer; nil before the first page.
    package private(set) var filter: String?
    /// When the first page was last read.
    package private(set) var read: Instant?
    private var asked: (query: RunQuery, at: Instant)?
    /// What a refresh has found so far, where one page did not bring as much as is shown: that stays
    /// until the search has ended.
    private var draft: [RunRow]?
    /// Whether the rows took more than one question to find.
    package private(set) var isDeep = false

    package init() {}

    /// Rows of one page, and the most a refresh reads again.
    package static let page = 100
    package static let refreshed = 1000
    /// A question that was not answered for so long is asked anew.
    package static let patience = Duration.seconds(5)

    /// Whether the engine has more to look through before a page is full.
    package var isReadingOn: Bool { next != nil && (draft ?? rows).count < Self.page }

    /// How long rows stand before they are read again: a long search is not begun at every turn.
    package var pause: Duration { isDeep ? .seconds(15) : .seconds(2) }

    /// Whether nothing has been read for the filter.
    package func isBlank(for filter: String) -> Bool { self.filter != filter }

    /// Asks for the list from its top; nil while the same question is open.
    package mutating func ask(_ filter: String, at now: Instant) -> Effect? {
        var query = RunQuery()
        query.filter = filter
        let known = self.filter == filter ? rows.count : 0
        query.limit = min(Self.refreshed, max(Self.page, known))
        return ask(query, at: now)
    }

    /// Asks for the page after the last; nil when there is none or it was asked for.
    package mutating func askMore(at now: Instant, limit: Int = page) -> Effect? {
        guard let next, let filter else { return nil }
        var query = RunQuery()
        query.filter = filter
        query.after = next
        query.limit = limit
        return ask(query, at: now)
    }

    private mutating func ask(_ query: RunQuery, at now: Instant) -> Effect? {
        if let asked, now - asked.at < Self.patience,
            asked.query == query || (asked.query.filter == query.filter && query.after == nil)
        {
            return nil
        }
        asked = (query, now)
        return .fetchRuns(query)
    }

    /// Takes a page; one that answers an older question is dropped.
    ///
    /// - Parameters:
    ///   - page: The page.
    ///   - query: What it answers.
    ///   - now: When it came.
    ///   - isHeld: Whether the operator is moving: then what is shown stays, though so many runs
    ///     were opened meanwhile that the page begins and ends above it.
    package mutating func take(
        _ page: RunPage,
        for query: RunQuery,
        at now: Instant,
        isHeld: Bool = false
    ) {
        guard asked?.query == query else { return }
        asked = nil
        if query.after == nil {
            begin(page, query, isHeld: isHeld)
            read = now
        } else if query.after == next {
            add(page)
        }
        // A count is of one filter: another's says nothing.
        total = page.total ?? (filter == query.filter ? total : nil)
        filter = query.filter
    }

    /// The first page of a search.
    private mutating func begin(_ page: RunPage, _ query: RunQuery, isHeld: Bool) {
        let isSame = filter == query.filter
        draft = nil
        if isSame, isHeld, page.next != nil, !rows.isEmpty, !page.rows.isEmpty, !reaches(page) {
            renew(with: page)
        } else if isSame, isHeld, page.next != nil, !rows.isEmpty {
            extend(with: page)
        } else if isSame, page.next != nil, page.rows.count < min(Self.page, rows.count) {
            draft = page.rows
            next = page.next
        } else {
            if !isSame { isDeep = false }
            replace(with: page, limit: query.limit)
        }
    }

    /// A further page: of what is shown, or of the search that will replace it.
    private mutating func add(_ page: RunPage) {
        let known = Set((draft ?? rows).map(\.id))
        let fresh = page.rows.filter { !known.contains($0.id) }
        if isReadingOn { isDeep = true }
        next = page.next
        guard let found = draft else { return rows += fresh }
        draft = found + fresh
        guard !isReadingOn else { return }
        rows = found + fresh
        draft = nil
    }

    /// Whether a page comes down to the newest run that is known.
    private func reaches(_ page: RunPage) -> Bool {
        guard let newest = rows.first else { return true }
        return page.rows.contains { $0.id == newest.id }
    }

    /// Brings the rows that are known up to date, and adds none.
    private mutating func renew(with page: RunPage) {
        let fresh = Dictionary(page.rows.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
        rows = rows.map { fresh[$0.id] ?? $0 }
    }

    /// While the operator moves nothing is taken away below the page: so many were opened meanwhile
    /// that it ends above what is being read.
    private mutating func extend(with page: RunPage) {
        let fresh = Set(page.rows.map(\.id))
        let covered = rows.lastIndex { fresh.contains($0.id) } ?? -1
        let below = rows.suffix(from: covered + 1)
        if below.isEmpty { next = page.next }
        rows = page.rows + below
    }

    /// A refresh replaces what it covers and keeps pages read beyond it, where nothing is missing
    /// between them.
    private mutating func replace(with page: RunPage, limit: Int) {
        guard rows.count > limit, page.rows.count >= limit, reaches(page) else {
            rows = page.rows
            next = page.next
            return
        }
        let fresh = Set(page.rows.map(\.id))
        rows = page.rows + rows.dropFirst(limit).filter { !fresh.contains($0.id) }
    }
}
