/// Everything about one run.
package struct RunDetail: Hashable, Sendable, Codable {
    package var row = RunRow()
    package var steps: [StepDetail] = []
    /// The input as JSON text.
    package var input = ""
    /// What the run waits for now, in words; empty when it has ended.
    package var waitsFor = ""
    /// The chain of steps that decided how long it took: indices, in order.
    package var criticalPath: [Int] = []
    /// Facts about the run to find it by.
    package var labels: [String: String] = [:]
    /// Whose attempts start first: a greater one before a smaller one.
    package var priority = 0
    /// What happened, oldest first.
    package var log: [LogLine] = []
    /// When it ended, while its history is read; nil while it is open.
    var ended: Instant?
    /// When it was last opened again; nil where it never was.
    var reopened: Instant?
    package init() {}
}

package struct StepDetail: Hashable, Sendable, Codable {
    package var sketch = StepSketch(name: "", kind: "")
    package var state = StateWord.wait
    package var attempts: [AttemptDetail] = []
    package var attemptsMax = 1
    /// JSON text; empty before it is known.
    package var input = ""
    package var output = ""
    /// The failure, skip reason or wait, in words; untrusted text.
    package var reason = ""
    /// When the next attempt starts or the wait ends.
    package var due: Instant?
    /// Where the items of a fan-out stand; nil for a step that is none, or has not begun.
    package var items: ItemCounts?
    /// Of a fan-out, the share of its items' time that they waited for a slot, from 0 to 1; nil where
    /// nobody noted when they began.
    package var queueShare: Double?
    /// What it asks people now; nil where it asks nothing.
    ///
    /// `due` says when it stops asking.
    package var question: Question?
    package init() {}
}

/// What a step waits for that only people, or other systems for them, can give.
package enum Question: Hashable, Sendable, Codable {
    /// A yes or no to this text; untrusted.
    case approval(String)
    /// The signal of that name.
    case signal(String)
}

/// How many items of a fan-out stand where.
package struct ItemCounts: Hashable, Sendable, Codable {
    package let total: Int
    package private(set) var waiting = 0
    package private(set) var running = 0
    package private(set) var retrying = 0
    package private(set) var failed = 0
    package private(set) var succeeded = 0
    package private(set) var skipped = 0

    package init(total: Int) { self.total = total }

    mutating func count(_ phase: StepState.Phase) {
        switch phase {
        case .pending, .awaiting, .overdue: waiting += 1
        case .running, .expanded, .covered: running += 1
        case .retrying: retrying += 1
        case .failed: failed += 1
        case .succeeded: succeeded += 1
        case .skipped: skipped += 1
        }
    }
}

package struct AttemptDetail: Hashable, Sendable, Codable {
    package var number = 1
    package var dispatched = Instant.epoch
    /// When a performer took it up; nil when it has not, or when that is no longer known.
    package var started: Instant?
    package var ended: Instant?
    package var state = StateWord.run
    /// The model or channel that did the work.
    package var target = ""
    package var error = ""
    /// How far it has come by its own account, as untrusted JSON; empty where it said nothing.
    package var progress = ""
    /// The newest sign of life; nil before the first, and once it has ended.
    package var heard: Instant?
    package var tokensIn: Int?
    package var tokensOut: Int?
    package var firstToken: Duration?
    /// Why this target, in words: candidates, scores, rejections.
    package var choice: [String] = []
    /// When its run had last been opened again, of those that had ended before; nil for none.
    package var reopened: Instant?
    /// What a judge said of its answer, and what people did; nil where nobody did.
    package var judgement: Judgement?
    package var rating: Rating?
    package init() {}
}

package struct LogLine: Hashable, Sendable, Codable {
    package var at: Instant
    package var step: String
    package var text: String
    package init(at: Instant, step: String, text: String) {
        self.at = at
        self.step = step
        self.text = text
    }
}
