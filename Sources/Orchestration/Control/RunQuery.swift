/// Which runs to list.
package struct RunQuery: Hashable, Sendable, Codable {
    /// The filter as typed, in the grammar of `Filter`; the empty filter matches all.
    package var filter = ""
    package var workflow: String?
    /// Where the page begins: the cursor of the page before, opaque to callers.
    package var after: RunCursor?
    /// At most this many rows, from 1 to 1000.
    package var limit = 100
    package init() {}
}

/// Where a page of runs ended; only the engine that made it reads it.
package struct RunCursor: Hashable, Sendable, Codable {
    package let text: String
    package init(text: String) { self.text = text }
}

/// One page of runs.
package struct RunPage: Hashable, Sendable, Codable {
    package var rows: [RunRow] = []
    package var next: RunCursor?
    /// How many runs match in all; nil when counting would cost more than it tells.
    package var total: Int?
    package init() {}
}

/// One run in a list.
package struct RunRow: Hashable, Sendable, Codable {
    package var id = RunID("")
    package var workflow = ""
    package var version = ""
    package var subject = ""
    package var state = StateWord.run
    /// The step that matters now: failed, retrying, running or waited for.
    package var step = ""
    package var opened = Instant.epoch
    package var closed: Instant?
    package var stepsDone = 0
    package var stepsTotal = 0
    /// Attempt of the step that matters and how many it may have; nil when on its first.
    package var attempt: Int?
    package var attemptsMax: Int?
    /// Why it is in this state, in words; untrusted text.
    package var reason = ""
    /// Ascends with every change of state; actions carry it back.
    package var versionSeen: Int64 = 0
    /// What its workflow said to find it by; untrusted text.
    package var labels: [String: String] = [:]
    package init() {}
}
