extension VectorFile {
    /// How one figure of a case went.
    struct Outcome: Sendable {
        let error: Double
        let failure: VectorReport.Failure?
    }
}

extension VectorFile.Case {
    init?(value: Value) {
        guard let id = value["id"]?.text, let family = value["family"]?.text,
            let method = value["method"]?.text, let input = value["input"],
            case .map(let expected)? = value["expected"], !expected.isEmpty
        else { return nil }
        self.id = id
        self.family = family
        self.method = method
        self.input = input
        params = value["params"] ?? .map([:])
        self.expected = Dictionary(
            expected.compactMap { entry in entry.key.text.map { ($0, entry.value) } },
            uniquingKeysWith: { first, _ in first }
        )
        tolerance = VectorFile.Tolerance(value: value["tolerance"] ?? .null)
        optional = Set((params["optional"]?.elements ?? []).compactMap(\.text))
    }

    /// Computes every figure and compares it.
    func run() -> [VectorFile.Outcome] {
        guard let answers = VectorMethod(rawValue: method)?.answers(to: self) else {
            return [failure("method", expected: "one that is known", got: .string(method))]
        }
        return expected.sorted { $0.key < $1.key }.map { figure, wanted in
            compare(figure, wanted, answers[figure] ?? nil)
        }
    }

    private func compare(_ figure: String, _ wanted: Value, _ got: Value?) -> VectorFile.Outcome {
        guard let got else {
            return wanted == .null || optional.contains(figure)
                ? VectorFile.Outcome(error: 0, failure: nil)
                : failure(figure, expected: wanted, got: .null)
        }
        let rule: Comparison =
            figure == "sketch_bounds"
            ? .within : tolerance.exact.contains(figure) ? .exact : .near(tolerance)
        guard let error = rule.error(of: got, from: wanted) else {
            return failure(figure, expected: wanted, got: got)
        }
        return VectorFile.Outcome(error: error, failure: nil)
    }

    private func failure(_ figure: String, expected: Value, got: Value) -> VectorFile.Outcome {
        VectorFile.Outcome(
            error: 0,
            failure: VectorReport.Failure(
                id: id,
                figure: figure,
                expected: expected.brief,
                got: got.brief
            )
        )
    }
}

extension VectorFile.Tolerance {
    fileprivate init(value: Value) {
        absolute = value["abs"]?.number ?? 0
        relative = value["rel"]?.number ?? 0
        guard case .map(let entries) = value else { return }
        exact = Set(entries.compactMap { $0.value.text == "exact" ? $0.key.text : nil })
    }
}

/// How a figure is compared with its expectation.
private enum Comparison {
    case exact
    case near(VectorFile.Tolerance)
    /// The expectation is a pair of bounds.
    case within

    /// The distance where it is allowed; nil where it is not.
    func error(of got: Value, from wanted: Value) -> Double? {
        switch (wanted, got) {
        case (.list(let bounds), _) where self.isPair(bounds, got):
            return bounds[0].number.flatMap { low in
                got.number.flatMap { $0 >= low && $0 <= bounds[1].number ?? low ? 0 : nil }
            }
        case (.list(let wanted), .list(let got)):
            return wanted.count == got.count ? worst(zip(got, wanted)) : nil
        case (.map(let wanted), .map(let got)):
            guard wanted.count == got.count else { return nil }
            return worst(wanted.map { (got[$0.key] ?? .type("missing"), $0.value) })
        case (.string("Infinity"), _): return got.number == .infinity ? 0 : nil
        case (.string, _), (.null, _), (.bool, _): return wanted == got ? 0 : nil
        default:
            guard let wanted = wanted.number, let got = got.number else { return nil }
            return distance(got, wanted)
        }
    }

    private func isPair(_ bounds: [Value], _ got: Value) -> Bool {
        guard case .within = self else { return false }
        return bounds.count == 2 && got.number != nil
    }

    private func worst(_ pairs: some Sequence<(Value, Value)>) -> Double? {
        var worst = 0.0
        for (got, wanted) in pairs {
            guard let error = error(of: got, from: wanted) else { return nil }
            worst = max(worst, error)
        }
        return worst
    }

    private func distance(_ got: Double, _ wanted: Double) -> Double? {
        let distance = abs(got - wanted)
        switch self {
        case .exact, .within: return distance == 0 ? 0 : nil
        case .near(let tolerance):
            let isNear =
                distance <= tolerance.absolute || distance <= tolerance.relative * abs(wanted)
            return isNear ? distance / max(1, abs(wanted)) : nil
        }
    }
}

extension Value {
    /// The value in a few words, for a report.
    fileprivate var brief: String {
        switch self {
        case .null: "none"
        case .string(let text): text
        case .list(let elements):
            "[" + elements.prefix(12).map(\.brief).joined(separator: ", ")
                + (elements.count > 12 ? ", …]" : "]")
        case .map(let entries):
            "{"
                + entries.map { "\($0.key.brief): \($0.value.brief)" }.sorted()
                .prefix(12).joined(separator: ", ") + "}"
        case .bool, .int, .uint, .double, .bytes, .timestamp, .duration, .type:
            number.map { "\($0)" } ?? "\(self)"
        }
    }
}
