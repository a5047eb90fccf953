/// How much of a model may be used, and how much is: reserve an estimate before, settle after.
///
/// ```
///   limit ─────────────────────────────────┐
///   used in the window │ reserved │ headroom│
/// ```
/// 1. A call that would go over a limit is turned away before it is made, naming the limit.
/// 2. What a call really used replaces what it reserved.
/// 3. A hard limit on money cannot be kept for a call whose price is unknown: it is turned away.
package struct Quota: Hashable, Sendable {
    /// The limits of one model; nil for none.
    package struct Limits: Hashable, Sendable {
        package var callsPerMinute: Int?
        package var tokensPerMinute: Int?
        /// In millionths of the unit of money, per UTC day.
        package var moneyPerDay: Int64?
        package init() {}
    }

    /// The limit that a call would go over.
    package enum Hit: Hashable, Sendable {
        case calls(limit: Int, used: Int)
        case tokens(limit: Int, used: Int, asked: Int)
        case money(limit: Int64, spent: Int64, asked: Int64)
        /// There is a limit on money, and nobody knows what the call costs.
        case priceUnknown(limit: Int64)
    }

    /// What a call is expected to use, and what it held while under way.
    package struct Estimate: Hashable, Sendable {
        package var tokens: Int
        package var cost: Cost
        package init(tokens: Int, cost: Cost) {
            self.tokens = max(0, tokens)
            self.cost = cost
        }
    }

    static let bucketSeconds: Int64 = 5
    static let windowBuckets: Int64 = 12

    package let limits: Limits
    private var calls: [Int64: Int] = [:]
    private var tokens: [Int64: Int] = [:]
    private var reservedTokens = 0
    private var reservedMoney: Int64 = 0
    private var day: Int64 = .min
    private var spent: Int64 = 0

    /// A quota of which nothing is used.
    package init(_ limits: Limits = Limits()) { self.limits = limits }

    /// Whether it limits anything.
    package var isLimited: Bool { limits != Limits() }

    /// The limit that such a call would go over now; nil where it may be made.
    package func hit(by estimate: Estimate, at now: Instant) -> Hit? {
        if let limit = limits.callsPerMinute {
            let used = Self.sum(calls, at: now)
            if used >= limit { return .calls(limit: limit, used: used) }
        }
        if let limit = limits.tokensPerMinute {
            let used = Self.sum(tokens, at: now).addingClamped(reservedTokens)
            if used.addingClamped(estimate.tokens) > limit {
                return .tokens(limit: limit, used: used, asked: estimate.tokens)
            }
        }
        guard let limit = limits.moneyPerDay else { return nil }
        return money(limit, estimate.cost, at: now)
    }

    private func money(_ limit: Int64, _ cost: Cost, at now: Instant) -> Hit? {
        let held = spentToday(at: now) &+ reservedMoney
        switch cost {
        case .nothing: return nil
        case .unknown: return .priceUnknown(limit: limit)
        case .micros(let asked):
            let after = held.addingReportingOverflow(asked)
            guard after.overflow || after.partialValue > limit else { return nil }
            return .money(limit: limit, spent: held, asked: asked)
        }
    }

    /// How much of each limit is used or reserved now.
    package func uses(at now: Instant) -> [QuotaUse] {
        let tokens = Self.sum(tokens, at: now).addingClamped(reservedTokens)
        let money = Double(spentToday(at: now)) + Double(reservedMoney)
        return [
            limits.callsPerMinute.map {
                QuotaUse(
                    name: "calls_per_minute",
                    used: Double(Self.sum(calls, at: now)),
                    limit: Double($0)
                )
            },
            limits.tokensPerMinute.map {
                QuotaUse(name: "tokens_per_minute", used: Double(tokens), limit: Double($0))
            },
            limits.moneyPerDay.map {
                QuotaUse(name: "money_per_day", used: money / 1e6, limit: Double($0) / 1e6)
            },
        ].compactMap(\.self)
    }

    /// Sets aside what a call that begins is expected to use.
    package mutating func reserve(_ estimate: Estimate, at now: Instant) {
        guard isLimited else { return }
        Self.add(1, to: &calls, at: now)
        reservedTokens = reservedTokens.addingClamped(estimate.tokens)
        reservedMoney = reservedMoney.addingClamped(estimate.cost.micros)
    }

    /// Replaces what was reserved by what was used; unknown use counts as the estimate.
    package mutating func settle(
        _ estimate: Estimate,
        tokens used: Int?,
        cost: Cost,
        at now: Instant
    ) {
        guard isLimited else { return }
        reservedTokens = max(0, reservedTokens - estimate.tokens)
        reservedMoney = max(0, reservedMoney - estimate.cost.micros)
        Self.add(max(0, used ?? estimate.tokens), to: &tokens, at: now)
        let paid = cost == .unknown ? estimate.cost : cost
        spend(paid.micros, at: now)
    }

    /// Takes in what was spent today before a restart.
    package mutating func spend(_ micros: Int64, at now: Instant) {
        spent = spentToday(at: now).addingClamped(max(0, micros))
        day = Self.day(of: now)
    }

    /// Millionths of the unit of money spent since midnight UTC, reservations not counted.
    package func spentToday(at now: Instant) -> Int64 { day == Self.day(of: now) ? spent : 0 }

    /// When the newest of the minute's use is forgotten, or the day ends.
    package func retryAt(_ hit: Hit, at now: Instant) -> Instant? {
        switch hit {
        case .calls, .tokens: now + .seconds(Self.bucketSeconds)
        case .money: Instant(milliseconds: (Self.day(of: now) + 1) * 86_400_000)
        case .priceUnknown: nil
        }
    }

    private static func day(of now: Instant) -> Int64 {
        now.milliseconds.flooredDivision(by: 86_400_000).quotient
    }

    private static func number(_ now: Instant) -> Int64 {
        now.milliseconds.flooredDivision(by: bucketSeconds * 1000).quotient
    }

    private static func sum(_ buckets: [Int64: Int], at now: Instant) -> Int {
        let newest = number(now)
        return buckets.reduce(0) { sum, bucket in
            bucket.key > newest - windowBuckets && bucket.key <= newest
                ? sum.addingClamped(bucket.value) : sum
        }
    }

    private static func add(_ amount: Int, to buckets: inout [Int64: Int], at now: Instant) {
        let newest = number(now)
        buckets[newest] = (buckets[newest] ?? 0).addingClamped(amount)
        if buckets.count > 24 { buckets = buckets.filter { $0.key > newest - windowBuckets } }
    }
}

extension Cost {
    /// What is known of it; 0 where nothing is.
    package var micros: Int64 {
        switch self {
        case .nothing, .unknown: 0
        case .micros(let micros): max(0, micros)
        }
    }
}

extension Int64 {
    /// The sum, stopped at the greatest number.
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}

extension Quota.Hit {
    /// The limit in words, with its figures.
    package var words: String {
        switch self {
        case .calls(let limit, let used): "calls_per_minute \(limit) is used up (\(used))"
        case .tokens(let limit, let used, let asked):
            "tokens_per_minute \(limit) would be passed (\(used) used or reserved, \(asked) asked)"
        case .money(let limit, let spent, let asked):
            "money_per_day \(Self.money(limit)) would be passed "
                + "(\(Self.money(spent)) spent or reserved, \(Self.money(asked)) asked)"
        case .priceUnknown(let limit):
            "money_per_day \(Self.money(limit)) cannot be kept: the call's price is unknown"
        }
    }

    private static func money(_ micros: Int64) -> String { (Double(micros) / 1e6).fixed(4) }
}
