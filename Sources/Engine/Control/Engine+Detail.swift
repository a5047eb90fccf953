internal import Journal
package import Orchestration

extension Engine {
    /// Everything about one run: its journaled history with the live view on top.
    package func detail(of id: RunID) async throws -> RunDetail? {
        guard let history = try await journal.history(of: id) else { return nil }
        let choices = try await journal.choices(of: id)
        guard case .opened(let opening)? = history.facts.first?.fact,
            let plan = pinned[Pin(opening.workflow, opening.version)],
            var detail = RunDetail(
                id,
                history: history.facts,
                plan: plan,
                began: choices.compactMapValues(AttemptDetail.began)
            )
        else { return nil }
        detail.row.versionSeen = runs[id]?.row.versionSeen ?? history.row.versionSeen
        for (key, bytes) in choices { detail.add(choice: bytes, to: key) }
        if let live = row(id) { detail.row.state = live.state }
        for rating in await ratings(ofRun: id) { detail.add(rating) }
        for (step, attempt) in runs[id]?.attempts ?? [:] {
            let key = StepKey(step: step, attempt: attempt.key.attempt)
            detail.add(started: attempt.started, to: key)
            detail.add(heard: attempt.beat, runs[id]?.progress[step]?.value, to: key)
        }
        for (step, why) in limitsInTheWay(of: id) { detail.add(limit: why, to: step) }
        return detail
    }

    /// Which limit each of a run's attempts waits for, by step; those that wait for none left out.
    private func limitsInTheWay(of id: RunID) -> [(step: Int, why: String)] {
        guard let live = runs[id] else { return [] }
        return waiting(of: live).compactMap { lease in
            let why = queue.reason(of: lease)
            return why.isEmpty ? nil : (live.state.stepIndex(of: lease.key.step), why)
        }
    }

    /// What an action would do, before it is done.
    package func preview(_ action: Control.Action) async -> Control.Preview {
        var effects: [String] = []
        switch action {
        case .pauseRun: effects = ["Nothing new starts in this run; attempts under way may finish."]
        case .resumeRun: effects = ["The run goes on where it stopped."]
        case .retry(let id, let step):
            effects = await outages(retrying: id, step)
            effects += [
                "Finished steps keep their results; the failed one gets a fresh budget of attempts.",
                "A message that was sent is not sent again: its key stays the same.",
            ]
        case .skip: effects = ["The step counts as skipped, and so does what builds on it."]
        case .cancel:
            effects = [
                "Attempts under way are withdrawn; finished steps stay, but for those that undo.",
                "It cannot be undone.",
            ]
        case .act(_, let act): effects = act.effects
        case .pause(let scope): effects = self.effects(pausing: scope)
        case .resume(let scope): effects = self.effects(resuming: scope)
        case .reroute(let route, let target, let fate):
            let goal = "go to \(target ?? "whom the policy chooses")"
            effects = [fate.sentence(route, goal, openRuns(on: route))]
            do throws(OverrideError) {
                let forecast = try forecast(
                    route: route,
                    target: target,
                    minutes: Self.forecastMinutes
                )
                effects += forecast.sentences(fate)
            } catch {
                return Control.Preview(
                    effects: effects,
                    refusal: error.explanation,
                    commandLine: action.commandLine
                )
            }
        case .split(let route, let shares, let fate):
            effects = self.effects(splitting: route, shares, fate)
        case .unroute(let route, _):
            effects = [
                "Calls on \(route) go where they went before that order, those of open runs too."
            ]
        case .throttle(let subject, let rate, let until):
            return previewThrottle(subject, to: rate, until: until, action)
        case .acknowledge:
            let usual = alerts.settings.acknowledgedFor.inWords
            effects = [
                "The alert is yours, and what hides behind it; it goes on being evaluated.",
                "It comes back when the time given is over and it still holds; \(usual) if none is.",
            ]
        case .escalate(let id):
            let names = alerts[AlertID(id)].map { pager.untold(of: $0).map(\.name) } ?? []
            effects = ["Told now: \(names.joined(separator: ", ")).", "It cannot be taken back."]
            if let why = obstacle(toEscalating: id) {
                return Control.Preview(
                    effects: [],
                    refusal: why,
                    commandLine: action.commandLine
                )
            }
        case .snooze(_, let until, let clears):
            let clear = clears.map { "\($0.text) after it is clear" } ?? "until it clears"
            effects = ["Hidden until \(until.clock), or \(clear)."]
        case .resolveSnooze: effects = ["The alert fires again at once if it still holds."]
        case .canary(let route, let model, let what):
            let refusal = obstacle(to: what, model, on: route, at: time.now())
            return Control.Preview(
                effects: refusal == nil ? self.effects(of: what, model, on: route) : [],
                refusal: refusal,
                commandLine: action.commandLine
            )
        case .breaker(let model, let order):
            effects = ["The breaker of \(model) is \(order.words) until somebody changes it."]
        case .kill(let scope): effects = self.effects(killing: scope)
        case .revive(let scope): effects = self.effects(reviving: scope)
        case .approveRetrain(let id): return previewRetrain(id, action)
        case .silence(let silence):
            let fitting = alerts.all.filter { $0.isActive && silence.covers($0, at: time.now()) }
            effects = [
                "Nobody is told of alerts with \(silence.words) until \(silence.until.clock).",
                "\(fitting.count) that fire now fit.",
            ]
        case .unsilence: effects = ["Whoever is to be told of what fires now is told at once."]
        case .declineRetrain:
            effects = ["It is not proposed again before the figures were good in between."]
        case .start(let name, _, _):
            effects = ["A run of \(name) starts, whatever its trigger.", "Undo cancels it."]
        case .backfill(let name, let due): return await previewBackfill(name, at: due, action)
        case .cancelBackfill:
            effects = ["The runs it started that are still open end; it cannot be undone."]
        case .replay(let letter):
            effects = [
                "Dead letter \(letter) comes in as if it had just arrived.",
                "An event that was accepted meanwhile starts nothing.",
            ]
        case .rate(let call, let verdict, _, _):
            effects = ["The answer of \(call.text) counts as \(verdict.rawValue), whatever it did."]
        case .unrate(let call): effects = ["The answer of \(call.text) is not rated any more."]
        case .note(let subject):
            effects = ["It stands in the audit for good, and beside \(subject.words)."]
        }
        return Control.Preview(effects: effects, commandLine: action.commandLine)
    }
}

