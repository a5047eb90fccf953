import Testing

@testable import Orchestration

@Suite struct `The scores of a judge` {
    /// Scores of a rubric with five steps, around a middle.
    private func fed(
        _ count: Int,
        better: Double,
        seed: UInt64 = 1,
        after before: JudgeMonitor = JudgeMonitor()
    ) -> (monitor: JudgeMonitor, entries: [JudgeMonitor.Entry]) {
        var (monitor, random) = (before, SplitMix(seed: seed))
        let entries = (0..<count).map { _ in
            let draw = (random.unit() + better) / 2
            return monitor.add((draw * 4).rounded() / 4)
        }
        return (monitor, entries)
    }

    @Test func `are learned from first, with their mean and n said`() {
        let monitor = fed(499, better: 0.8).monitor
        #expect(monitor.reference == nil)
        let row = monitor.row(version: "v1")
        #expect(row.name == "answer_judge" && row.mean != nil && !row.isDrifted)
        #expect(row.words.hasSuffix("learning from the first scores: 499 of 500"))
        #expect(fed(1, better: 0.8, after: monitor).monitor.reference?.end == 500)
    }

    @Test(arguments: UInt64(0)..<20)
    func `are steady where the judge goes on as it was`(seed: UInt64) {
        let row = fed(4000, better: 0.7, seed: seed).monitor.row(version: "v1")
        #expect(!row.isDrifted && row.p != nil && row.cramersV != nil, "\(row.words)")
    }

    @Test func `have drifted where answers get worse, with effect, p and n`() throws {
        let before = fed(1500, better: 0.9).monitor
        let row = fed(1000, better: 0.3, seed: 2, after: before).monitor.row(version: "v1")
        #expect(row.isDrifted && row.rows == 1000)
        #expect(try #require(row.p) < 0.01 && #require(row.cramersV) >= 0.1)
    }

    @Test func `are not made of bad answers`() {
        var monitor = JudgeMonitor()
        #expect(monitor.mean == nil)
        _ = monitor.add(nil)
        #expect(monitor.mean == nil && monitor.bad == 1 && monitor.scores == 0)
        _ = monitor.add(0.5)
        _ = monitor.add(nil)
        #expect(monitor.mean == 0.5 && monitor.bad == 2 && monitor.scores == 1)
    }

    @Test(arguments: [1, 499, 500, 700, 1800, 2500])
    func `are found again after a restart`(count: Int) {
        let (live, entries) = fed(count, better: 0.6)
        // Slots are written over: only the newest are there, in any order.
        let kept = Array(entries.suffix(JudgeMonitor.kept).reversed())
        let read = kept.compactMap { JudgeMonitor.Entry(value: $0.value) }
        let reference = live.reference.flatMap { JudgeMonitor.Reference(value: $0.value) }
        let again = JudgeMonitor(reference: reference, newest: read)
        #expect(again.mean == live.mean && again.total == live.total)
        #expect(again.scores == live.scores && again.reference == live.reference)
        #expect(again.row(version: "v").psi == live.row(version: "v").psi)
    }

    @Test func `that nobody wrote are none`() {
        #expect(JudgeMonitor.Entry(value: ["number": -1, "score": 0.5]) == nil)
        #expect(JudgeMonitor.Entry(value: ["number": 1, "score": 7]) == nil)
        #expect(JudgeMonitor.Entry(value: ["number": 1]) == nil)
        #expect(JudgeMonitor.Entry(value: ["number": 1, "score": .null])?.score == nil)
    }
}
