internal import Journal
internal import Synchronization
package import Orchestration

/// All figures, written to from any thread and read once a snapshot.
package final class Telemetry: Sendable {
    private let meters = Mutex<[String: Meter]>([:])
    private let ledger = Mutex(MetricLedger())
    private let totals = Mutex(CallTotals())

    package init() {}

    /// Counts one finished call.
    package func record(_ call: CallRecord, at now: Instant) {
        meters.withLock { $0[call.model, default: Meter()].record(call, at: now) }
        let subjects: [MetricSubject] = [
            .model(call.model), .route(call.route), .target(route: call.route, model: call.model),
        ]
        let sample = call.sample
        ledger.withLock { $0.record(sample, of: subjects, at: now) }
        totals.withLock {
            $0.record(sample, model: call.model, route: call.route, served: call.served ?? "")
        }
    }

    /// Counts one ended run.
    func record(run sample: MetricSample, of workflow: String, at now: Instant) {
        ledger.withLock { $0.record(sample, of: [.workflow(workflow)], at: now) }
        totals.withLock { $0.record(run: sample, of: workflow) }
    }

    /// What the meter of a model shows; nil when it was never called.
    func reading(of model: String, at now: Instant) -> (reading: Meter.Reading, calls: Int)? {
        guard let meter = meters.withLock({ $0[model] }) else { return nil }
        return (meter.reading(at: now), meter.calls)
    }

    /// Reads the windows of figures.
    func figures<Result: Sendable>(_ body: (MetricLedger) -> Result) -> Result {
        ledger.withLock { body($0) }
    }

    /// What was called since the process started.
    var sinceStart: CallTotals { totals.withLock { $0 } }

    /// What is new in the windows since the last time, as records.
    func drain(at now: Instant) -> [Record] {
        ledger.withLock { $0.drain(at: now) }.map {
            .window(name: $0.name, start: $0.start, bytes: $0.slice.value.jsonBytes)
        }
    }

    /// Takes journaled windows back.
    func restore(_ windows: [MetricLedger.Window]) {
        ledger.withLock { for window in windows { $0.restore(window) } }
    }
}
