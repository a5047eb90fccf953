internal import Inference
internal import Orchestration

/// What the demo's shop knew of its customers before the demo began.
///
/// Made up from a seed, customer by customer, when first asked for: so the demo starts at once, and
/// its models see people with a history rather than strangers.
struct DemoCustomers: Sendable {
    static let count = 20_000

    let seed: UInt64
    /// Histories end here.
    let until: Instant

    /// The profile of a customer; nil for a name that is none of ours.
    func profile(of id: String) -> Profile? {
        guard id.first == "c", let number = Int(id.dropFirst()), (0..<Self.count).contains(number)
        else { return nil }
        var random = SplitMix(seed: seed ^ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
        var profile = Profile()
        for order in orders(of: number, &random) {
            guard let id = order["id"]?.text else { continue }
            profile = (try? profile.applying(event: order, id: id, at: until)) ?? profile
        }
        return profile
    }

    /// One to nine orders over the last 60 days; the last quarter of the circle has hardly any.
    private func orders(of number: Int, _ random: inout SplitMix) -> [Value] {
        let isOther = number >= Self.count * 3 / 4
        let draw = random.unit()
        let count = isOther ? (draw < 0.7 ? 0 : 1) : 1 + Int(draw * draw * 9)
        let consents = random.unit() < 0.9
        return (0..<count).map { index in
            let days = isOther ? 50 + random.unit() * 9 : 1 + random.unit() * 58
            return [
                "id": .string("past-\(number)-\(index)"), "type": "order_completed",
                "time": .string((until - .milliseconds(Int64(days * 86_400_000))).text),
                "customer": .string("c\(number)"), "amount": .double(8 + random.unit() * 60),
                "items": .int(1 + Int64(random.unit() * 12)), "nearby": .bool(random.unit() < 0.6),
                "marketing_consent": .bool(consents),
            ]
        }
    }

    /// How a model scores these customers at the moment of an order, before anything drifts.
    func reference(for model: LocalModel, customers: Int = 1500) -> ScoreReference {
        var random = SplitMix(seed: seed)
        let scores = (0..<customers).compactMap { _ -> Double? in
            let draw = random.unit()
            let number = Int(draw * draw * Double(Self.count) * 0.75)
            let order: Value = [
                "id": "now", "type": "order_completed", "time": .string(until.text),
                "customer": .string("c\(number)"), "amount": .double(8 + random.unit() * 34),
                "items": .int(1 + Int64(random.unit() * 4)),
            ]
            guard let profile = profile(of: "c\(number)"),
                let next = try? profile.applying(event: order, id: "now", at: until)
            else { return nil }
            return try? model.predict(next.features(at: until))["probability"]?.number
        }
        return ScoreReference(scores: scores)
    }
}
