internal import Inference
internal import Orchestration
internal import Rehearsal

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

    /// Who a customer is: what they bought in the last 60 days follows from it.
    private enum Persona {
        /// Came a few days ago for the first time: likely not to come back.
        case newcomer
        /// Orders again and again.
        case regular
        /// The other population, from whom orders come while scores drift: signed up yesterday.
        case signup
    }

    private func persona(of number: Int, _ random: inout SplitMix) -> Persona {
        if number >= Self.count * 3 / 4 { return .signup }
        return random.unit() < 0.4 ? .newcomer : .regular
    }

    private func orders(of number: Int, _ random: inout SplitMix) -> [Value] {
        let persona = persona(of: number, &random)
        let consents = random.unit() < 0.92
        let nearby = random.unit() < (persona == .regular ? 0.7 : 0.25)
        let count = persona == .regular ? 2 + Int(random.unit() * 7) : 1
        return (0..<count).map { index in
            let days =
                switch persona {
                case .newcomer: 1 + random.unit() * 9
                case .regular: 1 + random.unit() * 58
                case .signup: 0.2 + random.unit()
                }
            return [
                "id": .string("past-\(number)-\(index)"), "type": "order_completed",
                "time": .string((until - .milliseconds(Int64(days * 86_400_000))).text),
                "customer": .string("c\(number)"), "amount": .double(28 + random.unit() * 60),
                "items": .int(1 + Int64(random.unit() * (persona == .regular ? 12 : 4))),
                "nearby": .bool(nearby), "attributes": ["marketing_consent": .bool(consents)],
            ]
        }
    }

    /// What a model is asked of the customers of such a feed as they order, before anything drifts,
    /// and how it scores them.
    func reference(for model: LocalModel, orders: Int = 2000) -> Reference {
        var feed = ScriptedFeed(seed: seed, customers: Self.count, perSecond: 6, start: until)
        var profiles: [String: Profile] = [:]
        var scores: [Double] = []
        var features: [String: [Double]] = [:]
        while scores.count < orders, let order = feed.next(at: feed.due) {
            let known = profiles[order.customer] ?? profile(of: order.customer) ?? Profile()
            guard let next = try? known.applying(event: order.value, id: order.id, at: order.time)
            else { continue }
            profiles[order.customer] = next
            let asked = next.features(at: order.time)
            let answer = try? model.predict(asked)
            // Below the value that starts a full retention run a score is never asked for.
            guard next.totals.spend >= 40, let score = answer?["probability"]?.number,
                case .map(let entries) = asked
            else { continue }
            scores.append(score)
            for case (.string(let name), let value) in entries {
                features[name, default: []].append(value.number ?? .nan)
            }
        }
        return Reference(
            scores: ScoreReference(scores: scores),
            // One that never varies is nothing to measure against: here recency is always 0, and in
            // life some milliseconds.
            features: features.filter { Set($0.value).count > 1 }.compactMap {
                FeatureReference(name: $0, values: $1)
            }
        )
    }

    /// What drift is measured against in a demo.
    struct Reference {
        let scores: ScoreReference
        let features: [FeatureReference]
    }
}
