/// What an override really did, beside what was forecast.
package struct RerouteEffect: Hashable, Sendable, Codable {
    /// Calls of the target on the route since.
    package var calls: Int
    /// From 0 to 1; nil where it was not forecast, or nothing was called.
    package var errorForecast: Double?
    package var errorShare: Double?
    /// Seconds.
    package var p95Forecast: Double?
    package var p95: Double?
    /// The guard as written, and what it says now; empty for no guard.
    package var guardText: String
    package var guardState: String

    /// What happened under an override since it began.
    package init(_ override: Override, _ slice: MetricSlice) {
        calls = slice.calls
        errorForecast = override.forecast?.errorShare
        p95Forecast = override.forecast?.p95
        errorShare = slice.errorShare
        p95 = slice.took.seconds95
        guardText = override.guarded?.text ?? ""
        guardState = override.guarded.map { $0.judge(slice).words } ?? ""
    }

    /// In one sentence, for example `12 calls, failed 0 % (forecast 1 %), p95 0.92 s (1.10 s)`.
    package var words: String {
        guard calls > 0 else { return "no calls yet" }
        var words = "\(calls) calls"
        if let errorShare {
            words += ", failed \(errorShare.percent)"
            if let errorForecast { words += " (forecast \(errorForecast.percent))" }
        }
        if let p95 {
            words += ", p95 \(p95.fixed(2)) s"
            if let p95Forecast { words += " (forecast \(p95Forecast.fixed(2)) s)" }
        }
        return guardText.isEmpty ? words : "\(words); guard \(guardText) \(guardState)"
    }
}

extension RouteGuard.Finding {
    /// The finding in words.
    package var words: String {
        switch self {
        case .holds: "holds"
        case .tripped(let why): "tripped: \(why)"
        case .notEnough(let why): "waits for calls: \(why)"
        }
    }
}
