/// The calls of one model that show best what may be wrong with it: its newest failures, and the
/// slowest of about the last minute.
///
/// Recording costs two comparisons for a call that is neither: it happens at every call.
package struct CallSamples: Hashable, Sendable {
    /// How long a slow call stands for the model.
    static let span = Duration.seconds(60)

    /// The newest last.
    package private(set) var failed: [AlertSample] = []
    private var slow: [Slow] = []
    /// What a call must pass to be among the slowest, and until when that holds.
    private var floor = Duration.zero
    private var floorEnds = Instant.epoch

    private struct Slow: Hashable, Sendable {
        let took: Duration
        let at: Instant
        let origin: CallOrigin
    }

    package init() {}

    /// Takes in one finished call.
    package mutating func record(
        _ origin: CallOrigin,
        took: Duration,
        failure: FailureKind?,
        at now: Instant
    ) {
        if let failure { note(origin, failure, after: took, at: now) }
        guard took > floor || now >= floorEnds else { return }
        slow.removeAll { now - $0.at >= Self.span }
        slow.append(Slow(took: took, at: now, origin: origin))
        slow.sort { $0.took > $1.took }
        if slow.count > AlertSample.kept { slow.removeLast() }
        let isFull = slow.count == AlertSample.kept
        floor = isFull ? slow.last?.took ?? .zero : .zero
        floorEnds = isFull ? (slow.map(\.at).min() ?? now) + Self.span : now
    }

    private mutating func note(
        _ origin: CallOrigin,
        _ failure: FailureKind,
        after took: Duration,
        at now: Instant
    ) {
        let words = "\(failure.rawValue) after \(took.inWords)"
        failed.append(AlertSample(origin, at: now, shows: words))
        if failed.count > AlertSample.kept { failed.removeFirst() }
    }

    /// The slowest calls of the last minute, the slowest first.
    package func slowest(at now: Instant) -> [AlertSample] {
        slow.filter { now - $0.at < Self.span }.map {
            AlertSample($0.origin, at: $0.at, shows: "took \($0.took.inWords)")
        }
    }
}

/// The newest call of each bin of a reference: of a bin that more falls into than should, the call
/// that shows it.
package struct BinSamples: Hashable, Sendable {
    private struct Entry: Hashable, Sendable {
        let origin: CallOrigin
        let at: Instant
        let value: Double
    }

    private var newest: [Entry?]

    init(bins: Int) { newest = Array(repeating: nil, count: bins) }

    mutating func note(_ origin: CallOrigin, _ value: Double, in bin: Int, at now: Instant) {
        newest[bin] = Entry(origin: origin, at: now, value: value)
    }

    /// Calls of those bins whose share has grown most over the reference's.
    func unlike(_ reference: [Int], now counts: [Int], called name: String) -> [AlertSample] {
        let all = (Double(reference.reduce(0, +)), Double(counts.reduce(0, +)))
        guard all.0 > 0, all.1 > 0 else { return [] }
        let growth = zip(reference, counts).map { Double($1) / all.1 - Double($0) / all.0 }
        let bins = growth.indices.filter { growth[$0] > 0 }.sorted { growth[$0] > growth[$1] }
        return bins.compactMap { newest[$0] }.prefix(AlertSample.kept).map { entry in
            let number = entry.value.isNaN ? "missing" : entry.value.fixed(3)
            return AlertSample(entry.origin, at: entry.at, shows: "\(name) \(number)")
        }
    }
}
