/// What must stay true of a target for an override to stand: `error_rate<5%`, `p95<3s`.
package struct RouteGuard: Hashable, Sendable {
    /// What is measured of the target's calls on the route, since the override began.
    package enum Metric: String, Hashable, Sendable, CaseIterable {
        case errorRate = "error_rate"
        case p95
        case firstToken95 = "first_token_p95"
    }

    /// Calls that must have been made before anything is judged.
    static let callsMin = 10

    package let metric: Metric
    /// A share for `error_rate`, seconds for the others; what is measured must be below.
    package let limit: Double

    /// Reads `metric<limit`: a share as `5%` or `0.05`, a time as `3s`.
    /// - Throws: What is wrong with it, in a sentence.
    package init(text: String) throws(RouteGuardError) {
        let parts = text.split(separator: "<", omittingEmptySubsequences: false)
            .map { $0.filter { $0 != " " && $0 != "=" } }
        guard parts.count == 2, let metric = Metric(rawValue: parts[0]) else {
            throw RouteGuardError(text: text)
        }
        guard let limit = Self.limit(parts[1], of: metric), limit > 0, limit.isFinite else {
            throw RouteGuardError(text: text)
        }
        self.metric = metric
        self.limit = limit
    }

    private static func limit(_ text: String, of metric: Metric) -> Double? {
        switch metric {
        case .errorRate where text.hasSuffix("%"): Double(text.dropLast()).map { $0 / 100 }
        case .errorRate: Double(text)
        case .p95, .firstToken95: Duration(text: text)?.inSeconds
        }
    }

    /// As it was written, for example `error_rate<5%`.
    package var text: String {
        switch metric {
        case .errorRate: "error_rate<\((limit * 100).trimmed)%"
        case .p95, .firstToken95: "\(metric.rawValue)<\(limit.trimmed)s"
        }
    }

    /// What a guard says of what happened since.
    package enum Finding: Hashable, Sendable {
        case holds
        case tripped(String)
        case notEnough(String)
    }

    /// Judges what happened to the target since the override began.
    package func judge(_ slice: MetricSlice) -> Finding {
        guard slice.calls >= Self.callsMin else {
            return .notEnough("\(slice.calls) calls, \(Self.callsMin) needed")
        }
        switch metric {
        case .errorRate:
            let share = Double(slice.failed) / Double(slice.calls)
            guard share >= limit else { return .holds }
            return .tripped("\(share.percent) of \(slice.calls) calls failed, guard \(text)")
        case .p95: return judge(slice.took)
        case .firstToken95: return judge(slice.firstToken)
        }
    }

    private func judge(_ spread: Spread) -> Finding {
        guard spread.count >= Self.callsMin, let micros = spread.quantile(0.95) else {
            return .notEnough("\(spread.count) times, \(Self.callsMin) needed")
        }
        let found = Duration.microseconds(Int64(micros))
        guard found.inSeconds >= limit else { return .holds }
        return .tripped("p95 \(found.inWords) of \(spread.count) calls, guard \(text)")
    }
}

/// Why a text is no guard.
package struct RouteGuardError: Error, Hashable, Sendable {
    package let text: String

    /// What · why · next.
    package var explanation: String {
        "`\(text)` is no guard. Write error_rate<5%, p95<3s or first_token_p95<2s."
    }
}

extension Double {
    /// Without decimals where it needs none.
    fileprivate var trimmed: String {
        self == rounded() ? fixed(0) : fixed(self * 10 == (self * 10).rounded() ? 1 : 3)
    }
}
