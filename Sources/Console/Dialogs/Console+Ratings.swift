internal import Orchestration
internal import Screen

/// What is typed behind `:rating`: a verdict, or that there is none any more, and why.
struct RatingWords: Equatable {
    /// Nil takes the rating back.
    let verdict: Rating.Verdict?
    let note: String

    /// Nil where it begins with neither.
    init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard let word = parts.first else { return nil }
        verdict = Rating.Verdict(rawValue: word)
        guard verdict != nil || word == "none" else { return nil }
        note = parts.count > 1 ? parts[1].trimmingBlanks : ""
    }
}

/// What operators think of a model's answers.
extension Console {
    /// Rates the answer of the selected step, or of the only one that asked a model.
    mutating func rate(_ text: String) -> [Effect] {
        if let reason = obstacle(to: .rating) {
            say(reason, .refused)
            return []
        }
        guard let words = RatingWords(text) else {
            say(":rating takes good, bad or none, and a note behind it", .refused)
            return []
        }
        let calls = subjects.compactMap(call)
        let orders = calls.map { call in
            words.verdict.map { Control.Action.rate(call, $0, note: words.note) } ?? .unrate(call)
        }
        guard !orders.isEmpty else {
            say("the step is no longer known; refresh with .", .refused)
            return []
        }
        return give(orders, reason: "from the console")
    }

    private func call(_ id: ObjectID) -> CallName? {
        switch id {
        case .run(let run): return CallName(run: run)
        case .step(let run, let index):
            guard let detail, detail.steps.indices.contains(index) else { return nil }
            return CallName(run: run, step: detail.steps[index].sketch.name)
        case .workflow, .model, .target, .alert, .source, .audit, .deadLetter, .silence, .proposal,
            .context, .anywhere, .occurrence, .command:
            return nil
        }
    }
}
