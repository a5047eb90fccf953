internal import Orchestration

/// Outcome rules.
extension ProjectBuilder {
    /// The rules under `feedback`.
    mutating func feedback(_ item: Item?, of models: [ModelCard]) -> [OutcomeRule] {
        (item?.entries ?? []).compactMap { entry in
            let value = entry.value
            let score = value["score"]?.text ?? "probability"
            expect("workflow", value["retrain"], among: lexicon.workflows)
            let followed = followed(value["models"], score, value)
            guard let answer = answer(to: value) else { return nil }
            checkRecord(entry, followed, models)
            return OutcomeRule(
                name: entry.key,
                models: followed,
                score: score,
                answer: answer,
                labels: scalars.count(value["labels"]) ?? 200,
                drop: scalars.number(value["drop"]) ?? 0.05,
                retrain: value["retrain"]?.text
            )
        }
    }

    /// What answers: an event, or the run's own end.
    private mutating func answer(to rule: Item) -> OutcomeRule.Answer? {
        if rule["run"] != nil {
            let sight = Sight.end(lexicon.constants)
            return expression(rule["run"], seeing: sight, expecting: .bool).map { .run($0) }
        }
        expect("event", rule["event"], among: lexicon.events)
        guard let event = rule["event"]?.text, let within = scalars.duration(rule["within"]),
            let positive = rule["positive"]?.text.flatMap(OutcomeRule.Positive.init)
        else { return nil }
        return .event(event, within: within, positive: positive)
    }

    /// The models, each one known and with such a score.
    private mutating func followed(_ list: Item?, _ score: String, _ rule: Item) -> [String] {
        (list?.elements ?? []).compactMap { element in
            expect("model", element, among: lexicon.models.keys.sorted())
            guard let name = element.text else { return nil }
            if let answer = lexicon.answer(ofModel: name), answer[score] == nil {
                let complaint = Complaint.unknown("field", score, among: answer.keys.sorted())
                findings.report(complaint, at: rule["score"]?.place ?? element.place)
            }
            return name
        }
    }

    /// A proposal needs a record to fall below.
    private mutating func checkRecord(
        _ entry: Item.Entry,
        _ followed: [String],
        _ models: [ModelCard]
    ) {
        guard let retrain = entry.value["retrain"] else { return }
        let bare = models.filter { followed.contains($0.name) && $0.quality["auc"] == nil }
        guard let first = bare.first else { return }
        findings.report(.retrainWithoutRecord(first.name), at: retrain.place)
    }

    /// What stands under a model's `quality`.
    func quality(_ item: Item?) -> [String: Double] {
        var quality: [String: Double] = [:]
        for entry in item?.entries ?? [] { quality[entry.key] = scalars.number(entry.value) }
        return quality
    }
}
