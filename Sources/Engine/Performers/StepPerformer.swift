internal import Inference
package import Channels
internal import Journal
package import Orchestration

/// Performs the steps of a project: one switch, each kind of work in its own file.
package struct StepPerformer: Performer {
    let calls: CallDesk
    let pool: ModelPool
    let profiles: ProfileHub
    let scores: ScoreBoard
    let sender: Sender
    let templates: [String: Template]
    let tracer: Tracer?
    /// Sources that targets of a route do without rather than with old data, by route.
    let gates: [String: [String]]

    package init(
        project: Project,
        pool: ModelPool,
        switchboard: Switchboard,
        telemetry: Telemetry,
        profiles: ProfileHub,
        scores: ScoreBoard,
        channels: [String: any Channel],
        outbox: any Outbox,
        tracer: Tracer? = nil
    ) {
        calls = CallDesk(
            pool: pool,
            switchboard: switchboard,
            telemetry: telemetry,
            tracer: tracer
        )
        self.tracer = tracer
        self.pool = pool
        self.profiles = profiles
        self.scores = scores
        sender = Sender(
            channels: channels,
            outbox: outbox,
            profiles: profiles,
            policy: project.consentPolicy,
            tracer: tracer
        )
        gates = project.staleGates
        templates = Dictionary(
            project.templates.map { ($0.name, $0) },
            uniquingKeysWith: { _, last in last }
        )
    }

    package func perform(_ lease: Lease, _ desk: any Desk) async -> Performance {
        let from = desk.now
        let performance = await work(lease, desk)
        tracer?.ended(lease, from: from, until: desk.now, performance.result.failure)
        return performance
    }

    /// A template without a prompt asks nobody; where attempts are traced, its times are wanted.
    package func atOnce(_ lease: Lease) -> Performance? {
        guard tracer == nil, lease.needs.isEmpty, case .write(let name, _, let facts) = lease.work,
            let template = templates[name], template.prompt.isEmpty
        else { return nil }
        return Performance(written(template, facts, nil))
    }

    private func work(_ lease: Lease, _ desk: any Desk) async -> Performance {
        if let stale = await staleness(lease, desk) { return Performance(.failure(stale)) }
        switch lease.work {
        case .update(let event): return await update(event, lease, desk)
        case .call(let route, let input): return await call(route, input, lease, desk)
        case .write(let template, let route, let facts):
            return await write(template, route, facts, lease, desk)
        case .send(let content, let channel, let purpose):
            return await sender.send(content, by: channel, purpose: purpose, lease, desk)
        case .run(let workflow, _):
            // The engine opens runs itself; one that asked a performer would wait for ever.
            return Performance(.failure(Failure(.badInput, "\(workflow) is the engine's to run.")))
        }
    }

    /// The first source that is older than this step allows.
    private func staleness(_ lease: Lease, _ desk: any Desk) async -> Failure? {
        for (source, limit) in lease.needs.sorted(by: { $0.key < $1.key }) {
            guard let age = await desk.age(of: source) else {
                return Failure(.staleInput, "Source \(source) has delivered nothing yet.")
            }
            if age > limit {
                return Failure(
                    .staleInput,
                    "Source \(source) is \(age.text) old; this step allows \(limit.text)."
                )
            }
        }
        return nil
    }

    private func update(_ event: Value, _ lease: Lease, _ desk: any Desk) async -> Performance {
        guard let id = event["id"]?.text else {
            return Performance(.failure(Failure(.badInput, "The event has no id.")))
        }
        do throws(Failure) {
            let profile = try await profiles.fold(event, id: id, into: lease.subject, at: desk.now)
            return Performance(.success(profile), profiles: [lease.subject])
        } catch {
            return Performance(.failure(error))
        }
    }

    private func call(_ route: String, _ input: Value, _ lease: Lease, _ desk: any Desk) async
        -> Performance
    {
        let pool = pool
        var asked = RoutedCall(
            route: route,
            context: lease.context(["input": input], at: desk.now),
            session: lease.subject
        )
        asked.tenant = lease.tenant
        asked.began = lease.runBegan
        asked.ages = await ages(for: route, desk)
        let trace = tracer?.attempt(lease)
        let origin = CallOrigin(lease, trace: trace)
        let question = CallDesk.Question(
            call: asked,
            text: input.json,
            attempt: lease.key.attempt,
            origin: origin,
            trace: trace
        )
        let heart = Heart(lease, desk)
        let outcome = await calls.call(question, at: desk) {
            (model, _, trace) async throws(Failure) in
            await desk.beat(lease, progress: nil)
            return try await pool.predict(model, input, trace, heart, since: lease.lastProgress)
        }
        let record = outcome.record(for: lease)
        switch outcome.result {
        case .success(let (model, answer)):
            let now = desk.now
            if let score = answer.value["probability"]?.number {
                scores.add(score, to: model, of: origin, at: now)
            }
            scores.add(input, to: model, of: origin, at: now)
            var performance = Performance(
                .success(answer.value),
                records: [record],
                model: model
            )
            performance.inquiry = inquiry(into: answer.value, to: input.json, outcome, lease)
            return performance
        case .failure(let failure): return Performance(.failure(failure), records: [record])
        }
    }
}

