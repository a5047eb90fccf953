/// The steps a decision has something to say about, in the order they became so.
///
/// Each insertion draws a ticket, and only the newest of a step counts. So removal only clears the
/// step's ticket, and the list is swept when most of it is stale: a fan-out over 100,000 steps costs
/// as much a step as one over ten. What was swept when never shows: the order is that of the
/// insertions alone.
/// Complexity: insertion and removal are amortised O(1).
struct ReadySteps: Equatable, Sendable, Sequence {
    private struct Entry: Sendable {
        let step: Int
        let ticket: Int
    }

    private var order: [Entry] = []
    /// The ticket of each step; 0 for none.
    private var tickets: [Int]
    private var newest = 0
    private var count = 0

    init(of steps: Int, _ first: [Int]) {
        tickets = Array(repeating: 0, count: steps)
        for step in first { insert(step) }
    }

    /// Makes room for as many more steps.
    mutating func grow(by steps: Int) {
        tickets.append(contentsOf: repeatElement(0, count: steps))
    }

    mutating func insert(_ step: Int) {
        guard tickets[step] == 0 else { return }
        newest += 1
        tickets[step] = newest
        order.append(Entry(step: step, ticket: newest))
        count += 1
    }

    mutating func remove(_ step: Int) {
        guard tickets[step] != 0 else { return }
        tickets[step] = 0
        count -= 1
        if order.count > 2 * count + 32 { sweep() }
    }

    private mutating func sweep() { order = order.filter { tickets[$0.step] == $0.ticket } }

    func makeIterator() -> some IteratorProtocol<Int> {
        order.lazy.filter { tickets[$0.step] == $0.ticket }.map(\.step).makeIterator()
    }

    static func == (a: ReadySteps, b: ReadySteps) -> Bool {
        a.tickets.count == b.tickets.count && a.elementsEqual(b)
    }
}
