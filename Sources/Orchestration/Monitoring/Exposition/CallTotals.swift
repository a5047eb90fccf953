/// What was called since the process started: series for scrapers, which make rates of them.
package struct CallTotals: Hashable, Sendable {
    /// More series than that are counted as one: names of served models come from outside.
    static let seriesMax = 2000

    /// One series of calls.
    package struct Series: Hashable, Sendable {
        package let model: String
        package let route: String
        /// The model that the provider says has answered; empty where it says nothing.
        package let served: String
        /// Nil for calls that were answered.
        package let failure: FailureKind?
        package fileprivate(set) var took = CumulativeHistogram(.seconds)
        package fileprivate(set) var firstToken = CumulativeHistogram(.seconds)
        /// Seconds for each token after the first, a mean of each call.
        package fileprivate(set) var perToken = CumulativeHistogram(.seconds)
        package fileprivate(set) var tokensIn = CumulativeHistogram(.tokens)
        package fileprivate(set) var tokensOut = CumulativeHistogram(.tokens)
        package fileprivate(set) var costMicros = 0
        package fileprivate(set) var unpriced = 0
        /// Calls that were cut off, as a second target had answered first.
        package fileprivate(set) var overtaken = 0

        fileprivate init(_ key: Key) {
            model = key.model
            route = key.route
            served = key.served
            failure = key.failure
        }
    }

    /// What tells one series from another.
    package struct Key: Hashable, Sendable {
        package var model: String
        package var route: String
        package var served: String
        package var failure: FailureKind?

        package init(model: String, route: String, served: String, failure: FailureKind?) {
            self.model = model
            self.route = route
            self.served = served
            self.failure = failure
        }
    }

    private var all: [Series] = []
    private var places: [Key: Int] = [:]
    /// Runs by workflow, ended well and badly.
    private var workflows: [String: RunTotals] = [:]

    package struct RunTotals: Hashable, Sendable {
        package fileprivate(set) var completed = CumulativeHistogram(.seconds)
        package fileprivate(set) var failed = CumulativeHistogram(.seconds)
    }

    package init() {}

    /// Takes in one finished call.
    package mutating func record(
        _ sample: MetricSample,
        model: String,
        route: String,
        served: String
    ) {
        let point = MetricPoint(sample)
        let key = Key(model: model, route: route, served: served, failure: point.failure)
        record(point, at: place(of: key))
    }

    /// Takes in one finished call, in the series of that place.
    package mutating func record(
        _ point: MetricPoint,
        at place: Int,
        of trace: TraceContext? = nil,
        at now: Instant = .epoch
    ) {
        all[place].add(point, trace, now)
    }

    /// Where the series of a key stands, for good; one of too many is counted without its name.
    package mutating func place(of key: Key) -> Int {
        if let place = places[key] { return place }
        guard all.count < Self.seriesMax || key.served.isEmpty else {
            var nameless = key
            nameless.served = ""
            return place(of: nameless)
        }
        all.append(Series(key))
        places[key] = all.count - 1
        return all.count - 1
    }

    /// Takes in one ended run.
    package mutating func record(run sample: MetricSample, of workflow: String) {
        let seconds = sample.took.inSeconds
        if case .answered = sample.outcome {
            workflows[workflow, default: RunTotals()].completed.add(seconds)
        } else {
            workflows[workflow, default: RunTotals()].failed.add(seconds)
        }
    }

    /// The series of each model, by its name in order.
    package var calls: [(model: String, series: [Series])] {
        Dictionary(grouping: all, by: \.model).sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }

    /// Ended runs of each workflow, by its name in order.
    package var runs: [(workflow: String, totals: RunTotals)] {
        workflows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension CallTotals.Series {
    fileprivate mutating func add(
        _ point: MetricPoint,
        _ trace: TraceContext?,
        _ now: Instant
    ) {
        if point.outcome == .overtaken {
            overtaken = overtaken.addingClamped(1)
        } else {
            took.add(point.seconds, in: trace, at: now)
        }
        if let first = point.firstSeconds {
            firstToken.add(first, in: trace, at: now)
            if let tokens = point.tokensOut, tokens > 1 {
                perToken.add(point.streamingSeconds / Double(tokens - 1))
            }
        }
        if let tokens = point.tokensIn { tokensIn.add(Double(tokens)) }
        if let tokens = point.tokensOut { tokensOut.add(Double(tokens)) }
        switch point.cost {
        case .nothing: break
        case .micros(let cost): costMicros = costMicros.addingClamped(Int(clamping: max(0, cost)))
        case .unknown: unpriced = unpriced.addingClamped(1)
        }
    }
}
