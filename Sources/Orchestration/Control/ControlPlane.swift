/// The one door for the console, the commands and remote clients.
///
/// Every answer is a value; nothing a caller holds changes under it.
package protocol ControlPlane: Sendable {
    /// The newest moment of the whole system. Never waits; costs a pointer.
    func snapshot() -> Snapshot
    /// One element whenever a newer snapshot exists or the engine is lost, coalesced: a slow reader
    /// misses none that matters.
    func changes() -> AsyncStream<Control.News>
    /// One page of runs, newest first unless the query says otherwise.
    func runs(_ query: RunQuery) async throws -> RunPage
    /// Everything about one run; nil when the journal has no such run.
    func run(_ id: RunID) async throws -> RunDetail?
    /// The newest operator actions, newest first.
    func audit(limit: Int) async throws -> [AuditEntry]
    /// Figures of models, routes, targets and workflows, now or as they were at a moment.
    func metrics(_ query: MetricQuery) async throws -> [MetricReport]
    /// Metrics as text, in Prometheus' exposition format.
    func exposition(_ format: Exposition) async throws -> String
    /// What was out of the ordinary between two moments.
    func incident(from: Instant, until: Instant) async throws -> IncidentReport
    /// What sending a route's calls to one target, or back to its policy, would have meant for the
    /// last minutes of recorded traffic.
    func forecast(route: String, target: String?, minutes: Int) async throws -> RerouteForecast
    /// The same of shares in percent that would divide the route's calls.
    func forecast(route: String, shares: [String: Int], minutes: Int) async throws
        -> RerouteForecast
    /// Why attempts of a run were routed as they were, oldest first; of one step where given.
    func why(_ run: RunID, step: String?) async throws -> [WhyReport]
    /// A page of what answers were rated, of one model where given.
    func ratings(of model: String?, after call: String?) async throws -> RatingPage
    /// The system as it was, as far as its journal tells; nil where it cannot.
    func snapshot(at moment: Instant) async throws -> Snapshot?
    /// One page of runs as they were at a moment.
    func runs(_ query: RunQuery, at moment: Instant) async throws -> RunPage
    /// Everything about one run as it was at a moment; nil where it had not been opened.
    func run(_ id: RunID, at moment: Instant) async throws -> RunDetail?
    /// The newest unusable events, newest first, older than the one named.
    func deadLetters(before number: Int64?, limit: Int) async throws -> [DeadLetterRow]
    /// What an action would do, in sentences, and whether it may be done now.
    func preview(_ action: Action) async -> Preview
    /// Does it, and answers with what it did.
    func perform(_ order: Order) async -> Receipt
}

/// A line of the dead-letter list.
package struct DeadLetterRow: Hashable, Sendable, Codable {
    package let number: Int64
    package let at: Instant
    /// A code, a colon and the explanation.
    package let reason: String
    package let bytes: Int
    /// Its first 400 bytes as text: untrusted.
    package let excerpt: String

    package init(number: Int64, at: Instant, reason: String, bytes: Int, excerpt: String) {
        self.number = number
        self.at = at
        self.reason = reason
        self.bytes = bytes
        self.excerpt = excerpt
    }
}

extension Control {
    /// What a listener is woken for.
    package enum News: Hashable, Sendable {
        /// A newer snapshot stands ready, and the engine answers.
        case newer
        /// The engine cannot be reached; the reason is for people.
        case lost(String)
    }

    /// An action with who, why and what they saw.
    package struct Order: Hashable, Sendable, Codable {
        package let action: Action
        package let actor: String
        /// Where it comes from: `console`, `cli`.
        package let via: String
        /// Kept in the audit; required for medium and high risk.
        package let reason: String
        /// The version of the object the actor saw: a stale one is refused, nil skips the check.
        package let versionSeen: Int64?
        /// A repeated order with the same id changes nothing and gets the first receipt.
        package let requestID: String
        /// When a reroute or a kill switch ends by itself, nil for never; when an acknowledged alert comes back, nil
        /// for after the usual time.
        package let expires: Instant?
        /// What must stay true for a reroute to stand, for example `error_rate<5%`; nil for nothing.
        package let guardText: String?

        package init(
            _ action: Action,
            actor: String,
            via: String = "console",
            reason: String,
            versionSeen: Int64? = nil,
            requestID: String,
            expires: Instant? = nil,
            guardText: String? = nil
        ) {
            self.action = action
            self.actor = actor
            self.via = via
            self.reason = reason
            self.versionSeen = versionSeen
            self.requestID = requestID
            self.expires = expires
            self.guardText = guardText
        }
    }

