/// A sample with its times already in whole microseconds: worked out once for all who count it.
package struct MetricPoint: Sendable {
    package let outcome: MetricSample.Outcome
    /// Seconds, as they came.
    let seconds: Double
    /// Seconds to the first content token; nil where nothing was streamed.
    let firstSeconds: Double?
    package let took: Spread.Place
    package let firstToken: Spread.Place?
    /// Nil where nobody said, never below 0.
    package let tokensIn: Int?
    package let tokensOut: Int?
    package let cost: Cost

    package init(_ sample: MetricSample) {
        outcome = sample.outcome
        seconds = sample.took.inSeconds
        firstSeconds = sample.firstToken?.inSeconds
        took = Spread.Place(Self.microseconds(seconds))
        firstToken = firstSeconds.map { Spread.Place(Self.microseconds($0)) }
        tokensIn = sample.tokensIn.map { max(0, $0) }
        tokensOut = sample.tokensOut.map { max(0, $0) }
        cost = sample.cost
    }

    /// The class of a failed call; nil for one that was answered, and for runs.
    package var failure: FailureKind? {
        if case .failed(let kind) = outcome { kind } else { nil }
    }

    /// Whether there is anything to charge for.
    package var isCharged: Bool { cost != .nothing || tokensIn != nil || tokensOut != nil }

    /// Time between the first and the last token; 0 where nothing was streamed.
    package var streamingSeconds: Double { firstSeconds.map { max(0, seconds - $0) } ?? 0 }

    /// Whole microseconds, at least 0 and at most an hour's.
    private static func microseconds(_ seconds: Double) -> Int {
        seconds > 0 ? Int(min(seconds, 3600) * 1_000_000) : 0
    }
}
