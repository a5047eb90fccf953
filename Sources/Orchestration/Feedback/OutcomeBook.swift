/// Scores that wait for their outcome, and what the final ones say: one rule's.
///
/// ```
///  score ──▶ followed ──the subject's event in time──▶ answered ─┐
///               └────────────────────────────────────────────────┴─horizon over──▶ final
/// ```
/// 1. A label is final only once the horizon is over, whichever it is: labels that come early are
///    all of one class, and figures made of them alone would lie.
/// 2. Over means that the *source* has brought an event newer than the horizon's end, with its SLA
///    to spare. A feed that is silent proves of nobody that they stayed away.
/// 3. A score that its own run answers waits for that run's end, and has its label with it.
package struct OutcomeBook: Hashable, Sendable {
    package let rule: OutcomeRule
    /// How late the source's events may come.
    private let patience: Duration
    private let cards: [String: Card]
    private var open: [String: FollowedScore] = [:]
    private var keys: [String: [String]] = [:]
    /// Keys in the order of their scores; those before `first` are dealt with.
    private var line: [String] = []
    private var first = 0
    private var windows: [String: LabelWindow] = [:]
    private var counts: [String: Count] = [:]
    /// Scores that were not followed because too many were waiting.
    package private(set) var passedOver = 0

    /// Open scores of one model.
    private struct Count: Hashable {
        var awaited = 0
        var answered = 0
    }

    /// What the inventory says of a followed model.
    package struct Card: Hashable, Sendable {
        package let version: String
        /// The area under the curve it was accepted with.
        package let recorded: Double?

        package init(version: String, recorded: Double?) {
            self.version = version
            self.recorded = recorded
        }
    }

    /// What the journal must keep of a change.
    package enum Change: Hashable, Sendable {
        case followed(FollowedScore)
        /// The score is followed no longer.
        case left(key: String)
        /// A final label, and the slot of its model's window it is kept in.
        case final(FinalScore, slot: Int64)
    }

    /// Scores that may wait at once; more are passed over, whatever they are.
    package static let openMax = 50_000

    /// - Parameters:
    ///   - rule: What is followed.
    ///   - cards: The rule's models in the inventory.
    ///   - patience: How late the source's events may come: its SLA.
    package init(_ rule: OutcomeRule, cards: [String: Card], patience: Duration) {
        self.rule = rule
        self.cards = cards
        self.patience = patience
        for model in rule.models { windows[model] = LabelWindow(need: rule.labels) }
    }

    /// The version of a model as it is followed now; nil for one that is not.
    package func version(of model: String) -> String? {
        rule.models.contains(model) ? cards[model]?.version : nil
    }

    /// Follows a score from now on; a key that is followed already stays as it was.
    package mutating func follow(_ score: FollowedScore) -> [Change] {
        guard version(of: score.model) == score.version, score.score.isFinite,
            open[score.key] == nil
        else { return [] }
        guard open.count < Self.openMax else {
            passedOver += 1
            return []
        }
        enter(score)
        return [.followed(score)]
    }

    private mutating func enter(_ score: FollowedScore) {
        open[score.key] = score
        keys[score.subject, default: []].append(score.key)
        line.append(score.key)
        counts[score.model, default: Count()].awaited += 1
        if score.answered != nil { counts[score.model]?.answered += 1 }
    }

    /// Takes in an event of the rule's type: it answers every score of its subject that is younger
    /// than the horizon and has no answer yet.
    package mutating func answer(_ subject: String, at moment: Instant) -> [Change] {
        guard case .event(_, let within, _) = rule.answer else { return [] }
        return (keys[subject] ?? []).compactMap { key in
            guard var score = open[key], score.answered == nil, moment > score.at,
                moment <= score.at + within
            else { return nil }
            score.answered = moment
            open[key] = score
            counts[score.model]?.answered += 1
            return .followed(score)
        }
    }

    /// Makes labels final whose horizon the source has passed.
    /// - Parameter newest: The newest event of the source, by its own time; nil before the first.
    /// - Returns: What the journal must keep.
    package mutating func settle(newest: Instant?) -> [Change] {
        guard let newest, case .event(_, let within, let positive) = rule.answer else { return [] }
        var changes: [Change] = []
        while first < line.count {
            let key = line[first]
            if let score = open[key] {
                guard score.at + within + patience <= newest else { break }
                changes += close(score, (score.answered != nil) == (positive == .arrives))
            }
            first += 1
        }
        tidy()
        return changes
    }

    /// Labels the scores that an ended run got.
    /// - Parameters:
    ///   - run: The run that ended.
    ///   - isPositive: Nil where its end says nothing: then they are followed no longer.
    ///   - moment: When it ended.
    /// - Returns: What the journal must keep.
    package mutating func end(run: String, isPositive: Bool?, at moment: Instant) -> [Change] {
        guard case .run = rule.answer else { return [] }
        let ended = (keys[run] ?? []).compactMap { open[$0] }
        let changes = ended.flatMap { score in
            var score = score
            // Before it is closed the count must know that it was answered.
            if isPositive != nil, score.answered == nil {
                score.answered = moment
                counts[score.model]?.answered += 1
            }
            return close(score, isPositive)
        }
        while first < line.count, open[line[first]] == nil { first += 1 }
        tidy()
        return changes
    }

    /// Lets go of keys that were dealt with.
    private mutating func tidy() {
        guard first > 1024, first * 2 > line.count else { return }
        line.removeFirst(first)
        first = 0
    }

    private mutating func close(_ score: FollowedScore, _ isPositive: Bool?) -> [Change] {
        open[score.key] = nil
        keys[score.subject]?.removeAll { $0 == score.key }
        if keys[score.subject]?.isEmpty == true { keys[score.subject] = nil }
        counts[score.model]?.awaited -= 1
        if score.answered != nil { counts[score.model]?.answered -= 1 }
        guard var window = windows[score.model], let isPositive else {
            return [.left(key: score.key)]
        }
        let final = FinalScore(
            model: score.model,
            version: score.version,
            sample: LabelledScore(score.score, isPositive: isPositive),
            lag: score.answered.map { $0 - score.at },
            number: window.total
        )
        window.add(final)
        windows[score.model] = window
        return [.left(key: score.key), .final(final, slot: final.number % Int64(LabelWindow.size))]
    }
}

