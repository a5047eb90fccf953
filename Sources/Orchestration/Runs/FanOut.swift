/// The items of one fan-out, as slots behind those of the plan's steps.
///
///     slots   0 … n-1 │ n … n+count-1        │ …
///             steps   │ items of one fan-out │ of another
///
/// Items become ready in their order, as many at once as the limit allows: whoever ends makes room
/// for the next. Where nobody reads the result, none is kept.
/// Complexity: an end costs O(1), however many items there are.
struct FanOut: Equatable, Sendable {
    /// The step it is of.
    let step: Int
    /// The slot of its first item.
    let first: Int
    let items: [Value]
    /// How many of them, from the first, have been let in.
    private(set) var entered: Int
    /// All before this place have ended.
    private(set) var lead = 0
    /// How many have not ended.
    private(set) var unfinished: Int
    /// Results by place, null where there is none; empty where nobody reads them.
    private(set) var results: [Value]

    init(of step: Int, first: Int, items: [Value], limit: Int, isRead: Bool) {
        self.step = step
        self.first = first
        self.items = items
        entered = min(limit, items.count)
        unfinished = items.count
        results = isRead ? Array(repeating: .null, count: items.count) : []
    }

    /// One that has gone on for a while.
    init(
        of step: Int,
        first: Int,
        items: [Value],
        entered: Int,
        lead: Int,
        unfinished: Int,
        results: [Value]
    ) {
        self.step = step
        self.first = first
        self.items = items
        self.entered = entered
        self.lead = lead
        self.unfinished = unfinished
        self.results = results
    }

    /// Whether its counts can be those of its items: what is read from outside may be anything.
    var isSound: Bool {
        (0...items.count).contains(entered) && (0...entered).contains(lead)
            && (0...items.count).contains(unfinished)
            && (results.isEmpty || results.count == items.count)
    }

    /// The slots of all items.
    var slots: Range<Int> { first..<first + items.count }

    /// The slots of those let in at the beginning.
    var firstSlots: Range<Int> { first..<first + entered }

    /// The slots that may be under way: a window as wide as the limit, and the slowest item, make it.
    var window: Range<Int> { first + lead..<first + entered }

    /// The first item of the window has ended.
    mutating func advance() { lead += 1 }

    /// An item has ended.
    /// - Returns: The slot of the item that may begin in its place.
    mutating func end() -> Int? {
        unfinished -= 1
        guard entered < items.count else { return nil }
        entered += 1
        return first + entered - 1
    }

    /// Keeps an item's result, where anybody reads it.
    mutating func keep(_ value: Value, at slot: Int) {
        guard results.indices.contains(slot - first) else { return }
        results[slot - first] = value
    }
}
