internal import Orchestration

/// Takes a model's features, by name and in its order, out of a map.
struct FeatureReader: Hashable, Sendable {
    let names: [String]
    /// The names as map keys, made once: a prediction should not build strings.
    private let keys: [Value]

    init(_ names: [String]) {
        self.names = names
        keys = names.map(Value.string)
    }

    /// The features in the model's order; NaN where one is absent, null or not a number.
    ///
    /// - Parameter input: A map; booleans count as 0 and 1, other keys are ignored.
    /// - Returns: One number for each name.
    /// - Throws: `badInput` for what is no map, has none of the features, or holds a feature that
    ///   is a text or infinite: such an input comes from a mistake, not from missing data.
    func row(from input: Value) throws(Failure) -> [Double] {
        guard case .map(let entries) = input else {
            throw Failure(.badInput, "The model needs a map of features, not \(input.briefly).")
        }
        var isAnyPresent = false
        var row: [Double] = []
        row.reserveCapacity(keys.count)
        for (index, key) in keys.enumerated() {
            let value = entries[key]
            isAnyPresent = isAnyPresent || value != nil
            row.append(try number(in: value ?? .null, at: index))
        }
        guard isAnyPresent else { throw strange(entries.count) }
        return row
    }

    private func number(in value: Value, at index: Int) throws(Failure) -> Double {
        if value == .null { return .nan }
        guard let number = value.asNumber, !number.isInfinite else {
            throw Failure(
                .badInput,
                "Feature \(names[index]) is \(value.briefly), not a finite number."
            )
        }
        return number
    }

    private func strange(_ count: Int) -> Failure {
        let wanted = names.prefix(3).joined(separator: ", ")
        return Failure(
            .badInput,
            "None of the model's features (\(wanted), …) is among the \(count) given: "
                + "pass the features, for example profile.features."
        )
    }
}
