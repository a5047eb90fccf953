/// What a route does beside choosing a target.
package struct RouteExtras: Hashable, Sendable {
    /// The time to the first token that `cheapest` holds targets to; nil for none.
    package var objective: Duration?
    /// Asks a second target where the first is slow to begin.
    package var hedges: Hedge?
    /// How long an answer to exactly the same question is given again; nil for never.
    package var caches: Duration?
    /// How much cost counts against reward for the policy that learns, from 0 to 1; 0 for nothing.
    package var costWeight = 0.0
    package init() {}

    /// When a second target is asked.
    package struct Hedge: Hashable, Sendable {
        /// At most this share of the calls, from 0 to 1.
        package let share: Double
        package init(share: Double) { self.share = share }
    }
}
