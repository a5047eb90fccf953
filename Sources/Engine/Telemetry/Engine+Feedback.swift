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
