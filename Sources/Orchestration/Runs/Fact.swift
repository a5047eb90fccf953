/// Names a run everywhere (journal, screen, links); chosen by whoever opens it.
package struct RunID: Hashable, Comparable, Sendable, Codable {
    package let text: String
    package init(_ text: String) { self.text = text }
    package static func < (a: RunID, b: RunID) -> Bool { a.text < b.text }
}

extension RunID {
    /// The run that an attempt of a step opens: the same each time it is asked for, so that none
    /// is opened twice.
    package static func child(of run: RunID, _ key: StepKey) -> RunID {
        RunID("\(run.text).\(key.step)" + (key.attempt == 1 ? "" : "-\(key.attempt)"))
    }
}

/// One attempt at one step; stable because the run pins its workflow's version.
package struct StepKey: Hashable, Sendable {
    /// Index into `Workflow.steps`, or beyond them the slot of a fan-out's item.
    package let step: Int
    /// 1-based.
    package let attempt: Int

    package init(step: Int, attempt: Int) {
        self.step = step
        self.attempt = attempt
    }
}

/// A result or input as stored: JSON text, or a reference where it is large.
package enum Payload: Hashable, Sendable {
    case inline([UInt8])
    /// Kept in the artifact store under its SHA-256.
    case artifact(digest: String, size: Int)
}

/// What happened to a run: the only thing the fold sees.
///
/// "Started" is not here on purpose: running since when and on which worker belongs to the live
/// view, and some engines cannot supply it in time.
package enum Fact: Hashable, Sendable {
    case opened(Opening)
    case dispatched(StepKey)
    /// The step's list has so many elements: its items take as many slots behind the last one.
    case expanded(step: Int, count: Int)
    /// The step waits for an event, or for what the words say; `alarm` of the same key ends the wait.
    case awaiting(StepKey, event: String)
    case succeeded(StepKey, Payload)
    case failed(StepKey, Failure)
    case skipped(step: Int)
    /// An attempt whose result no longer counts.
    case withdrawn(StepKey)
    case alarmSet(Alarm, due: Instant)
    case alarmRang(Alarm)
    case alarmDropped(Alarm)
    case acted(OperatorAct)
    case labelled([String: String])
    case closed(Outcome)
}

/// How a run began, or how its history goes on after a roll-over.
package struct Opening: Hashable, Sendable {
    package let workflow: String
    /// The pinned version.
    package let version: String
    /// The event or batch item that started it, as JSON.
    package let input: Payload
    /// Whose run it is; empty when the workflow names no subject.
    package let subject: String
    /// The key that no second run may have; empty for none.
    package let once: String
    /// Feeds every draw the decisions of this run make.
    package let seed: UInt64
    /// True while an older run of the same subject is still open: nothing starts until released.
    package let held: Bool
    /// The step that runs it as its work; nil for a run of its own.
    package let parent: Parent?
    /// What the keys of its effects begin with; empty for its own id.
    ///
    /// A further attempt at a step that runs a workflow is another run, and the same effects.
    package let effects: String
    /// All that the run had come to when its history rolled over; nil where it begins here.
    package internal(set) var carried: [UInt8]?

    /// A step of another run: its attempt ends when this run does.
    package struct Parent: Hashable, Sendable {
        package let run: RunID
        package let key: StepKey

        package init(run: RunID, key: StepKey) {
            self.run = run
            self.key = key
        }
    }

    package init(
        workflow: String,
        version: String,
        input: Payload,
        subject: String = "",
        once: String = "",
        seed: UInt64 = 0,
        held: Bool = false,
        parent: Parent? = nil,
        effects: String = "",
        carried: [UInt8]? = nil
    ) {
        self.workflow = workflow
        self.version = version
        self.input = input
        self.subject = subject
        self.once = once
        self.seed = seed
        self.held = held
        self.parent = parent
        self.effects = effects
        self.carried = carried
    }
}

