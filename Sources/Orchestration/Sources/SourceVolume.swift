/// What a source brings, held against what it usually does.
package enum SourceVolume: Hashable, Sendable {
    /// As much as usual; or nobody knows what is usual.
    case usual
    /// Far less, in events a minute.
    case thin(usual: Double, present: Double)
    /// It came back from a silence a moment ago, and what has come since is too little to tell.
    case unsettled
}

/// What a source usually brings in a minute, by the minutes in which nothing was wrong with it.
///
/// A fault does not become what is usual by lasting: its minutes are left out, for a day. After that
/// the source is taken to have changed for good, and is learned anew.
struct UsualVolume: Hashable, Sendable {
    static let minutesMax = 119
    static let minutesMin = 30
    /// Minutes that are looked at together: what one minute brings says little.
    static let stretch = 5
    /// The fewest events a minute that are enough to judge by; slower feeds have their gaps alone.
    static let least = 10.0
    static let faultMax = Duration.seconds(86_400)

    private var minutes: [Double] = []
    /// The number of the newest minute that was looked at.
    private var newest: Int64?
    private var thinSince: Instant?
    /// The median minute, and how far five minutes together stray; nil while too little is known.
    private(set) var reading: Reading?

    /// In events a minute.
    struct Reading: Hashable, Sendable {
        let median: Double
        let spread: Double
    }

    var isThin: Bool { thinSince != nil }

    /// Whether a minute has ended since it was last looked at.
    func isDue(at now: Instant) -> Bool { newest != ArrivalCounts.number(of: now) }

    /// Takes in the minutes that have ended.
    mutating func learn(from arrivals: ArrivalCounts, _ volume: SourceVolume, at now: Instant) {
        let number = ArrivalCounts.number(of: now)
        defer { newest = number }
        switch volume {
        case .unsettled: return
        case .thin:
            let since = thinSince ?? now
            thinSince = since
            guard now - since >= Self.faultMax else { return }
            minutes = []
        case .usual: break
        }
        thinSince = nil
        let ended = min(max(0, number - (newest ?? number)), Int64(Self.minutesMax))
        minutes += arrivals.trend(minutes: Int(ended), at: now).compactMap(\.self)
        minutes.removeFirst(max(0, minutes.count - Self.minutesMax))
        reading = usual
    }

    private var usual: Reading? {
        guard minutes.count >= Self.minutesMin,
            let median = Quantile.typeSeven(0.5, of: minutes.sorted()), median >= Self.least
        else { return nil }
        let means = minutes.indices.dropFirst(Self.stretch - 1).map { last in
            minutes[(last - Self.stretch + 1)...last].reduce(0, +) / Double(Self.stretch)
        }
        return Reading(
            median: median,
            spread: Quantile.middle(of: means.sorted())?.spread ?? 0
        )
    }
}

extension SourceMonitor {
    /// How much comes, whatever else may be said of the source.
    ///
    /// One heartbeat row keeps a partial load looking fresh: the last five full minutes are held
    /// against the median minute, less three spreads of five minutes together, and half of it at least.
    package func volume(at now: Instant) -> SourceVolume {
        guard let usual = usualVolume.reading, !isQuiet(at: now) else { return .usual }
        guard let minutes = settledMinutes(at: now) else {
            // What was thin before its silence is thin until it shows otherwise.
            guard usualVolume.isThin else { return .unsettled }
            return .thin(usual: usual.median, present: present(UsualVolume.stretch, at: now))
        }
        let present = present(minutes, at: now)
        let isThin = present < usual.median - max(3 * usual.spread, usual.median * 0.5)
        return isThin ? .thin(usual: usual.median, present: present) : .usual
    }

    /// Events a minute over so many full minutes.
    private func present(_ minutes: Int, at now: Instant) -> Double {
        let counts = arrivals.trend(minutes: minutes, at: now).compactMap(\.self)
        return counts.reduce(0, +) / Double(max(1, counts.count))
    }

    /// How many full minutes there were since it was silent; nil for fewer than three.
    private func settledMinutes(at now: Instant) -> Int? {
        let whole = returned.map {
            ArrivalCounts.number(of: now) - ArrivalCounts.number(of: $0) - 1
        }
        let minutes = min(Int64(UsualVolume.stretch), whole ?? .max)
        return minutes >= 3 ? Int(minutes) : nil
    }

    /// Whether its silence is longer than it may be.
    func isSilent(at now: Instant) -> Bool {
        now - (scheduled ?? newestEvent ?? since) > card.sla
    }

    /// Takes in the minutes that are over; those of a silence say nothing of what is usual.
    mutating func learnVolume(at now: Instant) {
        guard usualVolume.isDue(at: now) else { return }
        usualVolume.learn(
            from: arrivals,
            isSilent(at: now) ? .unsettled : volume(at: now),
            at: now
        )
    }
}
