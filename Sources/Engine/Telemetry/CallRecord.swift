package import Orchestration

/// One finished call of a model, as the meters see it.
package struct CallRecord: Sendable {
    package var model: String
    package var route: String
    package var took: Duration
    /// To the first content token; nil for models that do not stream.
    package var firstToken: Duration?
    /// Nil where the provider did not say: never guessed.
    package var tokensIn: Int?
    package var tokensOut: Int?
    /// Nil when it succeeded.
    package var failure: FailureKind?
    package var cost = Cost.nothing
    /// The model that the provider says has answered; nil where it says nothing.
    package var served: String?
    /// The attempt that made it; nil where that is nobody's business, as of a drill's calls.
    package var origin: CallOrigin?

    package init(model: String, route: String, took: Duration, failure: FailureKind? = nil) {
        self.model = model
        self.route = route
        self.took = took
        self.failure = failure
    }
}

extension CallOrigin {
    /// The attempt that a lease is of.
    init(_ lease: Lease, trace: TraceContext?) {
        self.init(run: lease.run, workflow: lease.workflow, step: lease.step, trace: trace)
    }
}

extension CallRecord {
    /// The same, as windows of figures take it in.
    package var sample: MetricSample {
        MetricSample(
            outcome,
            took: took,
            firstToken: firstToken,
            tokensIn: tokensIn,
            tokensOut: tokensOut,
            cost: cost
        )
    }

    /// Only those that were overtaken are recorded as cancelled.
    private var outcome: MetricSample.Outcome {
        switch failure {
        case nil: .answered
        case .cancelled?: .overtaken
        case let kind?: .failed(kind)
        }
    }
}
