internal import Glibc

/// The methods a vector file may name, and how the product answers each.
enum VectorMethod: String, Sendable, CaseIterable {
    case psiQuantile = "psi_quantile"
    case psiCounts = "psi_counts"
    case psiEvidentlyNumeric = "psi_evidently_numeric"
    case psiEvidentlyCategorical = "psi_evidently_categorical"
    case kolmogorovSmirnov = "ks_2samp_two_sided"
    case jensenShannon = "jensen_shannon"
    case wasserstein = "wasserstein_1"
    case chiGoodnessOfFit = "chi2_goodness_of_fit"
    case chiTwoSample = "chi2_two_sample"
    case adwin
    case pageHinkley = "page_hinkley"
    case ddm
    case quantile
    case burnRate = "multiwindow"

    /// Every figure this method yields for the case, by name; nil where it has none.
    func answers(to one: VectorFile.Case) -> [String: Value?] {
        switch self {
        case .psiQuantile: one.psiOfQuantiles
        case .psiCounts: ["psi": one.psiOfCounts(one.references, one.currents)]
        case .psiEvidentlyNumeric: ["psi": one.psiEvidently]
        case .psiEvidentlyCategorical: ["psi": one.psiOfCategories]
        case .kolmogorovSmirnov: one.kolmogorovSmirnov
        case .jensenShannon: one.jensenShannon
        case .wasserstein: one.wasserstein
        case .chiGoodnessOfFit:
            one.chiSquare(ChiSquare.goodnessOfFit(reference: one.references, current: one.currents))
        case .chiTwoSample:
            one.chiSquare(ChiSquare.twoSample(reference: one.references, current: one.currents))
        case .adwin: one.adwin
        case .pageHinkley: one.pageHinkley
        case .ddm: one.errorDrift
        case .quantile: one.quantiles
        case .burnRate: one.burnRate
        }
    }
}

extension VectorFile.Case {
    fileprivate var reference: [Double] { numbers("reference") }
    fileprivate var current: [Double] { numbers("current") }
    fileprivate var references: [Double] { numbers("reference_counts") }
    fileprivate var currents: [Double] { numbers("current_counts") }

    fileprivate func numbers(_ name: String) -> [Double] {
        (input[name]?.elements ?? []).compactMap(\.number)
    }

    fileprivate func param(_ name: String, or other: Double) -> Double {
        params[name]?.number ?? other
    }

    fileprivate func count(_ name: String, or other: Int) -> Int {
        params[name]?.whole.flatMap { Int(exactly: $0) } ?? other
    }

    fileprivate func psiOfCounts(_ reference: [Double], _ current: [Double]) -> Value? {
        PopulationStability.index(
            reference: reference,
            current: current,
            zeroFloor: param("zero_floor", or: PopulationStability.zeroFloor)
        ).map(Value.double)
    }

    fileprivate var psiOfQuantiles: [String: Value?] {
        let bins = QuantileBins(reference: reference, bins: count("bins", or: 10))
        let (p, q) = (bins.counts(of: reference), bins.counts(of: current))
        return [
            "edges": .numbers(bins.edges),
            "reference_counts": .numbers(p.map(Double.init)),
            "current_counts": .numbers(q.map(Double.init)),
            "psi": psiOfCounts(p.map(Double.init), q.map(Double.init)),
        ]
    }

    fileprivate var psiEvidently: Value? {
        let values = (input["reference"]?.elements ?? []) + (input["current"]?.elements ?? [])
        let areWhole = values.allSatisfy {
            if case .int = $0 { true } else { false }
        }
        return EvidentlyBins.index(reference: reference, current: current, wholeNumbers: areWhole)
            .map(Value.double)
    }

    fileprivate var psiOfCategories: Value? {
        let reference = input["reference"]?.elements ?? []
        let current = input["current"]?.elements ?? []
        return EvidentlyBins.index(ofCategories: reference, and: current).map(Value.double)
    }

    fileprivate var kolmogorovSmirnov: [String: Value?] {
        guard let test = KolmogorovSmirnov(reference: reference, current: current) else {
            return [:]
        }
        return [
            "statistic": .double(test.distance), "p_limit": .double(test.asymptoticP),
            "p_exact": test.exactP.map(Value.double),
        ]
    }

    fileprivate var jensenShannon: [String: Value?] {
        guard let found = JensenShannon(numbers("p"), numbers("q")) else { return [:] }
        return [
            "distance_base2": .double(found.distanceBaseTwo),
            "distance_base_e": .double(found.distanceNats),
            "divergence_bits": .double(found.bits), "divergence_nats": .double(found.nats),
        ]
    }

    fileprivate var wasserstein: [String: Value?] {
        let weights = input["reference_weights"].map { _ in numbers("reference_weights") }
        let others = input["current_weights"].map { _ in numbers("current_weights") }
        let found = Wasserstein(
            reference: Wasserstein.Sample(reference, weights: weights),
            current: Wasserstein.Sample(current, weights: others)
        )
        guard let found else { return [:] }
        return [
            "w1": .double(found.distance),
            "reference_std_population": .double(found.referenceSpread),
            "w1_normed": .double(found.normed(floor: param("std_floor", or: 0.001))),
        ]
    }

