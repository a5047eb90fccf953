#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// BG/NBD: how often a customer buys and when they leave.
///
/// While alive, purchases are Poisson with a rate drawn from Gamma(r, alpha); after each purchase
/// a customer leaves with a probability drawn from Beta(a, b).
/// Source: P. Fader, B. Hardie, K. Lee, "Counting Your Customers the Easy Way", 2005.
package struct PurchaseModel: Hashable, Sendable {
    package let r: Double
    /// In the unit of time of the histories.
    package let alpha: Double
    package let a: Double
    package let b: Double

    /// A model with these parameters, all above 0.
    package init(r: Double, alpha: Double, a: Double, b: Double) {
        self.r = r
        self.alpha = alpha
        self.a = a
        self.b = b
    }

    /// The logarithm of the likelihood of these histories.
    package func logLikelihood(of histories: [PurchaseHistory]) -> Double {
        logLikelihood(of: Tally.counted(histories))
    }

    /// The probability that a customer has not left for good; 1 for who bought only once.
    package func probabilityAlive(_ history: PurchaseHistory) -> Double {
        1 / (1 + leftOdds(history))
    }

    /// Purchases to expect within `horizon` from now, in the unit of the histories.
    ///
    /// Source: the same, equation 10; the factor before 2F1 is taken inside it (Euler), which
    /// stays in range for customers with thousands of purchases.
    package func expectedPurchases(_ history: PurchaseHistory, within horizon: Double) -> Double {
        guard horizon > 0 else { return 0 }
        // The formula is singular, its limit is not, at a = 1 and a + b + x = 1.
        let a = abs(self.a - 1) < 1e-5 ? 1 + 1e-5 : self.a
        let (x, z) = (history.repeats, horizon / (alpha + history.firstToNow + horizon))
        let c = abs(a + b + x - 1) < 1e-5 ? 1e-5 : a + b + x - 1
        let rest = exp((a - 1) * log1p(-z)) * hypergeometric(a + b - 1 - r, a - 1, c, z)
        return max(0, c / (a - 1) * (1 - rest) / (1 + leftOdds(history)))
    }

    /// The odds of having left against being alive.
    private func leftOdds(_ history: PurchaseHistory) -> Double {
        guard history.repeats > 0 else { return 0 }
        let silence = log((alpha + history.firstToNow) / (alpha + history.firstToLast))
        return a / (b + history.repeats - 1) * exp((r + history.repeats) * silence)
    }
}

extension PurchaseModel {
    /// The model under which `histories` are likeliest, or nil where no maximum was found.
    static func fitted(to histories: [PurchaseHistory]) -> PurchaseModel? {
        let tallies = Tally.counted(histories)
        let span = histories.reduce(0) { $0 + $1.firstToNow } / Double(max(1, histories.count))
        let found = Simplex.minimum(
            of: { -PurchaseModel(logarithms: $0).logLikelihood(of: tallies) },
            from: [0, log(max(span, 1e-6) / 4), 0, 0]
        )
        return found.map { PurchaseModel(logarithms: $0.point) }
    }

    /// Logarithms keep the search above 0; the clamp keeps it within what doubles can carry.
    private init(logarithms: [Double]) {
        let values = logarithms.map { exp(min(max($0, -15), 15)) }
        self.init(r: values[0], alpha: values[1], a: values[2], b: values[3])
    }

    private func logLikelihood(of tallies: [Tally]) -> Double {
        let rate = r * log(alpha) - logGamma(r)
        let leaving = logGamma(a + b) - logGamma(b)
        return tallies.reduce(0) { sum, tally in
            let x = tally.history.repeats
            let counts = logGamma(r + x) + rate + leaving + logGamma(b + x) - logGamma(a + b + x)
            return sum + tally.count * (counts + logTimes(tally.history))
        }
    }

    /// log((α + T)^-(r + x) + [x > 0] · a / (b + x - 1) · (α + t)^-(r + x)), without underflow.
    private func logTimes(_ history: PurchaseHistory) -> Double {
        let power = -(r + history.repeats)
        let alive = power * log(alpha + history.firstToNow)
        guard history.repeats > 0 else { return alive }
        let left = log(a / (b + history.repeats - 1)) + power * log(alpha + history.firstToLast)
        return max(alive, left) + log1p(exp(-abs(alive - left)))
    }
}

/// Equal histories are counted once: a likelihood is summed hundreds of times.
private struct Tally {
    let history: PurchaseHistory
    let count: Double

    static func counted(_ histories: [PurchaseHistory]) -> [Tally] {
        var counts: [PurchaseHistory: Double] = [:]
        var order: [PurchaseHistory] = []
        for history in histories {
            // Spend plays no part here, and would keep equal histories apart.
            guard
                let bare = PurchaseHistory(
                    repeats: history.repeats,
                    firstToLast: history.firstToLast,
                    firstToNow: history.firstToNow
                )
            else { continue }
            if counts[bare] == nil { order.append(bare) }
            counts[bare, default: 0] += 1
        }
        // In order of first sight: a sum in hash order would differ from run to run.
        return order.map { Tally(history: $0, count: counts[$0] ?? 0) }
    }
}
