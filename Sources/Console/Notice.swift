package import Orchestration

/// A sentence on the message line.
package struct Notice: Hashable, Sendable {
    package enum Tone: Hashable, Sendable { case done, refused, hint }
    package let text: String
    package let tone: Tone
    package let until: Instant
}

/// The way back from the last reversible action.
package struct Undo: Hashable, Sendable {
    package struct Step: Hashable, Sendable {
        package let action: Control.Action
        package let id: ObjectID?
    }
    package var steps: [Step]
    package let until: Instant
    /// The snapshot that was shown when the receipt came: versions in it are the old ones.
    package let sequence: UInt64

    /// What it would do, in a few words.
    package var title: String {
        guard let first = steps.first else { return "" }
        let text = CommandLine.text(for: first.action).dropFirst("podium ".count)
        return steps.count > 1 ? "\(text) and \(steps.count - 1) more" : String(text)
    }

    /// How long undo is offered.
    package static let window = Duration.seconds(30)
}

/// Orders that were given together and are answered one by one.
package struct Batch: Hashable, Sendable {
    package let title: String
    package var open: Set<Int>
    package var done: [Outcome] = []
    package var refused: [Outcome] = []
    /// The orders that were refused, to be given once more.
    package var refusedDrafts: [OrderDraft] = []
    package let count: Int
    /// Whether it takes other orders back.
    package var isUndo = false
    /// Orders that are not given yet: many are given a few at a time.
    package var waiting: [OrderDraft] = []
    /// Whether those that wait go on waiting.
    package var isPaused = false

    /// What became of one order.
    package struct Outcome: Hashable, Sendable {
        package let name: String
        package let text: String

        package init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }
}
