extension Profile {
    /// The names of the features, in the order the models were trained with.
    package static let featureNames = [
        "recency_days", "baskets", "spend", "items", "tenure_days", "gap_mean_days",
        "gap_std_days", "weekend_share", "age", "nearby",
    ]

    /// What the churn models read, from the baskets of the 60 days up to `now`.
    ///
    /// | name | meaning |
    /// | --- | --- |
    /// | `recency_days`, `tenure_days` | days since the last and the first basket of the window |
    /// | `baskets`, `spend`, `items` | how many, their amount, their pieces |
    /// | `gap_mean_days`, `gap_std_days` | days between baskets: mean, population deviation |
    /// | `weekend_share` | share of baskets on a Saturday or Sunday, UTC |
    /// | `age` | lower end of `age_group`; five below the limit of `<25` |
    /// | `nearby` | 1 where the customer lives near the store, else 0 |
    ///
    /// Unknown ones are null. The same definition as `training/features.py` of the sample project.
    /// - Parameter now: Later baskets do not count.
    /// - Returns: A map with every name.
    package func features(at now: Instant) -> Value {
        let window = baskets.filter { $0.at <= now && $0.at >= now - .seconds(60 * 86_400) }
        let gaps = zip(window.dropFirst(), window).map { days(from: $1.at, to: $0.at) }
        return [
            "recency_days": number(window.last.map { days(from: $0.at, to: now) }),
            "baskets": .double(Double(window.count)),
            "spend": .double(window.reduce(0) { $0 + $1.amount }),
            "items": .double(window.reduce(0) { $0 + $1.items }),
            "tenure_days": number(window.first.map { days(from: $0.at, to: now) }),
            "gap_mean_days": number(mean(gaps)),
            "gap_std_days": number(deviation(gaps)),
            "weekend_share": number(mean(window.map { $0.isOnWeekend ? 1 : 0 })),
            "age": number(age), "nearby": number(nearby),
        ]
    }

    /// What a customer value model reads: all purchases ever, times in days.
    ///
    /// `repeats`, `first_to_last_days`, `first_to_now_days`, `mean_spend`; null without a purchase.
    package func history(at now: Instant) -> Value {
        guard let span = totals.span, span.upperBound <= now else { return .null }
        return [
            "repeats": .double(Double(totals.baskets - 1)),
            "first_to_last_days": .double(days(from: span.lowerBound, to: span.upperBound)),
            "first_to_now_days": .double(days(from: span.lowerBound, to: now)),
            "mean_spend": .double(totals.spend / Double(totals.baskets)),
        ]
    }

    private var age: Double? {
        guard let group = attributes["age_group"]?.content.text else { return nil }
        let digits = group.drop { "<>".contains($0) }.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 3, let number = Double(String(digits)) else { return nil }
        return group.first == "<" ? number - 5 : number
    }

    private var nearby: Double? {
        guard case .bool(let isNearby) = attributes["nearby"]?.content else { return nil }
        return isNearby ? 1 : 0
    }
}

extension Basket {
    /// Saturday or Sunday, by UTC.
    fileprivate var isOnWeekend: Bool {
        let weekday = at.civil.weekday
        return weekday == .saturday || weekday == .sunday
    }
}

/// Days from `start` to `end`, with their fraction.
func days(from start: Instant, to end: Instant) -> Double {
    Double((end - start).milliseconds) / 86_400_000
}

private func number(_ number: Double?) -> Value { number.map(Value.double) ?? .null }

private func mean(_ numbers: [Double]) -> Double? {
    numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
}

private func deviation(_ numbers: [Double]) -> Double? {
    guard let mean = mean(numbers) else { return nil }
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(numbers.count)).squareRoot()
}
