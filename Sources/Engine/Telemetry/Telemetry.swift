internal import Journal
internal import Synchronization
package import Orchestration

/// All figures, written to from any thread and read once a snapshot.
package final class Telemetry: Sendable {
    private let books = Mutex(CallBooks())

    package init() {}

    /// Counts one finished call.
    package func record(_ call: CallRecord, at now: Instant) {
        let point = MetricPoint(call.sample)
        books.withLock { $0.record(call, point, at: now) }
    }

    /// Counts one ended run.
    func record(run sample: MetricSample, of workflow: String, at now: Instant) {
        books.withLock { $0.record(run: sample, of: workflow, at: now) }
    }

    /// What the meter of a model shows; nil when it was never called.
    func reading(of model: String, at now: Instant) -> (reading: Meter.Reading, calls: Int)? {
        guard let meter = books.withLock({ $0.meter(of: model) }) else { return nil }
        return (meter.reading(at: now), meter.calls)
    }

    /// Calls of a model that show what may be wrong with it.
    func samples(of model: String) -> CallSamples { books.withLock { $0.samples(of: model) } }

    /// Reads the windows of figures.
    func figures<Result: Sendable>(_ body: (MetricLedger) -> Result) -> Result {
        books.withLock { body($0.ledger) }
    }

    /// What was called since the process started.
    var sinceStart: CallTotals { books.withLock { $0.totals } }

    /// What is new in the windows since the last time, as records.
    func drain(at now: Instant) -> [Record] {
        books.withLock { $0.ledger.drain(at: now) }.map {
            .window(name: $0.name, start: $0.start, bytes: $0.slice.value.jsonBytes)
        }
    }

    /// Takes journaled windows back: what an engine left that was called before this one began.
    func restore(_ windows: [MetricLedger.Window], at now: Instant) {
        books.withLock { books in
            for window in windows { books.ledger.restore(window) }
            // What never ran before has lost nothing, and its few calls are no minute's.
            if !windows.isEmpty { books.restored = now }
        }
    }

    /// Whether the meters have seen all of the last minute.
    func isWarm(at now: Instant) -> Bool {
        books.withLock { $0.restored }.map { now - $0 >= Meter.span } ?? true
    }
}
