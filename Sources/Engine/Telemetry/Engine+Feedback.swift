internal import Journal
internal import Orchestration

extension Engine {
    /// What the journal keeps of outcomes, one kind of control value each.
    enum FeedbackKind {
        static let followed = "followed"
        static let label = "label"
        static let proposal = "proposal"
    }

    /// Follows a score until its outcome is known, in the commit that keeps the answer.
    func follow(_ answer: Value, of model: String?, _ lease: Lease) {
        guard let model, !lease.isUndoing else { return }
        for place in outcomes.indices {
            let book = outcomes[place]
            let subject = book.rule.event == nil ? lease.run.text : lease.subject
            guard let version = book.version(of: model), !subject.isEmpty,
                let score = answer[book.rule.score]?.number
            else { continue }
            let followed = FollowedScore(
                key: lease.idempotencyKey,
                model: model,
                version: version,
                subject: subject,
                score: score,
                at: time.now()
            )
            keep(outcomes[place].follow(followed), of: book.rule)
        }
    }

    /// Lets an event answer the scores of its subject.
    func learn(from event: IncomingEvent) {
        for place in outcomes.indices where outcomes[place].rule.event == event.type {
            let rule = outcomes[place].rule
            for subject in everySubject(of: event) {
                keep(outcomes[place].answer(subject, at: event.time), of: rule)
            }
        }
    }

    /// Lets the end of a run answer the scores it got, in the commit that ends it.
    func learn(from live: LiveRun) {
        for place in outcomes.indices {
            guard case .run(let isPositive) = outcomes[place].rule.answer else { continue }
            var verdict: Bool?
            // An end that says neither, such as one that misses a step's result, is no label.
            if case .bool(let holds)? = try? isPositive.evaluate(with: live.endNames(constants)) {
                verdict = holds
            }
            let changes = outcomes[place].end(
                run: live.row.id.text,
                isPositive: verdict,
                at: time.now()
            )
            keep(changes, of: outcomes[place].rule)
        }
    }

    /// Makes labels final, judges models, and proposes or withdraws.
    func tendFeedback(at now: Instant) {
        for place in outcomes.indices {
            let rule = outcomes[place].rule
            keep(outcomes[place].settle(newest: newest(of: rule.event)), of: rule)
            for model in outcomes[place].judge() { propose(model, place, at: now) }
        }
    }

    private func newest(of event: String?) -> Instant? {
        project.sources.first { $0.event == event }.flatMap { sources[$0.name]?.newestEvent }
    }

    /// As every workflow names the subject of such an event.
    private func everySubject(of event: IncomingEvent) -> [String] {
        Set(
            project.workflows.compactMap { workflow in
                workflow.subject.flatMap {
                    (try? $0.evaluate(with: ["event": event.value]))?.plainText
                }
            }
        ).sorted()
    }

    private func propose(_ model: String, _ place: Int, at now: Instant) {
        let book = outcomes[place]
        guard let verdict = book.verdict(of: model), let row = book.row(of: model),
            let proposal = proposals.judge(verdict, row, book.rule, at: now)
        else { return }
        keep(proposal)
        tail.append(
            EventLine(
                at: now,
                word: "MODL",
                object: model,
                text: proposal.isOpen
                    ? "retraining is proposed: \(verdict.sentence)"
                    : "retraining is proposed no longer: \(proposal.words)"
            )
        )
    }

    private func keep(_ changes: [OutcomeBook.Change], of rule: OutcomeRule) {
        outgoing.batch.records += changes.map { $0.record(of: rule.name) }
    }

    func keep(_ proposal: RetrainProposal) {
        outgoing.batch.records.append(
            .state(
                kind: FeedbackKind.proposal,
                id: proposal.id,
                value: proposal.value.jsonBytes
            )
        )
        for id in proposals.tidy() {
            outgoing.batch.records.append(.state(kind: FeedbackKind.proposal, id: id, value: nil))
        }
    }
}

extension Engine {
    /// Takes up scores, labels and proposals where the last engine left them.
    func restoreFeedback() async throws {
        proposals = ProposalBook(
            try await stored(FeedbackKind.proposal).compactMap { RetrainProposal(value: $0.value) }
        )
        let followed = try await stored(FeedbackKind.followed)
        let labels = try await stored(FeedbackKind.label)
        for place in outcomes.indices {
            let rule = outcomes[place].rule
            let prefix = "\(rule.name)/"
            let changes = outcomes[place].restore(
                followed: followed.filter { $0.id.hasPrefix(prefix) }
                    .compactMap { FollowedScore(value: $0.value) },
                finals: labels.filter { $0.id.hasPrefix(prefix) }
                    .compactMap { FinalScore(value: $0.value) }
            )
            keep(changes, of: rule)
        }
    }

