/// The arrows between the steps of one workflow, and the cycles they form.
struct Arrows {
    /// An arrow: `step` waits for `earlier`.
    struct Arrow {
        let step: Int
        let earlier: Int
        /// Where the text draws it.
        let place: Place
    }

    private(set) var all: [Arrow] = []

    /// Draws an arrow, unless it is there.
    mutating func add(from step: Int, to earlier: Int, at place: Place) {
        guard !all.contains(where: { $0.step == step && $0.earlier == earlier }) else { return }
        all.append(Arrow(step: step, earlier: earlier, place: place))
    }

    /// The steps that must end before `step`, ascending.
    func after(_ step: Int) -> [Int] {
        all.filter { $0.step == step }.map(\.earlier).sorted()
    }

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
        for step in Set(all.map(\.step)).sorted() {
            guard let cycle = path(from: step, to: step) else { continue }
            if seen.insert(Set(cycle.map(\.step))).inserted { cycles.append(cycle) }
        }
        return cycles
    }

    /// The shortest way, of at least one arrow; breadth first.
    private func path(from start: Int, to end: Int) -> [Arrow]? {
        var ways: [[Arrow]] = [[]]
        var visited: Set<Int> = []
        while !ways.isEmpty {
            var longer: [[Arrow]] = []
            for way in ways {
                for arrow in all where arrow.step == way.last?.earlier ?? start {
                    if arrow.earlier == end { return way + [arrow] }
                    if visited.insert(arrow.earlier).inserted { longer.append(way + [arrow]) }
                }
            }
            ways = longer
        }
        return nil
    }
}
