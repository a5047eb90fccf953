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
///
/// The word there is most of gives way first: twenty runs a second that end well do not push out
/// the one line that says where calls go now.
struct EventTail: Sendable {
    private(set) var lines: Deque<EventLine> = []
    private var counts: [String: Int] = [:]
    static let kept = 256

    mutating func append(_ line: EventLine) {
        lines.append(line)
        counts[line.word, default: 0] += 1
        guard lines.count > Self.kept,
            let most = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key,
            let oldest = lines.firstIndex(where: { $0.word == most })
        else { return }
        lines.remove(at: oldest)
        counts[most, default: 1] -= 1
    }
}

/// How the runs of one workflow have ended lately.
struct WorkflowPulse: Sendable {
    var completed = 0
    /// Failed and not yet dealt with.
    var failed = 0
    private(set) var lastOutcomes: Deque<StateWord> = []

    mutating func note(_ word: StateWord) {
        if word == .ok { completed += 1 }
        if word == .fail { failed += 1 }
        lastOutcomes.append(word)
        if lastOutcomes.count > 14 { lastOutcomes.removeFirst() }
    }

    /// A run that ended so is open again.
    mutating func reopened(_ word: StateWord) {
        if word == .ok { completed -= 1 }
        if word == .fail { failed -= 1 }
    }
}
