import Engine
import Testing

@Suite struct `An engine's thread` {
    /// Works where an engine does.
    private actor Worker {
        let thread = EngineThread()
        var rung: [Int] = []

        nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

        func isAwaited() -> Bool { thread.isAwaited }

        /// With a job of its own behind this one.
        func isAwaitedByAnother() async -> Bool {
            let other = Task { self.rung.append(0) }
            let isAwaited = thread.isAwaited
            await other.value
            return isAwaited
        }

        func isAwaitedByWhatIsDue() -> Bool {
            thread.setAlarm(at: .now) {}
            return thread.isAwaited
        }

        /// What rang once the last of these alarms has, each set in place of the one before.
        func alarms(_ delays: [Duration]) async -> [Int] {
            await withCheckedContinuation { continuation in
                for (number, delay) in delays.enumerated() {
                    thread.setAlarm(at: .now + delay) {
                        self.assumeIsolated { $0.rung.append(number) }
                        continuation.resume()
                    }
                }
            }
            return rung
        }

        func sleep(_ duration: Duration) async throws {
            try await thread.sleep(until: .now + duration)
        }
    }

    @Test func `is awaited by nobody where nothing else lies before it`() async {
        #expect(await !Worker().isAwaited())
    }

    @Test func `is awaited by a job that came meanwhile, and by what is due`() async {
        let worker = Worker()
        #expect(await worker.isAwaitedByAnother())
        #expect(await worker.isAwaitedByWhatIsDue())
    }

    @Test func `rings on itself, and only the newest alarm`() async {
        #expect(await Worker().alarms([.zero, .seconds(3600), .milliseconds(1)]) == [2])
    }

    @Test func `wakes a sleeper that is cancelled, long before its time`() async {
        let worker = Worker()
        let sleeper = Task { try await worker.sleep(.seconds(3600)) }
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }
}