    fileprivate func chiSquare(_ found: ChiSquare?) -> [String: Value?] {
        guard let found else { return [:] }
        return [
            "statistic": .double(found.statistic), "dof": .int(Int64(found.dof)),
            "p": .double(found.p), "cramers_v": found.cramersV.map(Value.double),
            "smallest_expected": .double(found.smallestExpected),
        ]
    }

    fileprivate var adwin: [String: Value?] {
        var settings = Adwin.Settings()
        settings.delta = param("delta", or: settings.delta)
        settings.clock = count("clock", or: settings.clock)
        settings.bucketsMax = count("max_buckets", or: settings.bucketsMax)
        settings.sideMin = count("min_window_length", or: settings.sideMin)
        settings.grace = count("grace_period", or: settings.grace)
        var detector = Adwin(settings)
        let detections = numbers("stream").enumerated().filter { detector.add($0.element) }
        return [
            "detections": .numbers(detections.map { Double($0.offset) }),
            "width": .int(Int64(detector.width)), "total": .double(detector.total),
            "estimation": .double(detector.mean ?? 0), "variance_sum": .double(detector.deviation),
        ]
    }

    fileprivate var pageHinkley: [String: Value?] {
        var settings = PageHinkley.Settings()
        settings.valuesMin = count("min_instances", or: settings.valuesMin)
        settings.delta = param("delta", or: settings.delta)
        settings.threshold = param("threshold", or: settings.threshold)
        settings.alpha = param("alpha", or: settings.alpha)
        let direction = params["mode"]?.text.flatMap(PageHinkley.Direction.init(rawValue:))
        settings.direction = direction ?? .both
        var detector = PageHinkley(settings)
        let detections = numbers("stream").enumerated().filter { detector.add($0.element) }
        return [
            "detections": .numbers(detections.map { Double($0.offset) }),
            "mean": .double(detector.mean), "n_since_reset": .int(Int64(detector.count)),
        ]
    }

    fileprivate var errorDrift: [String: Value?] {
        var settings = ErrorDrift.Settings()
        settings.warmUp = count("warm_start", or: settings.warmUp)
        settings.warnAt = param("warning_threshold", or: settings.warnAt)
        settings.driftAt = param("drift_threshold", or: settings.driftAt)
        // The vectors are of the method as published, without our guard.
        settings.errorsMin = count("min_errors", or: 0)
        var detector = ErrorDrift(settings)
        let verdicts = numbers("stream").map { detector.add(isError: $0 != 0) }
        let warnings = verdicts.indices.filter { verdicts[$0] == .warning }
        let drifts = verdicts.indices.filter { verdicts[$0] == .drift }
        return [
            "detections": .numbers(drifts.map(Double.init)),
            "first_warning": warnings.first.map { .int(Int64($0)) },
            "warnings": .int(Int64(warnings.count)),
        ]
    }

    fileprivate var quantiles: [String: Value?] {
        let sorted = numbers("values").finiteSorted
        let wanted = numbers("q")
        var sketch = LogSketch(accuracy: param("sketch_relative_accuracy", or: 0.01))
        for value in sorted { sketch.add(value) }
        let whole = sorted.compactMap { Int(exactly: $0) }
        func each(_ answer: (Double) -> Double?) -> Value {
            .list(wanted.map { answer($0).map(Value.double) ?? .null })
        }
        return [
            "type7_linear": each { Quantile.typeSeven($0, of: sorted) },
            "nearest_rank": each { Quantile.nearestRank($0, of: sorted) },
            "sketch_true_value": each { Quantile.lowerRank($0, of: sorted) },
            "sketch_bounds": each { sketch.quantile($0) },
            "hdr_3digits": whole.count == sorted.count
                ? each { HighDynamicRange.quantile($0, of: whole).map(Double.init) } : nil,
        ]
    }

    fileprivate var burnRate: [String: Value?] {
        let given = input["error_ratio"] ?? .null
        let burn = BurnRate(
            objective: input["slo"]?.number ?? .nan,
            periodDays: param("period_days", or: 30)
        )
        var ratios: [BurnRate.Window: Double] = [:]
        var rates: [Value: Value] = [:]
        for window in BurnRate.Window.allCases {
            guard let ratio = given[window.rawValue] else { continue }
            ratios[window] = ratio.number
            let rate = ratio.number.flatMap { number in burn?.rate(of: number) }
            rates[.string(window.rawValue)] = rate.map(Value.double) ?? .null
        }
        let used = ratios[.hour].flatMap { ratio in burn?.budgetUsed(ratio, over: .hour) }
        return [
            "burn_rate": .map(rates), "budget_used_1h": used.map(Value.double),
            "fired": .list((burn?.fired(ratios) ?? []).map { .string($0.name) }),
        ]
    }
}

extension Value {
    fileprivate static func numbers(_ numbers: [Double]) -> Value {
        .list(numbers.map(Value.double))
    }
}
