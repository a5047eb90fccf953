import Orchestration
import Testing

/// Pauses between attempts: decorrelated jitter.
@Suite struct `The pause before a further attempt` {
    private let policy = RetryPolicy(attempts: 9, base: .seconds(1), cap: .seconds(20))

    @Test(arguments: UInt64(0)..<500)
    func `lies between base and thrice the one before, and never above the cap`(seed: UInt64) {
        var before = Duration.seconds(1)
        for attempt in 2...9 {
            let pause = policy.pause(before: attempt, seed: seed, asked: nil)
            #expect(pause >= .seconds(1))
            #expect(pause <= min(before * 3, .seconds(20)) + .milliseconds(3))
            before = pause
        }
    }

    @Test func `is the same for the same run, and spread over runs`() {
        let pauses = (UInt64(0)..<1000).map { policy.pause(before: 6, seed: $0, asked: nil) }
        #expect(pauses == (UInt64(0)..<1000).map { policy.pause(before: 6, seed: $0, asked: nil) })
        #expect(Set(pauses).count > 500, "a thousand runs that failed together come back apart")
        #expect(pauses.contains { $0 < .seconds(4) } && pauses.contains { $0 > .seconds(16) })
    }

    @Test func `is at least what the upstream asked for, beyond the cap too`() {
        for seed in UInt64(0)..<50 {
            #expect(policy.pause(before: 2, seed: seed, asked: .seconds(99)) == .seconds(99))
            #expect(policy.pause(before: 5, seed: seed, asked: .zero) >= .seconds(1))
        }
    }

    @Test func `bears whatever a file says`() {
        let ages = Duration.seconds(Int64.max / 2)
        let endless = RetryPolicy(attempts: 2, base: ages, cap: ages)
        #expect(endless.pause(before: 2, seed: 1, asked: nil) > .seconds(1_000_000_000))
        let none = RetryPolicy(attempts: 2, base: .zero, cap: .zero)
        #expect(none.pause(before: 99, seed: 1, asked: nil) == .zero)
    }
}
