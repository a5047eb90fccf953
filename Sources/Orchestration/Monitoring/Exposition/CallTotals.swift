/// What was called since the process started: series for scrapers, which make rates of them.
package struct CallTotals: Hashable, Sendable {
    /// More series than that are counted as one: names of served models come from outside.
    static let seriesMax = 2000

    /// One series of calls.
    package struct Series: Hashable, Sendable {
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

        fileprivate init(_ route: String, _ served: String, _ failure: FailureKind?) {
            self.route = route
            self.served = served
            self.failure = failure
        }
    }

    /// The few series of each model: a walk through them is cheaper than a key of three words.
    private var models: [String: [Series]] = [:]
    private var count = 0
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
        var failure: FailureKind?
        if case .failed(let kind) = sample.outcome { failure = kind }
        let place = place(model, route, served, failure)
        models[model]?[place].add(sample)
    }

    private mutating func place(
        _ model: String,
        _ route: String,
        _ served: String,
        _ failure: FailureKind?
    ) -> Int {
        if let place = models[model]?.firstIndex(where: {
            $0.failure == failure && $0.route == route && $0.served == served
        }) {
            return place
        }
        guard count < Self.seriesMax || served.isEmpty else {
            return place(model, route, "", failure)
        }
        count += 1
        models[model, default: []].append(Series(route, served, failure))
        return (models[model]?.count ?? 1) - 1
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
        models.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Ended runs of each workflow, by its name in order.
    package var runs: [(workflow: String, totals: RunTotals)] {
        workflows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension CallTotals.Series {
    fileprivate mutating func add(_ sample: MetricSample) {
        let seconds = sample.took.inSeconds
        took.add(seconds)
        if let first = sample.firstToken {
            firstToken.add(first.inSeconds)
            if let tokens = sample.tokensOut, tokens > 1 {
                perToken.add(max(0, seconds - first.inSeconds) / Double(tokens - 1))
            }
        }
        if let tokens = sample.tokensIn { tokensIn.add(Double(tokens)) }
        if let tokens = sample.tokensOut { tokensOut.add(Double(tokens)) }
        switch sample.cost {
        case .nothing: break
        case .micros(let cost): costMicros = costMicros.addingClamped(Int(clamping: max(0, cost)))
        case .unknown: unpriced = unpriced.addingClamped(1)
        }
    }
}
