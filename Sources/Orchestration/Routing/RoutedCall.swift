/// What a route needs to know of a call to choose its target.
package struct RoutedCall: Sendable {
    package let route: String
    /// Tokens of the prompt, counted or estimated; nil where the call has none.
    package let tokensIn: Int?
    /// Tokens the answer is expected to have; latency depends on it.
    package let tokensOut: Int
    /// What the `when` of a target may read, by name.
    package let context: [String: Value]
    /// Whose call it is, for `sticky`; empty for nobody's.
    package let session: String
    /// How old the sources are that its targets need, by name; those that never brought anything are
    /// missing, and stand in nobody's way.
    package var ages: [String: Duration] = [:]
    /// Whose it is among those the project serves; empty for nobody's.
    package var tenant = ""
    /// When its run began, or was opened again: it follows the operators' orders of then; nil for a
    /// call that is nobody's.
    package var began: Instant?

    package init(
        route: String,
        tokensIn: Int? = nil,
        tokensOut: Int = 1,
        context: [String: Value] = [:],
        session: String = ""
    ) {
        self.route = route
        self.tokensIn = tokensIn
        self.tokensOut = tokensOut
        self.context = context
        self.session = session
    }

    /// The answer of a target's `when`.
    enum RuleAnswer: Hashable, Sendable {
        case holds, doesNotHold, unanswered
    }

    /// Whether `rule` is true of this call; anything but a bool is no answer.
    func answer(to rule: Expression) -> RuleAnswer {
        do throws(ExpressionError) {
            switch try rule.evaluate(with: context) {
            case .bool(true): return .holds
            case .bool(false): return .doesNotHold
            case .null, .int, .uint, .double, .string, .bytes, .list, .map, .timestamp, .duration,
                .type:
                return .unanswered
            }
        } catch {
            return .unanswered
        }
    }
}
