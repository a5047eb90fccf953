package import Orchestration

/// What one list remembers: where the cursor is, what is marked, how it is ordered.
package struct ListState: Hashable, Sendable {
    /// A row's identity and its index in the data it came from.
    package struct Entry: Hashable, Sendable {
        package let id: ObjectID
        package let index: Int

        package init(id: ObjectID, index: Int) {
            self.id = id
            self.index = index
        }
    }

    /// The rows in the order shown.
    package private(set) var order: [Entry] = []
    /// The selected object; it may have left the list, and then no row is selected.
    package private(set) var selection: ObjectID?
    /// Where the selection was last seen: where moving goes on from when it has left.
    package private(set) var lastIndex = 0
    /// Identities as the selection is: a row that leaves the list stays marked.
    package private(set) var marks: Set<ObjectID> = []
    /// The first row shown.
    package var offset = 0
    /// As typed; empty shows all.
    package var filter = "" {
        didSet { if filter != oldValue { isRefiltered = true } }
    }
    /// Whether the filter is new and its rows have not been seen yet.
    private(set) var isRefiltered = false
    /// The column it is sorted by; nil for the list's own order.
    package var sort: Sort?
    /// Ids of columns the operator has put away.
    package var hidden: Set<String> = []
    /// The column whose cell `y` copies; nil for the row's name.
    package var column: String?
    /// Whether the operator ever put the cursor somewhere.
    package private(set) var isSeated = false
    /// Whether a cursor that nobody put anywhere was pushed out of sight by what came above it.
    ///
    /// The list then stays at its top, where the worst or the newest is, and nothing is selected: a
    /// key must not act on what cannot be seen, nor on what came in its place.
    private(set) var hasDrifted = false
    /// When the cursor of a list that nobody touched lost its row.
    private var lostAt: Instant?
    /// Until then the order stands still.
    package private(set) var heldUntil: Instant?
    /// Objects that came while the order was held and are not shown yet.
    package private(set) var newcomers = 0
    /// Where a range of marks began.
    package var anchor: ObjectID?

    package init() {}

    /// A column and a direction.
    package struct Sort: Hashable, Sendable {
        package var column: String
        package var descending: Bool
    }

    /// How long the order stands still after a move.
    package static let hold = Duration.seconds(8)

    /// The selection's place in the order; nil when nothing is selected or it has left.
    package var index: Int? {
        guard let selection, !hasDrifted else { return nil }
        if order.indices.contains(lastIndex), order[lastIndex].id == selection { return lastIndex }
        return order.firstIndex { $0.id == selection }
    }

    /// Whether nobody chose a row, and none is selected: the top one has a pale cursor, and the
    /// first key that is about a row takes it.
    package var isUntouched: Bool { !isSeated && index == nil && !order.isEmpty }

    /// Whether the row that the cursor stood on went away so lately that a key may have been
    /// meant for it.
    package func hasJustLost(at now: Instant) -> Bool {
        lostAt.map { now - $0 < Self.surprise } ?? false
    }

    /// Less than the time in which a change on the screen is noticed and answered.
    package static let surprise = Duration.seconds(1)

    /// Why no row is selected though there are some, and what to do.
    var lostWords: String {
        hasDrifted
            ? "nothing is selected yet; the first key takes the top row"
            : "what was selected has left this list; move to choose another"
    }

    /// Whether the order stands still.
    package func isHeld(at now: Instant) -> Bool { heldUntil.map { now < $0 } ?? false }

    /// Takes the rows of newer data.
    ///
    /// While the order is held, rows keep their places, those that left are dropped, those that
    /// come after all others are added, and other new ones are counted. The selection never moves
    /// to another object; the first row is selected only where nothing ever was.
    package mutating func take(_ fresh: [Entry], at now: Instant) {
        if isHeld(at: now) {
            let found = Dictionary(
                fresh.map { ($0.id, $0) },
                uniquingKeysWith: { first, _ in first }
            )
            let known = Set(order.map(\.id))
            // What comes after all that is shown, the next page, moves nothing.
            let last = fresh.lastIndex { known.contains($0.id) } ?? -1
            order = order.compactMap { found[$0.id] } + fresh.suffix(from: last + 1)
            newcomers = max(0, fresh.count - order.count)
        } else {
            order = fresh
            newcomers = 0
            heldUntil = nil
        }
        if selection == nil { selection = order.first?.id }
        if let index { lastIndex = index }
        lastIndex = min(lastIndex, max(0, order.count - 1))
        noteLoss(at: now)
    }

    /// Selects the first row of a new filter, where the selected object is not among its rows.
    ///
    /// The operator asked for other objects, so this is no cursor that slid away.
    package mutating func seatAfterFilter() {
        guard isRefiltered, !order.isEmpty else { return }
        isRefiltered = false
        if index == nil { select(at: 0) }
    }

    /// Lets go of a cursor that nobody put where it is, once it is no longer among the rows shown.
    package mutating func drift(beyond height: Int, at now: Instant) {
        guard !isSeated, let index, index >= max(1, height) else { return }
        hasDrifted = true
        lastIndex = 0
        noteLoss(at: now)
    }

    private mutating func noteLoss(at now: Instant) {
        if index != nil { lostAt = nil } else if lostAt == nil { lostAt = now }
    }

    /// Lets the order follow the data again.
    package mutating func release() {
        heldUntil = nil
        newcomers = 0
    }

    /// Moves by rows; the order then stands still for a while.
    package mutating func move(by rows: Int, at now: Instant) {
        guard !order.isEmpty else { return }
        let from = index ?? lastIndex
        select(at: min(max(0, from.addingReportingOverflow(rows).partialValue), order.count - 1))
        heldUntil = now + Self.hold
    }

    /// Selects the row at a place in the order; out of range selects nothing new.
    package mutating func select(at place: Int) {
        guard order.indices.contains(place) else { return }
        lastIndex = place
        selection = order[place].id
        (isSeated, hasDrifted) = (true, false)
    }

    /// The operator comes to the list: the cursor is at its top where nobody moved it, and where
    /// its object has left.
    package mutating func arrive() {
        guard !order.isEmpty, !isSeated || index == nil else { return }
        lastIndex = 0
        selection = order[0].id
        hasDrifted = false
        offset = 0
    }

    /// Selects an object, shown or not.
    package mutating func select(_ id: ObjectID) {
        selection = id
        (isSeated, hasDrifted) = (true, false)
        if let index { lastIndex = index }
    }

    /// Marks or unmarks an object.
    package mutating func toggleMark(_ id: ObjectID) {
        if marks.remove(id) == nil { marks.insert(id) }
    }

    /// Marks every row shown, besides what is marked.
    package mutating func markAll() { marks.formUnion(order.lazy.map(\.id)) }

    /// Whether every row shown is marked.
    package var hasAllMarked: Bool { !order.isEmpty && order.allSatisfy { marks.contains($0.id) } }

    /// What is marked: as it is shown, then what is not shown now, by name.
    package var marked: [ObjectID] {
        let shown = order.lazy.map(\.id).filter(marks.contains)
        guard marks.count > shown.count else { return Array(shown) }
        return Array(shown) + marks.subtracting(shown).sorted { $0.name < $1.name }
    }

    /// How many of the marked are not among the rows.
    package var marksHidden: Int {
        marks.isEmpty ? 0 : marks.count - order.count { marks.contains($0.id) }
    }

    /// Unmarks what is no more.
    package mutating func unmark(_ gone: Set<ObjectID>) { marks.subtract(gone) }

    /// Marks every row from the anchor to the selection.
    package mutating func markRange() {
        guard let anchor, let to = index,
            let from = order.firstIndex(where: { $0.id == anchor })
        else { return }
        marks.formUnion(order[min(from, to)...max(from, to)].map(\.id))
    }

    /// Unmarks all.
    package mutating func clearMarks() {
        marks = []
        anchor = nil
    }

    /// The first row to show so that the selection is among `height` rows.
    package func window(of height: Int) -> Int {
        let height = max(1, height)
        var first = min(max(0, offset), max(0, order.count - height))
        if let index {
            if index < first { first = index }
            if index >= first + height { first = index - height + 1 }
        }
        return first
    }
}
