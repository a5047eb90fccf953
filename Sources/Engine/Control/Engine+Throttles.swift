internal import Journal
internal import Orchestration

/// What operators let begin no faster than a rate: a workflow, one step of it, the calls on a route.
///
/// Attempts beyond it wait their turn like those before a limit of the project; their `queue` time
/// does not run out meanwhile, as it was an operator who made them wait.
extension Engine {
    /// Throttles something, or lifts what throttles it.
    func throttle(
        _ subject: Throttle.Subject,
        to rate: Rate?,
        until: Instant?,
        _ order: Control.Order
    ) -> Effect {
        if rate != nil, let obstacle = subject.obstacle(in: project) { return .refused(obstacle) }
        do throws(ThrottleError) {
            let before = try throttles.set(
                subject,
                to: rate,
                until: until,
                by: order.actor,
                reason: order.reason,
                at: time.now()
            )
            applyThrottles([subject])
            return .done(
                "\(before?.words ?? "unthrottled") -> "
                    + (throttles.all[subject]?.words ?? "unthrottled"),
                undo: .throttle(subject, before?.rate, until: before?.until)
            )
        } catch {
            return .refused(error.explanation)
        }
    }

    /// What a throttle or its end would do, before it is done.
    func previewThrottle(
        _ subject: Throttle.Subject,
        to rate: Rate?,
        until: Instant?,
        _ action: Control.Action
    ) -> Control.Preview {
        var trial = throttles
        var refusal = rate == nil ? nil : subject.obstacle(in: project)
        do throws(ThrottleError) {
            _ = try trial.set(subject, to: rate, until: until, by: "", reason: "", at: time.now())
        } catch { refusal = refusal ?? error.explanation }
        return Control.Preview(
            effects: refusal == nil ? effects(throttling: subject, to: rate, until: until) : [],
            refusal: refusal,
            commandLine: action.commandLine
        )
    }

    private func effects(
        throttling subject: Throttle.Subject,
        to rate: Rate?,
        until: Instant?
    ) -> [String] {
        let own = subject.rate(in: project)
        guard let rate else {
            let limit = own.map { "the project's limit of \($0.text)" } ?? "no limit of its own"
            return ["Attempts of \(subject.object) begin under \(limit) again."]
        }
        var effects = [
            "At most \(rate.text) attempts of \(subject.object) begin; the others wait their turn.",
            "Attempts under way are not touched, and no waiting one fails for its queue time.",
        ]
        if let own {
            effects.append(
                "The project's limit of \(own.text) holds as well: the tighter one wins."
            )
        }
        effects.append(
            until.map { "It ends by itself at \($0.text)." }
                ?? "It stands until somebody lifts it, over restarts too."
        )
        return effects
    }

    /// Ends throttles whose time is over, and says so in audit and tail.
    func tendThrottles(at now: Instant) {
        let over = throttles.expire(at: now)
        guard !over.isEmpty else { return }
        for throttle in over {
            outgoing.batch.records.append(.audit(AuditDraft(ending: throttle, at: now)))
            versions[throttle.subject.object, default: 1] += 1
            tellRouting(throttle.subject.object, "throttled to \(throttle.words): over", at: now)
        }
        applyThrottles(over.map(\.subject))
    }

    /// Takes up what was throttled when the engine last ran.
    func restoreThrottles() async throws {
        for (_, bytes) in try await journal.states(of: Self.throttleKind) {
            guard let value = try? Value(json: bytes), let throttle = Throttle(value: value) else {
                continue
            }
            throttles.restore(throttle)
        }
        queue.throttle(throttles.all.mapValues(\.rate))
    }

    /// The rows of what is throttled, with how many wait.
    func refreshThrottles() {
        guard !throttles.all.isEmpty else { return figures.throttles = [] }
        let waiting = queue.throttled
        figures.throttles = throttles.sorted.map { throttle in
            var row = throttle
            row.waiting = waiting[throttle.subject, default: 0]
            return row
        }
    }

    private static let throttleKind = "throttle"

    private func applyThrottles(_ changed: [Throttle.Subject]) {
        for subject in changed {
            let value = throttles.all[subject]?.value.jsonBytes
            outgoing.batch.records.append(
                .state(kind: Self.throttleKind, id: subject.object, value: value)
            )
            guard value == nil else { continue }
            let gate = Gate.Key.throttle(subject).id
            outgoing.batch.records.append(
                .state(kind: StepQueue.rateKind, id: gate, value: nil)
            )
        }
        queue.throttle(throttles.all.mapValues(\.rate))
        fillSlots()
        refreshThrottles()
    }
}

extension AuditDraft {
    /// The end that a throttle was given when it was ordered.
    fileprivate init(ending throttle: Throttle, at now: Instant) {
        self.init(
            at: now,
            actor: "podium",
            via: "engine",
            action: "throttle",
            object: throttle.subject.object,
            change: "\(throttle.words) -> unthrottled",
            reason: "its time is over; \(throttle.by) ordered it: \(throttle.reason)",
            result: "ok",
            requestID: "throttle-end/\(throttle.subject.object)/\(throttle.at.milliseconds)"
        )
    }
}