/// A fact with its moment and its place in the run's history.
package struct Stamped: Hashable, Sendable {
    package let at: Instant
    /// Ascending within a run; gaps allowed.
    package let position: Int64
    package let fact: Fact

    package init(at: Instant, position: Int64, fact: Fact) {
        self.at = at
        self.position = position
        self.fact = fact
    }
}

/// A moment a run asked to be woken at.
package enum Alarm: Hashable, Sendable {
    /// The pause before this attempt is over.
    case retry(StepKey)
    /// The wait of this attempt is over.
    case waited(StepKey)
    /// The run's deadline.
    case deadline
}

/// Why an attempt failed.
package struct Failure: Error, Hashable, Sendable {
    package let kind: FailureKind
    /// One sentence for people; untrusted text, never trusted by a rule.
    package let message: String
    /// The least pause the upstream asked for.
    package let retryAfter: Duration?

    package init(_ kind: FailureKind, _ message: String, retryAfter: Duration? = nil) {
        self.kind = kind
        self.message = message
        self.retryAfter = retryAfter
    }
}

/// The classes of failure that rules and breakers tell apart.
package enum FailureKind: String, Hashable, Sendable, CaseIterable {
    case connect
    case timeout
    case rateLimited = "rate_limited"
    case overloaded
    case contextTooLong = "context_too_long"
    case contentPolicy = "content_policy"
    case badOutput = "bad_output"
    case auth
    case badInput = "bad_input"
    case staleInput = "stale_input"
    case breakerOpen = "breaker_open"
    case channel
    case expression
    case cancelled
    case lostWorker = "lost_worker"
    /// The provider knows no such model, or not for us.
    case unknownModel = "unknown_model"
    /// What was paid for is used up: waiting does not help, paying does.
    case quotaSpent = "quota_spent"
    /// No target may be called, as a limit of our own would be passed.
    case limitReached = "limit_reached"
    /// No target may be called, as an operator switched them off.
    case switchedOff = "switched_off"

    /// Whether another attempt can end differently.
    package var isRetryable: Bool {
        switch self {
        case .connect, .timeout, .rateLimited, .overloaded, .badOutput, .staleInput, .breakerOpen,
            .channel, .lostWorker, .limitReached, .switchedOff:
            true
        case .unknownModel, .quotaSpent, .contextTooLong, .contentPolicy, .auth, .badInput,
            .expression, .cancelled:
            false
        }
    }
}

/// How a run ended.
package enum Outcome: Hashable, Sendable {
    case completed
    /// The step at that index failed for good; -1 where the run's deadline passed.
    case failed(step: Int, Failure)
    case cancelled(reason: String)
}

/// What an operator did to a run.
package struct OperatorAct: Hashable, Sendable {
    package enum Verb: String, Hashable, Sendable, CaseIterable {
        case pause, resume, retry, skip, cancel
        case approve, reject
        /// Ends a wait for a signal.
        case signal
        /// Gives a step its result by hand.
        case complete
        /// Does a step, and all that builds on it, once more.
        case retryFrom = "retry_from"
        /// Ends the run at once; what it did is not taken back.
        case terminate
        /// Gives the run another priority.
        case prioritize
        /// Makes a run that is opened again wait: another of the same subject is open.
        case hold
        /// Lets a held run start: no other of the same subject is open any more.
        case release
    }

    package let verb: Verb
    /// The step it concerns; nil for the whole run.
    package let step: Int?
    package let actor: String
    package let reason: String
    /// A repeated act with the same id changes nothing.
    package let requestID: String
    /// What came with it, as JSON; nil for nothing.
    package let data: [UInt8]?

    package init(
        _ verb: Verb,
        step: Int? = nil,
        actor: String,
        reason: String,
        requestID: String,
        data: [UInt8]? = nil
    ) {
        self.verb = verb
        self.step = step
        self.actor = actor
        self.reason = reason
        self.requestID = requestID
        self.data = data
    }

    /// What came with it; null for nothing, and for what is no JSON.
    package var value: Value { data.flatMap { try? Value(json: $0) } ?? .null }
}
