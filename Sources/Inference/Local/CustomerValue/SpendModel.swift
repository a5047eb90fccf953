#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Gamma-Gamma: what a customer spends on a purchase.
///
/// A purchase is Gamma(p, ν) with ν drawn from Gamma(q, gamma), independent of how often one buys.
/// Source: P. Fader, B. Hardie, "The Gamma-Gamma Model of Monetary Value", 2013.
package struct SpendModel: Hashable, Sendable {
    package let p: Double
    package let q: Double
    /// In the currency of the histories.
    package let gamma: Double

    /// A model with these parameters, all above 0.
    package init(p: Double, q: Double, gamma: Double) {
        self.p = p
        self.q = q
        self.gamma = gamma
    }

    /// The mean amount to expect of a customer's next purchase.
    ///
    /// Lies between what the customer spent and what all spend, the nearer to the former the more
    /// purchases there are.
    /// - Returns: Infinite where q ≤ 1 and nothing is known of the customer: then the mean of all
    ///   has no bound.
    package func expectedSpend(_ history: PurchaseHistory) -> Double {
        let x = history.meanSpend > 0 ? history.repeats : 0
        let weight = p * x + q - 1
        guard weight > 0 else { return .infinity }
        return p * (gamma + x * history.meanSpend) / weight
    }

    /// The logarithm of the likelihood of the histories that have repeats and a spend.
    package func logLikelihood(of histories: [PurchaseHistory]) -> Double {
        let fixed = q * log(gamma) - logGamma(q)
        return histories.reduce(0) { sum, history in
            let (x, z) = (history.repeats, history.meanSpend)
            guard x > 0, z > 0 else { return sum }
            let px = p * x
            return sum + fixed + logGamma(px + q) - logGamma(px) + (px - 1) * log(z) + px * log(x)
                - (px + q) * log(gamma + x * z)
        }
    }

    /// The model under which `histories` are likeliest, or nil where no maximum was found.
    static func fitted(to histories: [PurchaseHistory]) -> SpendModel? {
        let spent = histories.filter { $0.repeats > 0 && $0.meanSpend > 0 }
        let mean = spent.reduce(0) { $0 + $1.meanSpend } / Double(max(1, spent.count))
        guard mean > 0 else { return nil }
        let found = Simplex.minimum(
            of: { -SpendModel(logarithms: $0).logLikelihood(of: spent) },
            from: [log(2), log(3), log(mean)]
        )
        return found.map { SpendModel(logarithms: $0.point) }
    }
}

extension SpendModel {
    private init(logarithms: [Double]) {
        let values = logarithms.map { exp(min(max($0, -20), 20)) }
        self.init(p: values[0], q: values[1], gamma: values[2])
    }
}
