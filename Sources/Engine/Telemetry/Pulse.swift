internal import DequeModule
internal import Orchestration

/// What the engine has done since it started, and how fast lately.
struct Pulse: Sendable {
    var events = 0
    var duplicates = 0
    var opened = 0
    var steps = 0
    var facts = 0
    var commits = 0
    var unknownSends = 0

    private var marks: Deque<Mark> = []

    private struct Mark: Sendable {
        let at: Instant
        let events: Int
        let steps: Int
    }

    /// Notes how far the counts are now; called about once a second.
    mutating func mark(at now: Instant) {
        marks.append(Mark(at: now, events: events, steps: steps))
        while let first = marks.first, now - first.at > .seconds(10) { marks.removeFirst() }
    }

    /// Events and steps a second over the last ten; nil before there are two marks.
    var rates: (events: Double, steps: Double)? {
        guard let first = marks.first, let last = marks.last, last.at > first.at else { return nil }
        let seconds = (last.at - first.at).inSeconds
        return (
            Double(last.events - first.events) / seconds, Double(last.steps - first.steps) / seconds
        )
    }
}

/// The newest lines of what happened; older ones are in the journal.
struct EventTail: Sendable {
    private(set) var lines: Deque<EventLine> = []
    static let kept = 256

    mutating func append(_ line: EventLine) {
        lines.append(line)
        if lines.count > Self.kept { lines.removeFirst() }
    }
}

/// How the runs of one workflow have ended lately.
struct WorkflowPulse: Sendable {
    var completed = 0
    /// Failed and not yet dealt with.
    var failed = 0
    private(set) var lastOutcomes: Deque<StateWord> = []
    private var durations: Deque<Double> = []
    private var ended: Deque<(at: Instant, ok: Bool)> = []

    mutating func note(_ word: StateWord, took: Duration, at now: Instant) {
        if word == .ok { completed += 1 }
        if word == .fail { failed += 1 }
        lastOutcomes.append(word)
        if lastOutcomes.count > 14 { lastOutcomes.removeFirst() }
        durations.append(took.inSeconds)
        if durations.count > 500 { durations.removeFirst() }
        ended.append((now, word == .ok))
        while ended.count > 10_000 || ended.first.map({ now - $0.at > .seconds(86_400) }) == true {
            ended.removeFirst()
        }
    }

    /// A run that ended so is open again.
    mutating func reopened(_ word: StateWord) {
        if word == .ok { completed -= 1 }
        if word == .fail { failed -= 1 }
    }

    /// Share of the runs ended in the last 24 h, or of the newest 10,000, that completed.
    var successShare: Double? {
        ended.isEmpty ? nil : Double(ended.count { $0.ok }) / Double(ended.count)
    }

    /// A percentile of the newest 500 run times; nil before any run has ended.
    func percentile(_ share: Double) -> Duration? {
        guard !durations.isEmpty else { return nil }
        let sorted = durations.sorted()
        return .milliseconds(Int64(sorted[Int(Double(sorted.count - 1) * share)] * 1000))
    }
}
