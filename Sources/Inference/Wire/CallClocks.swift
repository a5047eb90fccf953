package import Orchestration

/// The limits of one call as a value: which of them is due, and when.
///
/// All moments are times since the call began. The connect clock belongs to the HTTP client, which
/// alone knows when a connection stands; the other three are here.
///
///     begun ──────────── first token ── token ── token ─ … ── done
///       │◄─ firstToken ─►│◄─ between ─►│◄─ … ─►│              │
///       │◄─────────────────────── total ─────────────────────►│
package struct CallClocks: Hashable, Sendable {
    private let limits: ModelCard.Clocks
    private let isStreamed: Bool
    /// When the first content token came.
    package private(set) var firstToken: Duration?
    private var lastToken: Duration?

    package init(_ limits: ModelCard.Clocks, delivery: ChatRequest.Delivery) {
        self.limits = limits
        isStreamed = delivery == .streamed
    }

    /// Notes a content token; comments and empty deltas are none.
    package mutating func tokenCame(at moment: Duration) {
        firstToken = firstToken ?? moment
        lastToken = moment
    }

    /// The clock that ends first, and its moment.
    package var due: (clock: Clock, moment: Duration) {
        let total = (clock: Clock.total, moment: limits.total)
        guard isStreamed else { return total }
        let other: (clock: Clock, moment: Duration) =
            lastToken.map { (.betweenTokens, $0 + limits.betweenTokens) }
            ?? (.firstToken, limits.firstToken)
        return other.moment < total.moment ? other : total
    }

    /// When to look again: no later than any clock a token could start meanwhile.
    ///
    /// A token that comes just after `now` starts a gap that ends at `now + betweenTokens`, which
    /// may be earlier than everything due now.
    package func look(after now: Duration) -> Duration {
        min(due.moment, now + max(limits.betweenTokens, .milliseconds(1)))
    }

    /// The failure of the clock that has run out, if one has.
    package func verdict(at now: Duration) -> Failure? {
        let due = due
        guard now >= due.moment else { return nil }
        return due.clock.failure(after: limit(of: due.clock))
    }

    private func limit(of clock: Clock) -> Duration {
        switch clock {
        case .connect: limits.connect
        case .firstToken: limits.firstToken
        case .betweenTokens: limits.betweenTokens
        case .total: limits.total
        }
    }

    /// The four clocks of a call.
    package enum Clock: String, Hashable, Sendable, CaseIterable {
        case connect
        case firstToken = "first token"
        case betweenTokens = "between tokens"
        case total

        /// The failure that names this clock.
        package func failure(after limit: Duration) -> Failure {
            let what =
                switch self {
                case .connect: "No connection"
                case .firstToken: "No first token"
                case .betweenTokens: "No further token"
                case .total: "No complete answer"
                }
            return Failure(.timeout, "\(what) within \(limit) (\(rawValue) clock).")
        }
    }
}
