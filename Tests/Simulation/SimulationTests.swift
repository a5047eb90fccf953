import Foundation
import Testing

/// Thousands of worlds, each in a process that does nothing else.
///
/// A world is repeated to the last commit by its seed; how many there are is
/// `PODIUM_SEEDS=first..<end`, 2,000 where not given.
@Suite struct `Simulation: whatever fails and whenever the process dies` {
    @Test(.timeLimit(.minutes(10)), .disabled(if: Voyage.isUnderWay, "this is the voyage"))
    func `nothing accepted is lost, nothing happens twice, every run comes to rest`() async throws {
        let report = try await Fleet.sail(Fleet.seeds)

        #expect(report.failures.isEmpty, "\(report.failures.joined(separator: "\n"))")
        #expect(report.worlds == Fleet.seeds.count)
        print("simulated \(report.text)")
    }

    /// The other side: does nothing unless it was started by the test above.
    @Test(.enabled(if: Voyage.isUnderWay)) func `a voyage`() throws {
        // A thread of its own: the one it is on belongs to the tasks that it is about to take over.
        let thread = Thread {
            Voyage.sail()
            // There is no way back: what the test library still wants to do was thrown overboard.
            exit(0)
        }
        thread.stackSize = 16 << 20
        thread.start()
        while true { sleep(60) }
    }
}
