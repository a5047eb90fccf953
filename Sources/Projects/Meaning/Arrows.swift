/// The arrows between the steps of one workflow, and the cycles they form.
struct Arrows {
    /// An arrow: `step` waits for `earlier`.
    struct Arrow {
        let step: Int
        let earlier: Int
        /// Where the text draws it.
        let place: Place
    }

    /// The arrows of each step, as they were drawn.
    private var arrows: [Int: [Arrow]] = [:]

    /// Every arrow, those of the first step first.
    var all: [Arrow] { arrows.sorted { $0.key < $1.key }.flatMap(\.value) }

    /// Draws an arrow, unless it is there.
    mutating func add(from step: Int, to earlier: Int, at place: Place) {
        guard arrows[step]?.contains(where: { $0.earlier == earlier }) != true else { return }
        arrows[step, default: []].append(Arrow(step: step, earlier: earlier, place: place))
    }

    /// The steps that must end before `step`, ascending.
    func after(_ step: Int) -> [Int] { arrows[step, default: []].map(\.earlier).sorted() }

    /// True where `step` waits, directly or not, for `earlier`.
    func reaches(from step: Int, to earlier: Int) -> Bool {
        path(from: step, to: earlier) != nil
    }

    /// For each step on a cycle its shortest one, each cycle once, beginning at its first step.
    ///
    /// Every step that waits for itself is on one of the cycles returned.
    func cycles() -> [[Arrow]] {
        var seen: Set<Set<Int>> = []
        var cycles: [[Arrow]] = []
        for step in endless.sorted() {
            guard let cycle = path(from: step, to: step) else { continue }
            if seen.insert(Set(cycle.map(\.step))).inserted { cycles.append(cycle) }
        }
        return cycles
    }

    /// Steps that could never begin: those on a cycle, and whatever waits for one of them.
    ///
    /// Complexity: O(steps and arrows), so that a graph without cycles costs no search at all.
    private var endless: Set<Int> {
        var open = arrows.mapValues(\.count)
        var waiting: [Int: [Int]] = [:]
        for arrow in arrows.values.joined() {
            waiting[arrow.earlier, default: []].append(arrow.step)
        }
        var ended = waiting.keys.filter { arrows[$0] == nil }
        while let step = ended.popLast() {
            for next in waiting[step, default: []] {
                open[next, default: 0] -= 1
                if open[next] == 0 { ended.append(next) }
            }
        }
        return Set(open.filter { $0.value > 0 }.keys)
    }

    /// The shortest way, of at least one arrow; breadth first.
    private func path(from start: Int, to end: Int) -> [Arrow]? {
        var cameBy: [Int: Arrow] = [:]
        var edge = [start]
        while !edge.isEmpty {
            var next: [Int] = []
            for arrow in edge.flatMap({ arrows[$0, default: []] })
            where cameBy[arrow.earlier] == nil {
                cameBy[arrow.earlier] = arrow
                if arrow.earlier == end { return way(from: start, to: end, cameBy) }
                next.append(arrow.earlier)
            }
            edge = next
        }
        return nil
    }

    private func way(from start: Int, to end: Int, _ cameBy: [Int: Arrow]) -> [Arrow] {
        var way: [Arrow] = []
        var step = end
        while let arrow = cameBy[step] {
            way.append(arrow)
            step = arrow.step
            if step == start { break }
        }
        return way.reversed()
    }
}
