/// One finished call, or one ended run, as figures see it.
package struct MetricSample: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case answered
        case failed(FailureKind)
        /// Cut off, as a second target had answered first: nobody knows how long it would have
        /// taken, only that it took longer.
        case overtaken
        /// A run that failed: its steps' failures are counted where they happened.
        case runFailed
    }

    package var outcome: Outcome
    package var took: Duration
    /// To the first content token; nil where nothing was streamed.
    package var firstToken: Duration?
    /// Nil where nobody said: never guessed.
    package var tokensIn: Int?
    package var tokensOut: Int?
    package var cost: Cost

    package init(
        _ outcome: Outcome,
        took: Duration,
        firstToken: Duration? = nil,
        tokensIn: Int? = nil,
        tokensOut: Int? = nil,
        cost: Cost = .nothing
    ) {
        self.outcome = outcome
        self.took = took
        self.firstToken = firstToken
        self.tokensIn = tokensIn
        self.tokensOut = tokensOut
        self.cost = cost
    }
}

/// What a call cost, in millionths of the price list's unit of money.
package enum Cost: Hashable, Sendable {
    /// Evaluated in this process, or never sent.
    case nothing
    case micros(Int64)
    /// No price was in force, or tokens were not told: unknown is never 0.
    case unknown
}
