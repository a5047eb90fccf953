import Orchestration
import Testing

@Suite struct `Replaying a history` {
    @Test(arguments: UInt64(0)..<400)
    func `gives the state that was lived, at every point`(seed: UInt64) {
        var world = RandomWorld(seed: seed)
        for _ in 0..<60 where world.step() {
            #expect(world.run.replayed == world.run.state, "seed \(seed)")
        }
    }

    @Test(arguments: UInt64(0)..<400)
    func `never leaves a run that neither ends nor waits for a named reason`(seed: UInt64) {
        var world = RandomWorld(seed: seed)
        var steps = 0
        while steps < 2000, world.step() { steps += 1 }

        let state = world.run.state
        let waits =
            state.isStopped || state.isWaitingForElder || !state.pendingAlarms.isEmpty
            || !state.awaited.isEmpty || !state.outstanding.isEmpty
        #expect(!state.isOpen || waits, "seed \(seed)")
    }

    @Test(arguments: UInt64(0)..<400)
    func `never dispatches the same attempt twice`(seed: UInt64) {
        var world = RandomWorld(seed: seed)
        for _ in 0..<200 where world.step() {}

        #expect(Set(world.run.dispatched).count == world.run.dispatched.count, "seed \(seed)")
    }

    @Test(arguments: UInt64(0)..<100)
    func `has nothing more to say when asked twice`(seed: UInt64) {
        var world = RandomWorld(seed: seed)
        for _ in 0..<60 where world.step() {
            #expect(world.run.state.decide().isEmpty || world.run.state.isStopped, "seed \(seed)")
        }
    }
}

@Suite struct `A fan-out of 100,000 steps` {
    @Test func `joins once all of them have ended`() {
        let count = 100_000
        var steps = (0..<count).map { Sample.step("s\($0)") }
        steps.append(Sample.step("join", after: Array(0..<count)))
        var run = Driven(Sample.plan(steps))

        #expect(run.dispatched.count == count)
        for step in 0..<count { run.succeed(step) }

        #expect(run.dispatched.last == StepKey(step: count, attempt: 1))
    }
}
