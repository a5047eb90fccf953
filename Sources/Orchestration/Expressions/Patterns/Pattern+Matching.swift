extension Pattern {
    /// Whether the pattern matches anywhere in `text`.
    ///
    /// All ways to match advance together, one character at a time, so the time is at most the
    /// length of the text times the size of the pattern.
    package func isFound(in text: String) -> Bool {
        var threads = Threads(capacity: program.count)
        var following = Threads(capacity: program.count)
        var before: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if follow(0, into: &threads, between: before, and: scalar) { return true }
            for index in threads.list {
                guard case .take(let set) = program[index], set.contains(scalar) else { continue }
                following.waiting.append(index + 1)
            }
            threads.removeAll()
            swap(&threads, &following)
            before = scalar
        }
        return follow(0, into: &threads, between: before, and: nil)
    }

    /// Lets the threads that took the last character, and a new one at `start`, go on to the next
    /// instructions that take one; says whether one of them matched on the way.
    private func follow(
        _ start: Int,
        into threads: inout Threads,
        between before: Unicode.Scalar?,
        and after: Unicode.Scalar?
    ) -> Bool {
        threads.waiting.append(start)
        while let index = threads.waiting.popLast() {
            guard threads.visit(index) else { continue }
            switch program[index] {
            case .match: return true
            case .take: threads.list.append(index)
            case .jump(let target): threads.waiting.append(target)
            case .split(let first, let second):
                threads.waiting.append(second)
                threads.waiting.append(first)
            case .check(let place):
                if place.holds(between: before, and: after) { threads.waiting.append(index + 1) }
            }
        }
        return false
    }
}

/// The instructions that are reached at one place of the text, each once.
private struct Threads {
    /// Instructions that take a character.
    var list: [Int] = []
    /// Instructions still to be followed.
    var waiting: [Int] = []
    private var round = 1
    private var seenInRound: [Int]

    init(capacity: Int) { seenInRound = Array(repeating: 0, count: capacity) }

    /// Notes that `index` is reached; false when it was before.
    mutating func visit(_ index: Int) -> Bool {
        guard seenInRound[index] != round else { return false }
        seenInRound[index] = round
        return true
    }

    mutating func removeAll() {
        list.removeAll(keepingCapacity: true)
        waiting.removeAll(keepingCapacity: true)
        round += 1
    }
}

extension Pattern.Place {
    /// Whether the condition holds between two characters, nil at the ends of the text.
    fileprivate func holds(between before: Unicode.Scalar?, and after: Unicode.Scalar?) -> Bool {
        switch self {
        case .textStart: before == nil
        case .textEnd: after == nil
        case .lineStart: before == nil || before == "\n"
        case .lineEnd: after == nil || after == "\n"
        case .wordEdge: (before?.isWord == true) != (after?.isWord == true)
        case .noWordEdge: (before?.isWord == true) == (after?.isWord == true)
        }
    }
}
