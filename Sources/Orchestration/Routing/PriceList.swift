/// What calls of a model cost, and from when on.
package struct PriceList: Hashable, Sendable {
    /// One price, in the unit of money that the project keeps to.
    package struct Price: Hashable, Sendable {
        /// In force from then on, until the next.
        package let from: Instant
        /// Per million tokens of the prompt.
        package let input: Double
        /// Per million tokens of the answer.
        package let output: Double
        /// For every call, whatever its length.
        package let perCall: Double

        package init(from: Instant, input: Double, output: Double, perCall: Double = 0) {
            self.from = from
            self.input = input
            self.output = output
            self.perCall = perCall
        }
    }

    private let prices: [Price]

    /// In any order; of two with one date the last holds.
    package init(_ prices: [Price] = []) {
        self.prices = prices.enumerated()
            .sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }.map(\.element)
    }

    /// Whether there is no price at all.
    package var isEmpty: Bool { prices.isEmpty }

    /// When the newest price comes into force; nil where there is none.
    package var newest: Instant? { prices.last?.from }

    /// The price in force at a moment; nil before the first.
    package func price(at now: Instant) -> Price? { prices.last { $0.from <= now } }

    /// What a call costs; unknown where no price is in force or a count it needs is not known.
    package func cost(tokensIn: Int?, tokensOut: Int?, at now: Instant) -> Cost {
        guard let price = price(at: now) else { return .unknown }
        guard let input = price.input == 0 ? 0 : tokensIn,
            let output = price.output == 0 ? 0 : tokensOut
        else { return .unknown }
        // A price per million tokens is a price in millionths per token.
        let micros =
            Double(max(0, input)) * price.input + Double(max(0, output)) * price.output
            + price.perCall * 1_000_000
        guard micros.isFinite, micros >= 0, micros < 9e18 else { return .unknown }
        return .micros(Int64(micros.rounded()))
    }
}
