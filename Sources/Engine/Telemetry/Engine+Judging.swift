internal import Journal
internal import Orchestration

/// Judges in the background: no run waits for one, and none fails by one.
///
/// ```
///  answer counts ─▶ asked of the judge's route ─▶ score ─▶ series of the version, slot by slot
///                                                    ├───▶ beside the call, for `why`
///                                                    └───▶ its rating, for agreement
/// ```
extension Engine {
    static let judgeScoreKind = "judge-score"
    static let judgeReferenceKind = "judge-reference"

    /// Has an answer judged that has just come to count.
    func examine(_ inquiry: Inquiry) {
        let isOpen = !isPaused(.everything) && !isPaused(.route(inquiry.rule.route))
        guard !isStopped, judges[inquiry.model]?.begin(where: isOpen) == true else { return }
        Task { [performer] in
            let finding = await performer.judge(inquiry, self)
            await self.take(finding, inquiry)
        }
    }

    private func take(_ finding: Finding, _ inquiry: Inquiry) async {
        defer { wakeIdleWatchers() }
        guard !isStopped, let entry = judges[inquiry.model]?.end(finding) else { return }
        let slot = entry.number % Int64(JudgeMonitor.kept)
        let id = "\(series(of: inquiry.model))/\(slot)"
        outgoing.batch.records.append(
            .state(kind: Self.judgeScoreKind, id: id, value: entry.value.jsonBytes)
        )
        keepReference(of: inquiry.model)
        switch finding {
        case .scored(let judgement): keep(judgement, inquiry)
        case .bad(let judge): tell(of: inquiry, badAnswerBy: judge)
        case .unanswered: break
        }
        kick()
    }

    private func keep(_ judgement: Judgement, _ inquiry: Inquiry) {
        var fields = inquiry.choice
        fields["judge"] = judgement.value
        outgoing.batch.records.append(
            .choice(run: inquiry.run, key: inquiry.key, bytes: Value.map(fields).jsonBytes)
        )
        guard agreements.judge(inquiry.call, judgement) else { return }
        judgedLate(inquiry.call, judgement)
    }

    private func tell(of inquiry: Inquiry, badAnswerBy judge: String) {
        tail.append(
            EventLine(
                at: time.now(),
                word: "MODL",
                object: inquiry.model,
                text: "\(judge) judged \(inquiry.call.text) with no score from 0 to 1"
            )
        )
    }

    private func keepReference(of model: String) {
        guard let book = judges[model], !book.isReferenceKept,
            let reference = book.monitor.reference
        else { return }
        judges[model]?.isReferenceKept = true
        outgoing.batch.records.append(
            .state(
                kind: Self.judgeReferenceKind,
                id: series(of: model),
                value: reference.value.jsonBytes
            )
        )
    }

    /// What scores of a model are kept under: another version of it, or of its judge, begins anew.
    private func series(of model: String) -> String {
        let version = project.models.first { $0.name == model }?.version ?? ""
        return "\(model)@\(version)/\(judges[model]?.rule.version ?? "")"
    }

    /// Takes up what judges said to earlier engines.
    func restoreJudges() async throws {
        let references = try await journal.states(of: Self.judgeReferenceKind)
        for model in judges.keys.sorted() {
            let series = series(of: model)
            let reference = references[series].flatMap { try? Value(json: $0) }
                .flatMap(JudgeMonitor.Reference.init(value:))
            let stored = try await journal.states(of: Self.judgeScoreKind, prefixed: "\(series)/")
            judges[model]?.monitor = JudgeMonitor(
                reference: reference,
                newest: stored.values.compactMap { bytes in
                    (try? Value(json: bytes)).flatMap(JudgeMonitor.Entry.init(value:))
                }
            )
            judges[model]?.isReferenceKept = reference != nil
        }
    }

    /// What a judge says of a model; nil where nobody judges it.
    func judgeRow(of model: String) -> JudgeRow? { judges[model]?.row(of: model, agreements) }

    /// The same, as one of the traits of its answers.
    func judgeTrait(of model: String) -> [FeatureRow] {
        judges[model].map { [$0.monitor.row(version: $0.rule.version)] } ?? []
    }
}

extension Project {
    /// A book for each model that is judged, with nothing in it.
    var judgeBooks: [String: JudgeBook] {
        models.reduce(into: [:]) { books, card in
            books[card.name] = card.judge.map { JudgeBook($0) }
        }
    }
}
