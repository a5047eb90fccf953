/// The steps a decision has something to say about, in the order they became so.
///
/// Removal only clears a mark, and the list is swept when most of it is stale, so a fan-out over
/// 100,000 steps costs as much a step as one over ten.
/// Complexity: insertion and removal are amortised O(1).
struct ReadySteps: Equatable, Sendable, Sequence {
    private var order: [Int] = []
    private var marked: [Bool]
    private var count = 0

    init(of steps: Int, _ first: [Int]) {
        marked = Array(repeating: false, count: steps)
        for step in first { insert(step) }
    }

    /// Makes room for as many more steps.
    mutating func grow(by steps: Int) {
        marked.append(contentsOf: repeatElement(false, count: steps))
    }

    mutating func insert(_ step: Int) {
        guard !marked[step] else { return }
        marked[step] = true
        order.append(step)
        count += 1
    }

    mutating func remove(_ step: Int) {
        guard marked[step] else { return }
        marked[step] = false
        count -= 1
        if order.count > 2 * count + 32 { sweep() }
    }

    /// A step taken out and put back since the last sweep stands in `order` twice; one stays.
    private mutating func sweep() {
        var kept = Set<Int>()
        order = order.filter { marked[$0] && kept.insert($0).inserted }
    }

    func makeIterator() -> some IteratorProtocol<Int> {
        var seen = Set<Int>()
        return order.lazy.filter { marked[$0] && seen.insert($0).inserted }.makeIterator()
    }
}
