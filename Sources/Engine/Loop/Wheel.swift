internal import HeapModule
internal import Orchestration

/// Everything that is due at some moment, earliest first.
///
/// Entries are never searched for: whoever is no longer waited for is recognised when it comes up,
/// by its owner, and ignored; when most are so, all are swept out at once.
struct Wheel<Entry: Sendable>: Sendable {
    private struct Item: Comparable, Sendable {
        let due: Instant
        /// Ties ring in the order they were set.
        let order: Int
        let entry: Entry

        static func < (a: Item, b: Item) -> Bool { (a.due, a.order) < (b.due, b.order) }
        static func == (a: Item, b: Item) -> Bool { a.order == b.order }
    }

    private var heap = Heap<Item>()
    private var count = 0
    /// More entries than this are worth a sweep: twice what the last one left, and some.
    private var crowd = Self.crowdMin
    private static var crowdMin: Int { 4096 }

    /// The earliest moment anything is due.
    var nextDue: Instant? { heap.min?.due }

    mutating func set(_ entry: Entry, due: Instant) {
        count += 1
        heap.insert(Item(due: due, order: count, entry: entry))
    }

    /// Takes out all that is due by then, earliest first.
    mutating func takeDue(by now: Instant) -> [Entry] {
        var due: [Entry] = []
        while let first = heap.min, first.due <= now { due.append(heap.removeMin().entry) }
        return due
    }

    /// Whether there are so many entries that most may be waited for no longer.
    var isCrowded: Bool { heap.count > crowd }

    /// Lets go of entries that nothing waits for.
    ///
    /// Done when it is crowded, it costs each entry O(1) over time.
    mutating func sweep(keeping isWaitedFor: (Entry) -> Bool) {
        heap = Heap(heap.unordered.filter { isWaitedFor($0.entry) })
        crowd = 2 * heap.count + Self.crowdMin
    }
}
