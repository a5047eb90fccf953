extension RouteDecision {
    /// How a target stood when a decision was made: its breaker and its budgets.
    package struct Standing: Hashable, Sendable {
        package let model: String
        /// The breaker's state and its counts, in words.
        package let breaker: String
        package let inFlight: Int
        /// Retries its upstream was still owed.
        package let retries: Double
        /// Expected seconds of the answer; nil while nothing is known.
        package let expected: Double?

        /// In words, for example `closed, 0 under way, 10 retries left, 0.4 s expected`.
        package var words: String {
            let time = expected.map { "\($0.fixed(2)) s expected" } ?? "not measured"
            return "breaker \(breaker), \(inFlight) under way, "
                + "\(retries.fixed(1)) retries left, \(time)"
        }

        var value: Value {
            Value(present: [
                "model": .string(model), "breaker": .string(breaker),
                "in_flight": .int(Int64(inFlight)), "retries": .double(retries),
                "expected": expected.map(Value.double),
            ])
        }

        init?(value: Value) {
            guard let model = value["model"]?.text else { return nil }
            self.model = model
            breaker = value["breaker"]?.text ?? ""
            inFlight = Int(clamping: value["in_flight"]?.whole ?? 0)
            retries = value["retries"]?.number ?? 0
            expected = value["expected"]?.number
        }

        init(
            _ model: String,
            _ health: TargetHealth,
            retries: Double,
            tokensOut: Int,
            at now: Instant
        ) {
            self.model = model
            breaker = health.breaker.shortWords
            inFlight = health.inFlight
            self.retries = retries
            expected = health.cost(tokens: Double(max(1, tokensOut)), at: now)
        }
    }
}

extension Breaker {
    /// The state in a word or two with its counts, without a moment.
    package var shortWords: String {
        let counts = tally.calls > 0 ? " \(tally.failed)/\(tally.calls)" : ""
        return switch state {
        case .closed: "closed\(counts)"
        case .open: "open"
        case .halfOpen(let trials): "half open \(trials.passed)/\(trials.admitted)"
        case .forcedOpen: "forced open"
        case .disabled: "disabled"
        case .metricsOnly: "metrics only\(counts)"
        }
    }
}
