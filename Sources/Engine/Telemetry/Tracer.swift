package import Orchestration

/// Collects spans until somebody fetches them; where nobody does, the newest are let go of.
package final class Tracer: Sendable {
    /// Spans that may wait.
    package static let waitingMax = 8192

    private let salt: UInt64
    private let waiting = WaitingRoom<TraceSpan>(most: waitingMax)

    /// - Parameter salt: Tells this journal's runs from others of the same ids.
    package init(salt: UInt64) { self.salt = salt }

    /// The root of a run's trace.
    func root(of run: RunID) -> TraceContext { TraceContext(of: run.text, salt: salt) }

    /// Where one attempt of a step is.
    func attempt(_ lease: Lease) -> TraceContext {
        root(of: lease.run).part("\(lease.idempotencyKey)#\(lease.key.attempt).\(lease.delivery)")
    }

    func add(_ span: TraceSpan) { waiting.add(span) }

    /// Takes the oldest spans out, at most so many.
    package func take(_ limit: Int) -> [TraceSpan] { waiting.take(limit) }

    /// Spans that were let go of because nobody fetched them.
    package var dropped: Int { waiting.dropped }
}

extension Tracer {
    /// A run that has ended.
    func ended(_ live: LiveRun) {
        let opening = live.state.opening
        let word = live.state.word
        add(
            TraceSpan(
                "invoke_workflow \(opening.workflow)",
                root(of: live.row.id),
                from: live.state.openedAt,
                until: live.state.closedAt ?? live.state.now,
                attributes: [
                    "gen_ai.operation.name": "invoke_workflow",
                    "gen_ai.workflow.name": .string(opening.workflow),
                    "podium.run.id": .string(live.row.id.text),
                    "podium.workflow.version": .string(opening.version),
                    "podium.run.state": .string(word.rawValue),
                ],
                error: word == .fail ? live.row.reason : nil
            )
        )
    }

    /// An attempt of a step that has ended.
    func ended(_ lease: Lease, from: Instant, until: Instant, _ failure: Failure?) {
        add(
            TraceSpan(
                "step \(lease.step)",
                attempt(lease),
                in: root(of: lease.run),
                from: from,
                until: until,
                attributes: [
                    "podium.run.id": .string(lease.run.text), "podium.step": .string(lease.step),
                    "podium.attempt": .int(Int64(lease.key.attempt)),
                    "podium.delivery": .int(Int64(lease.delivery)),
                ],
                error: failure?.message
            )
        )
    }

    /// A call of a model that has ended.
    func ended(
        _ card: ModelCard?,
        _ call: TraceContext,
        in attempt: TraceContext,
        route: String,
        _ result: Result<ModelPool.Answer, Failure>,
        from: Instant,
        until: Instant
    ) {
        let generative = card?.kind.generativeOperation
        let operation = generative ?? "predict"
        var attributes: [String: Value] = [
            "podium.model": .string(card?.name ?? ""), "podium.route": .string(route),
        ]
        if let card, generative != nil {
            attributes["gen_ai.operation.name"] = .string(operation)
            attributes["gen_ai.provider.name"] = .string(card.kind.providerName)
            attributes["gen_ai.request.model"] = .string(card.kind.requestModel)
        }
        if let card, !card.kind.serverAddress.isEmpty {
            attributes["server.address"] = .string(card.kind.serverAddress)
            attributes["server.port"] = card.kind.serverPort.map { .int(Int64($0)) }
        }
        var error: String?
        switch result {
        case .success(let answer):
            attributes["gen_ai.response.model"] = answer.served.map(Value.string)
            attributes["gen_ai.usage.input_tokens"] = answer.tokensIn.map { .int(Int64($0)) }
            attributes["gen_ai.usage.output_tokens"] = answer.tokensOut.map { .int(Int64($0)) }
            attributes["podium.first_token_s"] = answer.firstToken.map { .double($0.inSeconds) }
        case .failure(let failure):
            attributes["error.type"] = .string(failure.kind.rawValue)
            error = failure.message
        }
        let name = generative != nil ? card?.kind.requestModel ?? "" : card?.name ?? ""
        add(
            TraceSpan(
                "\(operation) \(name)",
                call,
                in: attempt,
                kind: card?.kind.isLocal ?? true ? .inside : .client,
                from: from,
                until: until,
                attributes: attributes,
                error: error
            )
        )
    }
}
