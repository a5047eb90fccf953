import Orchestration
import Rehearsal
import Testing

@Suite struct `A scripted feed` {
    private func orders(
        seed: UInt64 = 1,
        seconds: Int64,
        under conditions: (Instant) -> ScriptedFeed.Conditions = { _ in .init() }
    ) -> [FeedEvent] {
        var feed = ScriptedFeed(seed: seed, customers: 200, perSecond: 5, start: .epoch)
        var orders: [FeedEvent] = []
        while let order = feed.next(at: .epoch + .seconds(seconds), under: conditions) {
            orders.append(order)
        }
        return orders
    }

    @Test func `is the same for the same seed and another for another`() {
        #expect(orders(seconds: 60) == orders(seconds: 60))
        #expect(orders(seed: 2, seconds: 60) != orders(seconds: 60))
    }

    @Test func `keeps its rate, its order and its ids`() {
        let orders = orders(seconds: 1000)
        #expect((4_500...5_500).contains(orders.count), "\(orders.count)")
        #expect(zip(orders, orders.dropFirst()).allSatisfy { $0.time < $1.time })
        #expect(Set(orders.map(\.id)).count == orders.count)
        #expect(orders.allSatisfy { $0.amount > 0 && (1...4).contains($0.items) })
    }

    @Test func `gives the same orders however often it is asked`() {
        var feed = ScriptedFeed(seed: 1, customers: 200, perSecond: 5, start: .epoch)
        var slow: [FeedEvent] = []
        for millisecond in stride(from: Int64(0), through: 60_000, by: 7) {
            while let order = feed.next(at: Instant(milliseconds: millisecond)) {
                slow.append(order)
            }
        }
        #expect(slow == orders(seconds: 60).filter { $0.time.milliseconds <= 59_997 })
    }

    @Test func `loses the orders of silent moments and goes on after them`() {
        let orders = orders(seconds: 60) { moment in
            var conditions = ScriptedFeed.Conditions()
            conditions.isSilent = (20_000..<40_000).contains(moment.milliseconds)
            return conditions
        }
        #expect(!orders.contains { (20_000..<40_000).contains($0.time.milliseconds) })
        #expect(orders.contains { $0.time.milliseconds >= 40_000 })
    }

    @Test func `moves to other customers under drift`() {
        let drifted = orders(seconds: 200) { _ in
            var conditions = ScriptedFeed.Conditions()
            conditions.drift = 0.85
            return conditions
        }
        let young = drifted.filter { $0.ageGroup == "18-24" }
        #expect(!orders(seconds: 200).contains { $0.ageGroup == "18-24" })
        #expect((0.8...0.9).contains(Double(young.count) / Double(drifted.count)))
        #expect(young.allSatisfy { $0.items == 1 && $0.amount < 8.01 })
    }

    @Test func `describes an order to expressions and as one line of JSON`() throws {
        let order = try #require(orders(seconds: 60).first)
        #expect(order.value["customer"] == .string(order.customer))
        #expect(order.value["time"]?.instant == order.time)
        let json = String(decoding: order.json, as: UTF8.self)
        #expect(json.hasPrefix(#"{"age_group":""#) && json.contains(#""type":"order_completed""#))
        #expect(json.contains(#""time":"1970-01-01T00:00:00."#) && !json.contains("\n"))
    }

    @Test func `paces itself by a clock`() async {
        let feed = ScriptedFeed(seed: 1, perSecond: 500, start: .epoch)
        var pulled = feed
        var paced: [FeedEvent] = []
        for await order in feed.paced(by: ContinuousClock(), from: .epoch) {
            paced.append(order)
            if paced.count == 5 { break }
        }
        #expect(paced == (0..<5).compactMap { _ in pulled.next(at: pulled.due) })
    }
}
