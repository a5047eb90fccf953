/// What a source brought, told in few lines: an hour's volume, a batch, the first after a silence.
///
/// Looked at now and then and not for every event; what comes between two looks is counted.
package struct ArrivalLog: Hashable, Sendable {
    /// One line of it.
    package struct Line: Hashable, Sendable {
        package let at: Instant
        package let what: What

        package enum What: Hashable, Sendable {
            /// Nothing had ever come before.
            case first
            /// It comes again after that much silence.
            case again(after: Duration)
            /// Many in a short while between two silences.
            case batch(count: Int, took: Duration)
            /// What an hour brought, batches left out.
            case hour(from: Instant, count: Int)
        }
    }

    /// Events between two silences that may turn out to be a batch.
    private struct Stretch: Hashable {
        let began: Instant
        var count: Int
    }

    /// The newest, oldest first.
    package private(set) var lines: [Line] = []
    private var accepted = 0
    private var last: Instant?
    private var stretch: Stretch?
    private var hour: Int64?
    private var count = 0

    package static let linesMax = 200
    /// A silence from which on what follows may be a batch, and one that ends it.
    static let batchGap = Duration.seconds(600)
    static let batchEnd = Duration.seconds(60)
    static let batchMin = 10

    /// Hours that a journal may name: those of years 1 to 9999, and then some.
    private static let hours: ClosedRange<Int64> = -100_000_000...100_000_000

    package init() {}

    /// Looks at a source.
    /// - Parameters:
    ///   - accepted: Events it has brought since the engine began.
    ///   - newest: When the newest arrived; nil where none ever did.
    ///   - silence: How long without an event is worth a line when the next comes.
    ///   - now: The moment of the look, never before that of the last.
    /// - Returns: The lines that are new.
    package mutating func look(
        accepted: Int,
        newest: Instant?,
        silence: Duration,
        at now: Instant
    ) -> [Line] {
        let before = lines.count
        endHour(at: now)
        let new = max(0, accepted - self.accepted)
        self.accepted = accepted
        if new > 0 { take(new, arrived: newest ?? now, silence) }
        if let newest { last = max(last ?? newest, newest) }
        endStretch(at: now)
        let fresh = Array(lines.dropFirst(before))
        if lines.count > Self.linesMax { lines.removeFirst(lines.count - Self.linesMax) }
        return fresh
    }

    private mutating func take(_ new: Int, arrived: Instant, _ silence: Duration) {
        let gap = last.map { arrived - $0 }
        switch gap {
        case nil: lines.append(Line(at: arrived, what: .first))
        case let gap? where gap > silence: lines.append(Line(at: arrived, what: .again(after: gap)))
        case _?: break
        }
        if gap.map({ $0 >= Self.batchGap }) ?? true {
            stretch = Stretch(began: arrived, count: 0)
        }
        stretch?.count += new
        count += new
        hour = hour ?? arrived.hour
    }

    private mutating func endStretch(at now: Instant) {
        guard let stretch, let last else { return }
        // What goes on for so long is no batch but a feed.
        if last - stretch.began > Self.batchGap { return self.stretch = nil }
        guard now - last >= Self.batchEnd else { return }
        self.stretch = nil
        // Slower than one a second it is a feed that has just begun, not a load.
        guard stretch.count >= Self.batchMin,
            last - stretch.began <= .seconds(Int64(stretch.count))
        else { return }
        lines.append(
            Line(at: last, what: .batch(count: stretch.count, took: last - stretch.began))
        )
        count = max(0, count - stretch.count)
    }

    private mutating func endHour(at now: Instant) {
        guard let hour, now.hour > hour else { return }
        if let line = running { lines.append(line) }
        self.hour = nil
        count = 0
    }

    /// The hour that runs, as a line; nil where it brought nothing yet.
    package var running: Line? {
        guard let hour, count > 0 else { return nil }
        let from = Instant(milliseconds: hour * 3_600_000)
        return Line(at: from + .seconds(3600), what: .hour(from: from, count: count))
    }
}

extension ArrivalLog.Line {
    /// The line in words.
    package var words: String {
        switch what {
        case .first: "the first that ever came"
        case .again(let gap): "comes again after \(gap.inWords) of silence"
        case .batch(let count, let took): "a batch of \(count) in \(took.inWords)"
        case .hour(let from, let count):
            "\(count) \(count == 1 ? "event" : "events") in the hour from \(from.clock)"
        }
    }
}

extension ArrivalLog {
    /// The log as it is journaled.
    package var value: Value {
        [
            "lines": .list(lines.map(\.value)), "hour": hour.map { .int($0) } ?? .null,
            "count": .int(Int64(count)),
        ]
    }

    /// A journaled log; what cannot be read of it is left out.
    /// - Parameters:
    ///   - value: As `value` wrote it.
    ///   - last: When the newest event arrived.
    package init(value: Value, last: Instant?) {
        self.init()
        self.last = last
        if case .list(let list)? = value["lines"] {
            lines = list.suffix(Self.linesMax).compactMap(Line.init(value:))
        }
        hour = value["hour"]?.whole.flatMap { Self.hours.contains($0) ? $0 : nil }
        count = Int(clamping: max(0, value["count"]?.whole ?? 0))
    }
}

extension ArrivalLog.Line {
    fileprivate var value: Value {
        let (kind, a, b): (String, Int64, Int64) =
            switch what {
            case .first: ("first", 0, 0)
            case .again(let gap): ("again", gap.milliseconds, 0)
            case .batch(let count, let took): ("batch", Int64(count), took.milliseconds)
            case .hour(let from, let count): ("hour", Int64(count), from.milliseconds)
            }
        return ["at": .int(at.milliseconds), "kind": .string(kind), "a": .int(a), "b": .int(b)]
    }

    fileprivate init?(value: Value) {
        guard let at = value["at"]?.whole, let a = value["a"]?.whole, let b = value["b"]?.whole,
            [at, a, b].allSatisfy({ (-(1 << 52)...(1 << 52)).contains($0) })
        else { return nil }
        let what: What
        switch value["kind"]?.text {
        case "first": what = .first
        case "again": what = .again(after: .milliseconds(a))
        case "batch": what = .batch(count: Int(clamping: a), took: .milliseconds(b))
        case "hour": what = .hour(from: Instant(milliseconds: b), count: Int(clamping: a))
        default: return nil
        }
        self.init(at: Instant(milliseconds: at), what: what)
    }
}

extension Instant {
    /// Hours since the epoch.
    fileprivate var hour: Int64 {
        milliseconds >= 0 ? milliseconds / 3_600_000 : (milliseconds + 1) / 3_600_000 - 1
    }
}