    private func stored(_ kind: String) async throws -> [(id: String, value: Value)] {
        try await journal.states(of: kind).compactMap { id, bytes in
            (try? Value(json: bytes)).map { (id, $0) }
        }
    }
}

extension Engine {
    /// Starts what a proposal proposes; asked again after a crash it starts nothing twice.
    func approveRetrain(_ id: String, _ order: Control.Order) async -> Effect {
        guard let proposal = proposals[id], proposal.isOpen else { return refusal(id) }
        guard
            let admission = await start(
                workflow: proposal.workflow,
                input: proposal.input,
                request: "retrain/\(id)"
            )
        else { return .refused("There is no workflow `\(proposal.workflow)`.") }
        let run: String
        switch admission {
        case .started(let started): run = started.text
        case .duplicate: run = "started before"
        case .lost(let why), .deadLetter(let why): return .refused("Nothing was started: \(why)")
        case .signalled, .noted, .held: return .refused("\(proposal.workflow) was not started.")
        }
        let phase = RetrainProposal.Phase.approved(by: order.actor, reason: order.reason, run: run)
        return close(id, phase, said: "run \(run) of \(proposal.workflow)")
    }

    func declineRetrain(_ id: String, _ order: Control.Order) -> Effect {
        close(id, .declined(by: order.actor, reason: order.reason), said: "declined")
    }

    private func close(_ id: String, _ phase: RetrainProposal.Phase, said: String) -> Effect {
        do throws(ProposalRefusal) {
            keep(try proposals.close(id, phase, at: time.now()))
            refreshAlerts()
            return .done(said)
        } catch {
            return .refused(error.explanation)
        }
    }

    private func refusal(_ id: String) -> Effect {
        .refused(
            (proposals[id].map { ProposalRefusal.closed(id, $0.words) } ?? .unknown(id)).explanation
        )
    }

    /// What an approval would do.
    func previewRetrain(_ id: String, _ action: Control.Action) -> Control.Preview {
        guard let proposal = proposals[id], proposal.isOpen else {
            let why = proposals[id].map { ProposalRefusal.closed(id, $0.words) } ?? .unknown(id)
            return Control.Preview(
                effects: [],
                refusal: why.explanation,
                commandLine: action.commandLine
            )
        }
        return Control.Preview(
            effects: proposal.evidence + ["A run of \(proposal.workflow) starts."],
            commandLine: action.commandLine
        )
    }
}

extension OutcomeBook.Change {
    /// The change as the journal keeps it.
    func record(of rule: String) -> Record {
        switch self {
        case .followed(let score):
            .state(
                kind: Engine.FeedbackKind.followed,
                id: "\(rule)/\(score.key)",
                value: score.value.jsonBytes
            )
        case .left(let key):
            .state(kind: Engine.FeedbackKind.followed, id: "\(rule)/\(key)", value: nil)
        case .final(let final, let slot):
            .state(
                kind: Engine.FeedbackKind.label,
                id: "\(rule)/\(final.model)/\(slot)",
                value: final.value.jsonBytes
            )
        }
    }
}

extension Project {
    /// Steps whose results outcome rules look at when a run ends.
    var askedAtTheEnd: Set<String> {
        feedback.reduce(into: Set<String>()) { $0.formUnion($1.asked) }
    }

    /// Every workflow, ready to be run.
    var plans: [Plan] {
        let (constants, asked) = (Value.map(constants.asMap), askedAtTheEnd)
        return workflows.map { Plan($0, constants: constants, asked: asked) }
    }

    /// A book for each outcome rule, with nothing in it.
    var outcomeBooks: [OutcomeBook] {
        feedback.map { rule in
            let cards = models.filter { rule.models.contains($0.name) }.map {
                ($0.name, OutcomeBook.Card(version: $0.version, recorded: $0.quality["auc"]))
            }
            return OutcomeBook(
                rule,
                cards: Dictionary(cards, uniquingKeysWith: { first, _ in first }),
                patience: sources.first { $0.event == rule.event }?.sla ?? .zero
            )
        }
    }
}
