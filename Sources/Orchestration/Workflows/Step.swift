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
    /// The longest one attempt may take, from start to finish.
    package let timeout: Duration
    /// What its failure does to the run.
    package let onFailure: FailureRule
    /// Sources its result depends on, each with the greatest age allowed.
    package let needs: [String: Duration]
    /// Does its action once for each element of a list; nil for once.
    package let each: Each?

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
        each: Each? = nil
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
    }
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
    /// Evaluates an expression in the decision itself: no attempt, no performer.
    case compute(Expression)
}

/// How the ends of a step's predecessors combine.
package enum Join: String, Hashable, Sendable, CaseIterable {
    /// Runs when all succeeded; skipped when one was skipped.
    case allSucceeded = "all"
    /// Runs when all have ended and at least one succeeded.
    case anySucceeded = "any"
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
}
