internal import Orchestration

/// All that counts calls: meters of models, windows of figures, series since the start.
///
/// ```
///  call ─▶ path (model, route, served, failure) ─looked up once─▶ meter
///                                                              ├▶ three accounts of the ledger
///                                                              └▶ one series of the totals
/// ```
/// A path seen before costs one look; the one before it, often the same, none.
struct CallBooks: Sendable {
    /// Paths remembered: names of served models come from outside, so they are forgotten at times.
    static let pathsMax = 4096

    /// Where everything about a path is counted.
    private struct Path: Sendable {
        let key: CallTotals.Key
        let meter: Int
        let places: [MetricLedger.Place]
        let series: Int
    }

    var ledger = MetricLedger()
    /// When windows were taken back from a journal; nil where none were.
    var restored: Instant?
    private(set) var totals = CallTotals()
    private var meters: [Meter] = []
    /// Of the same models, in the same order.
    private var samples: [CallSamples] = []
    private var metersByModel: [String: Int] = [:]
    private var paths: [Path] = []
    private var pathsByKey: [CallTotals.Key: Int] = [:]
    /// The path of the last call.
    private var newest = 0
    /// Whose runs the last charged call was of, and where that is counted.
    private var payer: (workflow: String, place: MetricLedger.Place)?
    /// The ledger's edition that the places of paths are of.
    private var edition = 0

    init() {}

    /// Counts one finished call, whose figures were worked out before.
    mutating func record(_ call: CallRecord, _ point: MetricPoint, at now: Instant) {
        let number = number(of: call)
        meters[paths[number].meter].record(point, at: now)
        for place in paths[number].places { ledger.record(point, in: place, at: now) }
        totals.record(point, at: paths[number].series, of: call.origin?.trace, at: now)
        guard let origin = call.origin else { return }
        if point.outcome != .overtaken {
            samples[paths[number].meter]
                .record(origin, took: call.took, failure: call.failure, at: now)
        }
        if point.isCharged { charge(point, to: origin.workflow, at: now) }
    }

    /// Counts what a call used for the workflow whose run asked it.
    private mutating func charge(_ point: MetricPoint, to workflow: String, at now: Instant) {
        if payer?.workflow != workflow {
            payer = ledger.place(of: .workflow(workflow)).map { (workflow, $0) }
        }
        if let payer { ledger.charge(point, to: payer.place, at: now) }
    }

    /// Counts one ended run.
    mutating func record(run sample: MetricSample, of workflow: String, at now: Instant) {
        ledger.record(sample, of: CollectionOfOne(.workflow(workflow)), at: now)
        totals.record(run: sample, of: workflow)
    }

    /// The meter of a model; nil when it was never called.
    func meter(of model: String) -> Meter? {
        metersByModel[model].map { meters[$0] }
    }

    /// Calls of a model that show what may be wrong with it; none when it was never called.
    func samples(of model: String) -> CallSamples {
        metersByModel[model].map { samples[$0] } ?? CallSamples()
    }

    /// The path a call took, made known where it is new.
    private mutating func number(of call: CallRecord) -> Int {
        if edition != ledger.edition || paths.count > Self.pathsMax { forgetPaths() }
        if newest < paths.count, paths[newest].key.isOf(call) { return newest }
        let key = CallTotals.Key(call)
        newest = pathsByKey[key] ?? learn(key)
        return newest
    }

    private mutating func learn(_ key: CallTotals.Key) -> Int {
        let subjects: [MetricSubject] = [
            .model(key.model), .route(key.route), .target(route: key.route, model: key.model),
        ]
        let path = Path(
            key: key,
            meter: meter(for: key.model),
            places: subjects.compactMap { ledger.place(of: $0) },
            series: totals.place(of: key)
        )
        paths.append(path)
        pathsByKey[key] = paths.count - 1
        return paths.count - 1
    }

    private mutating func meter(for model: String) -> Int {
        if let number = metersByModel[model] { return number }
        meters.append(Meter())
        samples.append(CallSamples())
        metersByModel[model] = meters.count - 1
        return meters.count - 1
    }

    private mutating func forgetPaths() {
        (paths, pathsByKey) = ([], [:])
        payer = nil
        edition = ledger.edition
    }
}

extension CallTotals.Key {
    fileprivate init(_ call: CallRecord) {
        self.init(
            model: call.model,
            route: call.route,
            served: call.served ?? "",
            failure: call.failure
        )
    }

    fileprivate func isOf(_ call: CallRecord) -> Bool {
        model == call.model && route == call.route && failure == call.failure
            && served == call.served ?? ""
    }
}
