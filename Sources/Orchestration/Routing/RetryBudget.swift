/// How many retries an upstream is still owed: a tenth of its calls, and one a second.
///
/// Without it, retries of many callers keep an upstream down that would recover by itself.
/// Source: Finagle, `RetryBudget`.
package struct RetryBudget: Hashable, Sendable {
    static let cap = 10.0
    static let perCall = 0.1
    static let perSecond = 1.0

    private var balance = RetryBudget.cap
    private var at: Instant

    /// A full budget.
    package init(at now: Instant) { at = now }

    /// Retries that could be made now, from 0 to 10.
    package func tokens(at now: Instant) -> Double {
        min(Self.cap, balance + max(0, (now - at).inSeconds) * Self.perSecond)
    }

    /// Notes a first attempt, which earns a tenth of a retry.
    package mutating func deposit(at now: Instant) {
        balance = min(Self.cap, tokens(at: now) + Self.perCall)
        at = max(at, now)
    }

    /// Takes one retry out; false, and nothing is taken, where there is none.
    package mutating func withdraw(at now: Instant) -> Bool {
        let tokens = tokens(at: now)
        guard tokens >= 1 else { return false }
        balance = tokens - 1
        at = max(at, now)
        return true
    }
}