extension RunDetail {
    /// Adds what an attempt recorded of its call: target, tokens, reasons.
    mutating func add(choice bytes: [UInt8], to key: StepKey) {
        guard let value = try? Value(json: bytes), steps.indices.contains(key.step),
            let index = steps[key.step].attempts.lastIndex(where: { $0.number == key.attempt })
        else { return }
        var attempt = steps[key.step].attempts[index]
        attempt.target = value["target"]?.text ?? ""
        attempt.tokensIn = value["tokens_in"]?.number.map { Int($0) }
        attempt.tokensOut = value["tokens_out"]?.number.map { Int($0) }
        attempt.firstToken = value["first_token_ms"]?.number.map { Duration(inSeconds: $0 / 1000) }
        if let began = AttemptDetail.began(value) {
            attempt.started = max(attempt.dispatched, began)
        }
        attempt.judgement = value["judge"].flatMap(Judgement.init(value:))
        let hedged = value["hedged"]?.text ?? ""
        attempt.choice =
            value.sentences("decision") + (hedged.isEmpty ? [] : [hedged])
            + value.sentences("tried")
        steps[key.step].attempts[index] = attempt
    }

    /// Adds what people said of an attempt's answer.
    mutating func add(_ rating: Rating) {
        guard let step = steps.firstIndex(where: { $0.sketch.name == rating.call.step }),
            let index = steps[step].attempts.lastIndex(where: { $0.number == rating.call.attempt })
        else { return }
        steps[step].attempts[index].rating = rating
    }

    /// Adds which limit a step's attempt waits for.
    mutating func add(limit why: String, to step: Int) {
        guard steps.indices.contains(step) else { return }
        if steps[step].reason.isEmpty { steps[step].reason = why }
        if waitsFor.isEmpty { waitsFor = why }
    }

    /// Adds when a performer took an attempt up.
    mutating func add(started: Instant?, to key: StepKey) {
        guard steps.indices.contains(key.step),
            let index = steps[key.step].attempts.lastIndex(where: { $0.number == key.attempt })
        else { return }
        steps[key.step].attempts[index].started = started
    }

    /// Adds when it was heard of an attempt last, and how far it or the one before it had come.
    mutating func add(heard: Instant?, _ progress: Value?, to key: StepKey) {
        guard steps.indices.contains(key.step),
            let index = steps[key.step].attempts.lastIndex(where: { $0.number == key.attempt })
        else { return }
        steps[key.step].attempts[index].heard = heard
        steps[key.step].attempts[index].progress = progress?.json ?? ""
    }
}

extension AttemptDetail {
    /// When a performer took an attempt up, of what it recorded.
    static func began(_ bytes: [UInt8]) -> Instant? { (try? Value(json: bytes)).flatMap(began) }

    fileprivate static func began(_ record: Value) -> Instant? {
        guard case .int(let began)? = record["began_ms"] else { return nil }
        return Instant(milliseconds: began)
    }
}

extension Value {
    fileprivate func sentences(_ name: String) -> [String] {
        guard case .list(let list)? = self[name] else { return [] }
        return list.compactMap(\.text)
    }
}
