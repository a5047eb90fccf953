internal import Foundation
package import Orchestration

/// An endless feed of orders, the same for the same seed.
///
/// Orders arrive at random (exponential gaps) from a fixed circle of customers: most orders come
/// from loyal ones. Under drift more and more come from another population — young, one cheap item,
/// long away — so that a churn model's scores move although nothing is broken.
package struct ScriptedFeed: Sendable {
    /// What the feed does at a moment.
    package struct Conditions: Hashable, Sendable {
        /// Orders are placed but never arrive.
        package var isSilent = false
        /// The share of orders from the other population, from 0 to 1.
        package var drift = 0.0
        package init() {}
    }

    private let customers: Int
    private let perSecond: Double
    private var random: SplitMix
    private let seed: UInt64
    private var number = 0
    /// When the next order is placed.
    package private(set) var due: Instant

    /// A feed that begins at `start`.
    ///
    /// - Parameters:
    ///   - seed: Feeds every draw.
    ///   - customers: How many there are; at least 1.
    ///   - perSecond: Orders a second on average; at least one a day.
    ///   - start: No order is older.
    package init(seed: UInt64, customers: Int = 500, perSecond: Double = 5, start: Instant) {
        self.customers = max(1, customers)
        self.perSecond = max(1.0 / 86_400, perSecond)
        self.seed = seed
        random = SplitMix(seed: seed)
        due = start
        due = start + gap()
    }

    /// The next order placed until `now`; nil when there is none.
    ///
    /// Orders of silent moments are lost: they are passed over, whenever this is asked.
    package mutating func next(
        at now: Instant,
        under conditions: (Instant) -> Conditions = { _ in Conditions() }
    ) -> FeedEvent? {
        while due <= now {
            let placed = due
            let state = conditions(placed)
            let event = order(at: placed, drift: state.drift)
            due = placed + gap()
            if !state.isSilent { return event }
        }
        return nil
    }

    /// The orders as they are placed, on an injected clock.
    ///
    /// - Parameters:
    ///   - clock: Time passes on it from this call on; its start counts as the feed's start.
    ///   - start: The moment that the clock's now stands for.
    ///   - conditions: What the feed does at each moment.
    /// - Returns: A sequence without end; leaving it ends its waiting.
    package func paced(
        by clock: some Clock<Duration>,
        from start: Instant,
        under conditions: @escaping @Sendable (Instant) -> Conditions = { _ in Conditions() }
    ) -> AsyncStream<FeedEvent> {
        let watch = Stopwatch(clock)
        let pull = PacedFeed(feed: self)
        return AsyncStream {
            await pull.next(under: conditions) { due in
                let ahead = due - (start + watch.elapsed())
                guard ahead > .zero else { return true }
                return (try? await watch.rest(ahead)) != nil
            }
        }
    }
}

extension ScriptedFeed {
    /// The time to the next order: exponential, so that orders come independently of each other.
    private mutating func gap() -> Duration {
        .milliseconds(max(1, Int64(-log(1 - random.unit()) / perSecond * 1000)))
    }

    /// One order; a share of `drift` comes from the other population.
    private mutating func order(at moment: Instant, drift: Double) -> FeedEvent {
        number += 1
        let isOther = random.unit() < drift
        let customer = isOther ? otherCustomer() : loyalCustomer()
        var persona = SplitMix(seed: seed ^ UInt64(customer) &* 0xD6E8_FEB8_6659_FD93)
        let name = Self.names[Int(persona.next() % UInt64(Self.names.count))]
        let usual = 8 + persona.unit() * 34
        let items = isOther ? 1 : 1 + Int(random.unit() * 4)
        let amount = isOther ? 3 + random.unit() * 5 : usual * (0.6 + 0.8 * random.unit())
        return FeedEvent(
            id: "order-\(String(seed, radix: 36))-\(number)",
            time: moment,
            customer: "c\(customer)",
            firstName: name,
            email: "\(name.lowercased()).\(customer)@example.com",
            amount: (amount * 100).rounded() / 100,
            items: items,
            ageGroup: isOther ? "18-24" : Self.ages[Int(persona.next() % UInt64(Self.ages.count))]
        )
    }

    /// Most orders come from few: the square of an even draw.
    private mutating func loyalCustomer() -> Int {
        let draw = random.unit()
        return min(customers - 1, Int(draw * draw * Double(customers) * 0.75))
    }

    /// The last quarter of the circle, who otherwise hardly ever order.
    private mutating func otherCustomer() -> Int {
        min(customers - 1, customers * 3 / 4 + Int(random.unit() * Double(customers) / 4))
    }

    private static let ages = ["25-34", "35-44", "45-54", "55-64", "65+"]
    private static let names = [
        "Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Frances", "Tony", "Radia", "Ken",
        "Hedy", "Niklaus", "Karen", "Leslie", "Sophie", "Dennis", "Margaret", "Robin", "Katherine",
        "John",
    ]
}

/// The feed behind an asynchronous sequence.
private actor PacedFeed {
    private var feed: ScriptedFeed

    init(feed: ScriptedFeed) { self.feed = feed }

    /// The next order once it is due; nil when waiting was cut short.
    func next(
        under conditions: @Sendable (Instant) -> ScriptedFeed.Conditions,
        _ reach: @Sendable (Instant) async -> Bool
    ) async -> FeedEvent? {
        while await reach(feed.due) {
            if let event = feed.next(at: feed.due, under: conditions) { return event }
        }
        return nil
    }
}
