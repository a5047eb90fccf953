internal import Journal
internal import Orchestration

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
