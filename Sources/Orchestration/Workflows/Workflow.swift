/// A workflow: a directed acyclic graph of steps, and what starts it.
///
/// Values of this type come from the project loader already checked: names resolve, expressions
/// parse, and the graph has no cycle. A run pins the version it started with.
package struct Workflow: Hashable, Sendable {
    /// The name operators see, unique in the project.
    package let name: String
    /// The first 12 hexadecimal digits of the SHA-256 of its file and the project's constants:
    /// another text, another version.
    package let version: String
    /// Who answers for it; empty when the file does not say.
    package let owner: String
    /// What it is for, in one line; may be empty.
    package let summary: String
    /// What starts it; nil when only operators or other workflows do.
    package let trigger: Trigger?
    /// Whose run this is, for example `event.customer`: one run at a time per subject.
    package let subject: Expression?
    /// What becomes of a run whose subject has one open.
    package let whenBusy: BusyRule
    /// The same value never starts a second run.
    package let once: Expression?
    /// From opening to the moment an unfinished run is failed; nil for no limit.
    package let deadline: Duration?
    /// What a workflow that ran this one gets; nil for the results of its last steps by name.
    package let result: Expression?
    /// Facts about a run to find it by, evaluated when it opens.
    package let labels: [String: Expression]
    /// Whose attempts start first: a greater one before a smaller one.
    package let priority: Int
    /// In the order of the file; `StepKey.step` and `Step.after` index into it.
    package let steps: [Step]
    /// What holds for its attempts across runs.
    package var limits = Limits()
    /// Attempts it may start for each one of another workflow, while both wait for a slot.
    package var share = 1

    package init(
        name: String,
        version: String,
        owner: String = "",
        summary: String = "",
        trigger: Trigger? = nil,
        subject: Expression? = nil,
        whenBusy: BusyRule = .queue,
        once: Expression? = nil,
        deadline: Duration? = nil,
        result: Expression? = nil,
        labels: [String: Expression] = [:],
        priority: Int = 0,
        steps: [Step]
    ) {
        self.name = name
        self.version = version
        self.owner = owner
        self.summary = summary
        self.trigger = trigger
        self.subject = subject
        self.whenBusy = whenBusy
        self.once = once
        self.deadline = deadline
        self.result = result
        self.labels = labels
        self.priority = priority
        self.steps = steps
    }
}

/// What becomes of a run whose subject has one open.
package enum BusyRule: String, Hashable, Sendable, CaseIterable {
    /// It waits until the older ones have ended.
    case queue
    /// The older ones are cancelled.
    case replace
    /// It is not opened.
    case drop
}

/// What starts runs of a workflow by itself.
package enum Trigger: Hashable, Sendable {
    /// An event of that type. Where `when` is false for the event and the customer's profile, the
    /// workflow named `otherwise` gets the event instead, so that each event starts one run.
    case event(type: String, when: Expression?, otherwise: String?)
    /// A schedule over every profile of a segment.
    case schedule(Schedule, over: String?)
    /// The end of a run of another workflow: of one that completed, or where there is a `when`, of
    /// one for whose end it is true.
    case after(workflow: String, when: Expression?)
}

/// A cron schedule in a time zone.
package struct Schedule: Hashable, Sendable, Codable {
    /// Five cron fields, as written.
    package let cron: String
    /// An IANA zone name, for example `Europe/Berlin`.
    package let zone: String
    /// What becomes of starts that were missed while nobody ran.
    package let catchUp: CatchUp

    package init(cron: String, zone: String = "UTC", catchUp: CatchUp = .once) {
        self.cron = cron
        self.zone = zone
        self.catchUp = catchUp
    }
}

/// What becomes of scheduled starts that were missed.
package enum CatchUp: String, Hashable, Sendable, Codable, CaseIterable {
    /// They are left out.
    case skip
    /// The first of them is made up for.
    case once
    /// Each of them is made up for, one after the other, oldest first.
    case all
}

extension Schedule {
    /// The starts in `[from, before)`, at most so many.
    package func starts(from: Instant, before: Instant, limit: Int = 10_000) -> [Instant] {
        guard let cron = try? Cron(cron) else { return [] }
        var starts: [Instant] = []
        var last = from + .milliseconds(-1)
        while starts.count < limit, let next = cron.next(after: last, zone: zone), next < before {
            if next >= from { starts.append(next) }
            last = next
        }
        return starts
    }
}
