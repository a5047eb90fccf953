internal import Orchestration
internal import Testing

@testable internal import Projects

@Suite struct `Arrows between steps` {
    private static let steps = 6

    /// Every step that waits for itself, by trying all ways.
    private static func endless(_ arrows: Arrows) -> Set<Int> {
        var reached = (0..<steps).map { Set(arrows.after($0)) }
        for _ in 0..<steps {
            reached = reached.map { $0.union($0.flatMap { reached[$0] }) }
        }
        return Set((0..<steps).filter { reached[$0].contains($0) })
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `show each step that waits for itself on a cycle that is one`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var arrows = Arrows()
        for _ in 0..<Int.random(in: 0...9, using: &random) {
            let step = Int.random(in: 0..<Self.steps, using: &random)
            let earlier = Int.random(in: 0..<Self.steps, using: &random)
            arrows.add(from: step, to: earlier, at: Place(file: "w.yaml"))
        }
        let cycles = arrows.cycles()

        #expect(Set(cycles.joined().map(\.step)) == Self.endless(arrows))
        for cycle in cycles {
            let next = cycle.dropFirst() + cycle.prefix(1)
            #expect(zip(cycle, next).allSatisfy { $0.earlier == $1.step })
            #expect(Set(cycle.map(\.step)).count == cycle.count)
        }
    }
}