    /// What an operator can do.
    package enum Action: Hashable, Sendable, Codable {
        case pauseRun(RunID)
        case resumeRun(RunID)
        /// Starts no attempt of what the scope names until it is resumed.
        case pause(Scope)
        case resume(Scope)
        /// Retries the failed step, or every failed step where nil.
        case retry(RunID, step: String?)
        case skip(RunID, step: String)
        case cancel(RunID)
        /// What concerns the inside of a run: approvals, signals, results by hand.
        case act(RunID, RunAct)
        /// Sends all of a route's calls to one target; nil gives the choice back to the policy.
        case reroute(route: String, target: String?, openRuns: OpenRuns = .keep)
        /// Divides a route's calls among its targets, in percent; no shares give the choice back
        /// to the policy.
        case split(route: String, shares: [String: Int], openRuns: OpenRuns = .keep)
        /// Takes back what was ordered about a route at that moment, as though it had not been
        /// ordered: a reroute, shares, or that its policy chooses again. Nil for the newest.
        case unroute(route: String, ordered: Instant?)
        /// Lets no more attempts of something begin than a rate allows, until a moment or until it
        /// is lifted; no rate lifts it.
        case throttle(Throttle.Subject, Rate?, until: Instant?)
        /// The order's `expires` says when it comes back if it still holds; the usual time without.
        case acknowledge(alert: String)
        /// Tells those who would be told of the alert later at once.
        case escalate(alert: String)
        /// Hides the alert until that moment or until it clears, or so long beyond that.
        case snooze(alert: String, until: Instant, clears: Duration? = nil)
        case resolveSnooze(alert: String)
        /// What becomes of a canary of a route.
        case canary(route: String, model: String, CanaryOrder)
        /// Puts a model's breaker where the operator wants it.
        case breaker(model: String, Breaker.Order)
        /// Switches a route, a model, a tenant or everything off: safe defaults answer, or calls
        /// fail. The order's `expires` says when it ends by itself.
        case kill(KillScope)
        /// Switches it on again.
        case revive(KillScope)
        /// Starts the workflow of a retrain proposal.
        case approveRetrain(proposal: String)
        /// Says no to a retrain proposal.
        case declineRetrain(proposal: String)
        /// Tells nobody of alerts that its matchers fit; its owner and reason are the order's.
        case silence(Silence)
        /// Ends a silence before its time.
        case unsilence(id: String)
        /// Starts a workflow by hand; the input is a JSON object, seen as `event`. The same id again
        /// starts nothing; nil for one of its own.
        case start(workflow: String, input: String, id: String?)
        /// Makes a start of a schedule that has passed: one run for each profile of its segment.
        case backfill(workflow: String, at: Instant)
        /// Cancels the runs such a start has made and that are still open.
        case cancelBackfill(workflow: String, at: Instant)
        /// Takes a dead letter in again; what still cannot be used stays.
        case replay(letter: Int64)
        /// Leaves a note; its text is the order's reason.
        case note(on: NoteSubject)
        /// Says what an answer was like, in place of what was said before; the note may be empty.
        /// `by` says who thought so where it is not who orders it.
        case rate(CallName, Rating.Verdict, note: String = "", by: String? = nil)
        /// Takes a rating back.
        case unrate(CallName)
    }

    /// What an action would do.
    package struct Preview: Hashable, Sendable, Codable {
        /// Consequences, one sentence each.
        package let effects: [String]
        /// Why it cannot be done now; nil when it can.
        package let refusal: String?
        /// The same action as a command line.
        package let commandLine: String

        package init(effects: [String], refusal: String? = nil, commandLine: String) {
            self.effects = effects
            self.refusal = refusal
            self.commandLine = commandLine
        }
    }

    /// What an action did.
    package struct Receipt: Hashable, Sendable, Codable {
        package enum Result: Hashable, Sendable, Codable {
            case done(String)
            case refused(String)
        }
        package let result: Result
        /// Takes it back; nil when nothing can.
        package let inverse: Action?
        /// The entry in the audit; nil when refused before it was journaled.
        package let audit: Int64?

        package init(_ result: Result, inverse: Action? = nil, audit: Int64? = nil) {
            self.result = result
            self.inverse = inverse
            self.audit = audit
        }
    }
}

/// The vocabulary of the control plane; a namespace so that `Control.Action` is never taken for a
/// workflow step's `Action`.
package enum Control {}

extension ControlPlane {
    package typealias Action = Control.Action
    package typealias Order = Control.Order
    package typealias Preview = Control.Preview
    package typealias Receipt = Control.Receipt
}
