/// Ties of groups that wait to be made, the strongest first.
struct TieQueue {
    struct Entry: Sendable {
        let bits: Double
        let one: Int
        let other: Int
        /// How often either group had grown when they were weighed.
        let versions: [Int]

        /// Equal ties go by place, so that the answer is always the same.
        func precedes(_ entry: Entry) -> Bool {
            bits != entry.bits ? bits > entry.bits : (one, other) < (entry.one, entry.other)
        }
    }

    /// A binary heap: each entry precedes those at twice its place plus one and two.
    private var heap: [Entry] = []

    mutating func insert(_ entry: Entry) {
        heap.append(entry)
        var place = heap.count - 1
        while place > 0, heap[place].precedes(heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// The strongest, or nil where none waits.
    mutating func removeFirst() -> Entry? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap[0] = last
        sink()
        return first
    }

    private mutating func sink() {
        var place = 0
        while let child = [2 * place + 1, 2 * place + 2].filter({ $0 < heap.count })
            .min(by: { heap[$0].precedes(heap[$1]) }), heap[child].precedes(heap[place])
        {
            heap.swapAt(child, place)
            place = child
        }
    }
}
