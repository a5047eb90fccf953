/// One node of a workflow.
package struct Step: Hashable, Sendable {
    /// Unique in its workflow; expressions refer to its result by this name.
    package let name: String
    /// What it does.
    package let action: Action
    /// Indices of the steps that must end first, ascending: those its expressions mention and
    /// those its `after` names.
    package let after: [Int]
    /// The step is skipped where this is false.
    package let when: Expression?
    /// How the ends of `after` combine.
    package let join: Join
    /// How often and how patiently it is tried again.
    package let retry: RetryPolicy
    /// The longest one attempt may take, from start to finish; `Step.noLimit` for any time.
    package let timeout: Duration
    /// What its failure does to the run.
    package let onFailure: FailureRule
    /// Sources its result depends on, each with the greatest age allowed.
    package let needs: [String: Duration]
    /// Does its action once for each element of a list; nil for once.
    package let each: Each?
    /// Of the steps in `after`, those of which one must have failed for this one to run.
    package let ifFailed: [Int]
    /// What takes its effect back where the run is cancelled; nil for nothing.
    package let undo: Action?
    /// The longest an attempt may wait for a slot; nil for any time.
    package let queue: Duration?
    /// The longest an attempt under way may give no sign of life; nil for no limit.
    package let silence: Duration?
    /// How often one attempt is delivered, where the engine ends while it is under way; 1 or more.
    package var deliveries = Step.deliveriesUsual
    /// How long a result stands for the same input; nil for never.
    package let cache: Duration?
    /// What holds for its attempts across runs.
    package var limits = Limits()

    package init(
        name: String,
        action: Action,
        after: [Int] = [],
        when: Expression? = nil,
        join: Join = .allSucceeded,
        retry: RetryPolicy = .standard,
        timeout: Duration = .seconds(30),
        onFailure: FailureRule = .failRun,
        needs: [String: Duration] = [:],
        each: Each? = nil,
        ifFailed: [Int] = [],
        undo: Action? = nil,
        queue: Duration? = nil,
        silence: Duration? = nil,
        cache: Duration? = nil
    ) {
        self.name = name
        self.action = action
        self.after = after
        self.when = when
        self.join = join
        self.retry = retry
        self.timeout = timeout
        self.onFailure = onFailure
        self.needs = needs
        self.each = each
        self.ifFailed = ifFailed
        self.undo = undo
        self.queue = queue
        self.silence = silence
        self.cache = cache
    }
}

extension Step {
    /// How often an attempt is delivered where its step does not say.
    package static let deliveriesUsual = 5
    /// A time that no run reaches: ten years.
    package static let noLimit = Duration.seconds(3650 * 86_400)
}

/// What a step does.
package enum Action: Hashable, Sendable {
    /// Folds an event into the subject's unified profile; the result is the profile.
    case update(from: Expression)
    /// Asks a route's model for a prediction; the result is the model's output map.
    case call(route: String, input: Expression)
    /// Lets a route's language model write the free sentence of a template.
    case write(template: String, route: String, facts: [String: Expression])
    /// Sends a written message to the subject through a channel, if consent allows.
    case send(content: Expression, by: Expression, purpose: String)
    /// Waits for an event of that type of the same subject. The result is a map: `arrived`, and
    /// `event` where it arrived in time.
    case wait(event: String, within: Duration)
    /// Waits until an operator or a caller gives this signal to the run. The result is a map:
    /// `arrived`, and `by` and `data` where it came in time.
    case signal(name: String, within: Duration)
    /// Waits until a moment; one in the past is no wait. The result is a map: `arrived`.
    case until(Expression)
    /// Asks people. The result is a map: `approved`, `by`, `reason`, `data`, `expired`.
    case approve(Approval)
    /// Opens a run of another workflow and waits for its end; the result is that run's.
    case run(workflow: String, input: Expression)
    /// Evaluates an expression in the decision itself: no attempt, no performer.
    case compute(Expression)
}

/// A question to people, on which the rest of the run depends.
package struct Approval: Hashable, Sendable {
    /// What they are asked.
    package let prompt: String
    /// What they should know: expressions by name.
    package let facts: [String: Expression]
    /// How long they may take.
    package let within: Duration
    /// What holds where nobody has answered by then.
    package let expired: Expiry

    package init(
        prompt: String,
        facts: [String: Expression] = [:],
        within: Duration,
        expired: Expiry = .reject
    ) {
        self.prompt = prompt
        self.facts = facts
        self.within = within
        self.expired = expired
    }

    /// What a missing answer means.
    package enum Expiry: String, Hashable, Sendable, CaseIterable {
        /// As if rejected: the step counts as skipped.
        case reject
        /// As if approved.
        case approve
        /// The step fails.
        case fail
    }
}

/// How the ends of a step's predecessors combine.
package enum Join: String, Hashable, Sendable, CaseIterable {
    /// Runs when all succeeded; skipped when one was skipped.
    case allSucceeded = "all"
    /// Runs when all have ended and at least one succeeded.
    case anySucceeded = "any"
    /// Runs as soon as one succeeded, while the others go on; skipped when none did.
    case firstSucceeded = "first"
    /// Runs when all have ended and none failed; skipped ones do not count.
    case noneFailed = "none_failed"
}

/// What the final failure of a step does.
package enum FailureRule: Hashable, Sendable {
    /// The run fails; running attempts of other branches may finish.
    case failRun
    /// The step counts as skipped and the run goes on.
    case carryOn
    /// The step counts as succeeded with this value.
    case use(Value)
    /// Another step stands in: its end and its result are this step's.
    case standIn(step: Int)
}
