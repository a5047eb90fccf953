package import Orchestration

/// Everything the engine decided since its last commit: written whole or not at all.
package struct Batch: Sendable {
    /// Runs that begin, in order.
    package var openings: [Start] = []
    /// What runs gained, oldest first; a run that begins in this batch may be among them.
    package var turns: [Turn] = []
    /// Everything else that must be durable with it, in order.
    package var records: [Record] = []

    package init() {}

    /// Whether there is nothing to write.
    package var isEmpty: Bool { openings.isEmpty && turns.isEmpty && records.isEmpty }

    /// Whether writing it takes little more than the disk's own time.
    package var isSmall: Bool { openings.count + turns.count + records.count <= 8 }

    /// A run that begins, unless its event or its once-key was there before.
    package struct Start: Sendable {
        /// The first turn; its first fact is `.opened`.
        package var turn: Turn
        /// What caused it; nil for a run started by hand or by a schedule.
        ///
        /// All runs that one event starts belong in one batch: an event of an earlier batch is a
        /// duplicate, an event of the same batch is not.
        package var cause: Event?

        package init(_ turn: Turn, cause: Event? = nil) {
            self.turn = turn
            self.cause = cause
        }
    }
}

/// All facts one run gained in one decision: one row of the journal.
package struct Turn: Sendable {
    package var run: RunID
    /// The moment of all its facts.
    package var at: Instant
    package var facts: [Fact]
    /// How lists show the run from now on; nil leaves it as it was.
    ///
    /// Costs a second row, so give it when the state, not merely a count, has changed. A run is
    /// over for the journal when `closed` is set, and open again when a later row clears it.
    /// Workflow, version, subject and opening moment are taken from the first row only.
    package var row: RunRow?

    package init(run: RunID, at: Instant, facts: [Fact], row: RunRow? = nil) {
        self.run = run
        self.at = at
        self.facts = facts
        self.row = row
    }
}

/// An event that arrived from outside and was accepted.
package struct Event: Hashable, Sendable {
    package var type: String
    /// Unique among events of its type: the same pair is never accepted twice.
    package var id: String
    /// By the event's own account.
    package var time: Instant
    package var received: Instant
    /// Empty where the run's input already holds it.
    package var payload: [UInt8]
    /// What was done with it, for example `started retention`.
    package var disposition: String

    package init(
        type: String,
        id: String,
        time: Instant,
        received: Instant,
        payload: [UInt8] = [],
        disposition: String = ""
    ) {
        self.type = type
        self.id = id
        self.time = time
        self.received = received
        self.payload = payload
        self.disposition = disposition
    }
}

/// What became of a batch that is now durable.
package struct Committed: Hashable, Sendable {
    /// Openings that were not written, with all that their runs would have gained.
    package var refused: [Refusal] = []
    /// Indices of `.event` records that an earlier batch had accepted already.
    package var duplicateEvents: [Int] = []
    /// Indices of `.audit` records whose request was on record already.
    package var repeatedRequests: [Int] = []
    /// The numbers of the audit entries written, in order.
    package var audited: [Int64] = []

    package init() {}
}

/// An opening that was not written.
package struct Refusal: Hashable, Sendable {
    /// Its place in `Batch.openings`.
    package let opening: Int
    package let reason: Reason

    package init(opening: Int, reason: Reason) {
        self.opening = opening
        self.reason = reason
    }

    /// What was there before.
    package enum Reason: Hashable, Sendable {
        /// The event was accepted by an earlier batch; `run` is the first run it started.
        case duplicateEvent(run: RunID?)
        /// This run of the same workflow has the once-key.
        case duplicateOnce(RunID)
        /// A run of that name exists.
        case duplicateRun
    }
}
