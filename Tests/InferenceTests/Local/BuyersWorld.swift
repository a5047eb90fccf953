internal import Foundation
internal import Inference
internal import Orchestration

/// Customers who live exactly as BG/NBD and Gamma-Gamma say.
struct BuyersWorld {
    private var random: SplitMix
    private let purchases: PurchaseModel
    private let spend: SpendModel

    init(seed: UInt64, purchases: PurchaseModel, spend: SpendModel) {
        random = SplitMix(seed: seed)
        self.purchases = purchases
        self.spend = spend
    }

    mutating func histories(_ count: Int, days: Double) -> [PurchaseHistory] {
        (0..<count).compactMap { _ in history(days: days) }
    }

    private mutating func history(days: Double) -> PurchaseHistory? {
        let rate = gamma(purchases.r) / purchases.alpha
        let (left, right) = (gamma(purchases.a), gamma(purchases.b))
        let leaving = left / (left + right)
        let (now, mean) = (days * (0.5 + random.unit() / 2), spend.gamma / gamma(spend.q))
        var (repeats, last, spent) = (0.0, 0.0, 0.0)
        while random.unit() >= leaving || repeats == 0 && last == 0 {
            let next = last - log(1 - random.unit()) / rate
            guard next <= now else { break }
            (repeats, last) = (repeats + 1, next)
            spent += gamma(spend.p) * mean
        }
        return PurchaseHistory(
            repeats: repeats,
            firstToLast: last,
            firstToNow: now,
            meanSpend: repeats > 0 ? spent / repeats : 0
        )
    }

    /// A draw from the gamma distribution of that shape and scale 1.
    ///
    /// Source: G. Marsaglia, W. Tsang, "A Simple Method for Generating Gamma Variables", 2000.
    private mutating func gamma(_ shape: Double) -> Double {
        guard shape >= 1 else { return gamma(shape + 1) * pow(random.unit(), 1 / shape) }
        let d = shape - 1.0 / 3
        while true {
            let x = normal()
            let v = pow(1 + x / (9 * d).squareRoot(), 3)
            if v > 0, log(1 - random.unit()) < x * x / 2 + d - d * v + d * log(v) { return d * v }
        }
    }

    private mutating func normal() -> Double {
        (-2 * log(1 - random.unit())).squareRoot() * cos(2 * .pi * random.unit())
    }
}