extension StepPerformer {
    /// Tokens a sentence is expected to have before any was measured.
    private static let answerTokens = 40

    /// A template without a prompt asks no model; otherwise the route's model writes the sentence.
    private func write(
        _ name: String,
        _ route: String,
        _ facts: [String: Value],
        _ lease: Lease,
        _ desk: any Desk
    ) async -> Performance {
        guard let template = templates[name] else {
            return Performance(.failure(Failure(.badInput, "There is no template `\(name)`.")))
        }
        guard !template.prompt.isEmpty else {
            return Performance(written(template, facts, nil))
        }
        let pool = pool
        let tokens = ModelPool.promptTokens(template, facts)
        var asked = RoutedCall(
            route: route,
            tokensIn: tokens,
            tokensOut: Self.answerTokens,
            context: lease.context(["facts": .map(facts.asMap)], tokens: tokens, at: desk.now),
            session: lease.subject
        )
        asked.tenant = lease.tenant
        asked.began = lease.runBegan
        asked.ages = await ages(for: route, desk)
        let trace = tracer?.attempt(lease)
        let question = CallDesk.Question(
            call: asked,
            text: "\(template.name) \(Value.map(facts.asMap).json)",
            attempt: lease.key.attempt,
            origin: CallOrigin(lease, trace: trace),
            trace: trace
        )
        let heart = Heart(lease, desk)
        let outcome = await calls.call(question, at: desk) {
            (model, began, trace) async throws(Failure) in
            await desk.beat(lease, progress: nil)
            return try await pool.write(
                model,
                template,
                facts,
                seed: lease.run,
                began,
                trace,
                heart
            )
        }
        let record = outcome.record(for: lease)
        switch outcome.result {
        case .success(let (model, answer)):
            let text = answer.value.text ?? ""
            if !outcome.isCached {
                scores.add(text: text, to: model)
                embed(text, of: model)
            }
            let result = written(template, facts, (text, answer.served ?? model))
            await note(result, lease, desk)
            var performance = Performance(result, records: [record])
            performance.inquiry = inquiry(
                into: .string(text),
                to: ModelPool.prompt(of: template, facts),
                outcome,
                lease
            )
            return performance
        case .failure(let failure): return Performance(.failure(failure), records: [record])
        }
    }

    /// Has an answer embedded where that is watched; nobody waits for it, and of each model one at a
    /// time: what comes meanwhile is left out, for a mean needs no every answer.
    private func embed(_ text: String, of model: String) {
        guard let embedder = scores.beginEmbedding(of: model) else { return }
        let (pool, scores) = (pool, scores)
        Task {
            let input: Value = ["text": .string(text)]
            let answer = try? await pool.predict(embedder, input)
            var vector: [Double] = []
            if case .list(let parts)? = answer?.value["embedding"] {
                vector = parts.compactMap(\.number)
            }
            scores.endEmbedding(vector, of: model)
        }
    }

    private func written(
        _ template: Template,
        _ facts: [String: Value],
        _ answer: (text: String, model: String)?
    ) -> Result<Value, Failure> {
        do throws(TemplateError) {
            return .success(try Written(template, facts: facts, answer: answer).value)
        } catch {
            return .failure(Failure(.badInput, error.sentence))
        }
    }

    /// How old the sources are that stand at the gates of a route.
    func ages(for route: String, _ desk: any Desk) async -> [String: Duration] {
        var ages: [String: Duration] = [:]
        for source in gates[route] ?? [] { ages[source] = await desk.age(of: source) }
        return ages
    }

    /// A sentence that was thrown out is news: somebody should know what models try to promise.
    private func note(_ result: Result<Value, Failure>, _ lease: Lease, _ desk: any Desk) async {
        guard case .success(let value) = result, value["fallback"] == .bool(true) else { return }
        var reasons: [String] = []
        if case .list(let list)? = value["rejected"] { reasons = list.compactMap(\.text) }
        await desk.tell(
            EventLine(
                at: desk.now,
                word: "CLMS",
                object: "\(lease.workflow)#\(lease.run.text)",
                text:
                    "\(lease.step): sentence rejected (\(reasons.joined(separator: ", "))), plain text used"
            )
        )
    }
}

extension Result {
    /// Why it failed; nil where it did not.
    fileprivate var failure: Failure? {
        guard case .failure(let failure) = self else { return nil }
        return failure
    }
}

extension [String: Value] {
    /// The same as a map value's entries.
    var asMap: [Value: Value] {
        Dictionary<Value, Value>(uniqueKeysWithValues: map { (.string($0.key), $0.value) })
    }
}