extension OutcomeBook {
    /// Takes back what was journaled; what belongs to another version of a model is left out.
    /// - Returns: What the journal need not keep any longer.
    package mutating func restore(followed: [FollowedScore], finals: [FinalScore]) -> [Change] {
        var changes: [Change] = []
        for score in followed.sorted(by: { ($0.at, $0.key) < ($1.at, $1.key) }) {
            if version(of: score.model) == score.version, open[score.key] == nil {
                enter(score)
            } else {
                changes.append(.left(key: score.key))
            }
        }
        for model in rule.models {
            let own = finals.filter { $0.model == model && $0.version == version(of: model) }
            windows[model]?.restore(own, rule: rule, recorded: cards[model]?.recorded)
        }
        return changes
    }

    /// Judges models that enough labels have come of.
    /// - Returns: Those that were judged.
    package mutating func judge() -> [String] {
        rule.models.filter { model in
            windows[model]?.judgeIfDue(rule: rule, recorded: cards[model]?.recorded) ?? false
        }
    }

    /// What the labels of a model say; nil for one that is not followed.
    package func verdict(of model: String) -> QualityVerdict? { windows[model]?.verdict }

    /// The figures of a followed model; nil for any other.
    package func row(of model: String) -> FeedbackRow? {
        guard let window = windows[model], let version = version(of: model) else { return nil }
        var row = FeedbackRow()
        row.rule = rule.name
        row.model = model
        row.version = version
        row.awaited = counts[model]?.awaited ?? 0
        row.answered = counts[model]?.answered ?? 0
        row.labels = Int(clamping: window.total)
        row.inWindow = window.count
        row.lag = window.lag
        row.finalAfter = rule.within + patience
        row.passedOver = passedOver
        row.isDropped = window.verdict.isDropped
        row.shiftText = window.shiftWords
        row.fill(window.verdict)
        return row
    }
}
