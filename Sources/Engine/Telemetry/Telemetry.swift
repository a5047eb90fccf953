internal import Synchronization
package import Orchestration

/// All meters, written to from any thread and read once a snapshot.
package final class Telemetry: Sendable {
    private let meters = Mutex<[String: Meter]>([:])

    package init() {}

    /// Counts one finished call.
    package func record(_ call: CallRecord, at now: Instant) {
        meters.withLock { $0[call.model, default: Meter()].record(call, at: now) }
    }

    /// What the meter of a model shows; nil when it was never called.
    func reading(of model: String, at now: Instant) -> (reading: Meter.Reading, calls: Int)? {
        guard let meter = meters.withLock({ $0[model] }) else { return nil }
        return (meter.reading(at: now), meter.calls)
    }
}
