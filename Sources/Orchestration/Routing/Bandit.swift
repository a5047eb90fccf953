internal import Glibc

/// What has been learned of the targets of one route: discounted Thompson sampling.
///
/// Every target has a belief Beta(α, β) about its reward. Old evidence fades with every reward
/// (`α ← 1 + γ(α - 1)`), so that a target that was bad and became good is noticed; a hard cap could
/// not. A share of the calls explores evenly. Propensities are logged with each decision, so that
/// another policy can be judged from the same record.
/// Sources: O. Chapelle, L. Li, "An Empirical Evaluation of Thompson Sampling", 2011;
/// V. Raj, S. Kalyani, "Taming Non-stationary Bandits", 2017.
package struct Bandit: Hashable, Sendable {
    static let discount = 0.999
    static let exploration = 0.02
    /// Draws that a propensity is estimated from; its error is below 0.07.
    static let draws = 64

    /// What is believed of one target.
    package struct Belief: Hashable, Sendable {
        package internal(set) var alpha = 1.0
        package internal(set) var beta = 1.0

        /// The expected reward, from 0 to 1.
        package var mean: Double { alpha / (alpha + beta) }

        /// The same, with less evidence.
        fileprivate func faded(by discount: Double) -> Belief {
            Belief(alpha: 1 + discount * (alpha - 1), beta: 1 + discount * (beta - 1))
        }
    }

    private var beliefs: [String: Belief] = [:]

    /// Nothing is known of anyone.
    package init() {}

    /// What is believed of a target.
    package func belief(in model: String) -> Belief { beliefs[model] ?? Belief() }

    /// Takes in what a call was worth, from 0 to 1; anything else counts as the nearer end.
    package mutating func reward(_ model: String, _ worth: Double) {
        guard !worth.isNaN else { return }
        let worth = min(1, max(0, worth))
        beliefs = beliefs.mapValues { $0.faded(by: Self.discount) }
        beliefs[model, default: Belief()].alpha += worth
        beliefs[model, default: Belief()].beta += 1 - worth
    }

    /// Orders targets by one draw of each belief less what it costs, the greatest first, with the
    /// probability each had of coming first.
    /// - Parameters:
    ///   - models: The targets.
    ///   - penalties: What is taken off each one's draw: its cost by the weight of cost; empty for
    ///     nothing.
    ///   - random: Drawn from for every belief.
    /// - Returns: Positions among `models`.
    package func ordered(
        _ models: [String],
        penalties: [Double] = [],
        _ random: inout SplitMix
    ) -> [(position: Int, propensity: Double)] {
        guard models.count > 1 else { return models.indices.map { ($0, 1) } }
        let known = models.map(belief)
        var wins = [Int](repeating: 0, count: models.count)
        for _ in 0..<Self.draws { wins[Self.best(Self.draw(known, penalties, &random))] += 1 }
        let draw = Self.draw(known, penalties, &random)
        var order = models.indices.sorted { (-draw[$0], $0) < (-draw[$1], $1) }
        if random.unit() < Self.exploration {
            let lucky = Int(random.next() % UInt64(models.count))
            order.removeAll { $0 == lucky }
            order.insert(lucky, at: 0)
        }
        return order.map { ($0, Self.propensity(wins: wins[$0], of: models.count)) }
    }

    /// Laplace's estimate, so that no propensity is 0, mixed with the even share of exploration.
    private static func propensity(wins: Int, of count: Int) -> Double {
        let drawn = (Double(wins) + 1) / Double(draws + count)
        return (1 - exploration) * drawn + exploration / Double(count)
    }

    private static func draw(
        _ beliefs: [Belief],
        _ penalties: [Double],
        _ random: inout SplitMix
    ) -> [Double] {
        beliefs.enumerated().map { at, belief in
            let one = gamma(belief.alpha, &random)
            let other = gamma(belief.beta, &random)
            return one / (one + other) - (at < penalties.count ? penalties[at] : 0)
        }
    }

    private static func best(_ draws: [Double]) -> Int {
        draws.indices.max { (draws[$0], $1) < (draws[$1], $0) } ?? 0
    }

    /// A draw from Gamma(shape, 1), shape at least 1.
    ///
    /// Source: G. Marsaglia, W. W. Tsang, "A Simple Method for Generating Gamma Variables", 2000.
    private static func gamma(_ shape: Double, _ random: inout SplitMix) -> Double {
        let d = max(1, shape) - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        // Accepts 19 of 20; the bound only guards against a source of randomness that is none.
        for _ in 0..<100 {
            let x = normal(&random)
            let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
            guard v > 0 else { continue }
            if log(max(random.unit(), 1e-300)) < 0.5 * x * x + d - d * v + d * log(v) {
                return d * v
            }
        }
        return d
    }

    private static func normal(_ random: inout SplitMix) -> Double {
        let radius = (-2 * log(max(random.unit(), 1e-300))).squareRoot()
        return radius * cos(2 * Double.pi * random.unit())
    }
}

extension Bandit {
    /// As the journal keeps it: both figures of each target.
    package var value: Value {
        .map(
            Dictionary(
                uniqueKeysWithValues: beliefs.map {
                    (.string($0.key), ["a": .double($0.value.alpha), "b": .double($0.value.beta)])
                }
            )
        )
    }

    /// Read back; what is no belief of anything is left out.
    package init(value: Value) {
        self.init()
        guard case .map(let map) = value else { return }
        for (model, belief) in map {
            guard let model = model.text, let alpha = belief["a"]?.number,
                let beta = belief["b"]?.number, alpha.isFinite, beta.isFinite, alpha >= 1, beta >= 1
            else { continue }
            beliefs[model] = Belief(alpha: alpha, beta: beta)
        }
    }
}
