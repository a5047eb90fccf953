internal import Orchestration

/// What a model's judge has said, and what is being asked of it.
struct JudgeBook: Sendable {
    /// Answers of one model that may be with its judge at once: a slow judge must not fill memory.
    static let underWayMax = 4

    let rule: JudgeRule
    var monitor = JudgeMonitor()
    /// Whether the reference has been written down.
    var isReferenceKept = false
    private(set) var underWay = 0
    private var unanswered = 0
    private var passedOver = 0

    init(_ rule: JudgeRule) { self.rule = rule }

    /// Whether one more answer may be judged now; one that may not is passed over.
    mutating func begin(where isOpen: Bool) -> Bool {
        guard isOpen, underWay < Self.underWayMax else {
            passedOver += 1
            return false
        }
        underWay += 1
        return true
    }

    /// Takes in what came of it.
    /// - Returns: What is to be written down; nil where the judge said nothing.
    mutating func end(_ finding: Finding) -> JudgeMonitor.Entry? {
        underWay -= 1
        switch finding {
        case .scored(let judgement): return monitor.add(judgement.score)
        case .bad: return monitor.add(nil)
        case .unanswered:
            unanswered += 1
            return nil
        }
    }

    /// What is shown, with how far ratings of the model's answers agree.
    func row(of model: String, _ agreements: AgreementBook) -> JudgeRow {
        var row = JudgeRow()
        (row.route, row.version, row.share) = (rule.route, rule.version, rule.share)
        (row.mean, row.scores, row.bad) = (monitor.mean, monitor.scores, monitor.bad)
        (row.unanswered, row.passedOver) = (unanswered, passedOver)
        let earlier = agreements.versions(of: model).filter { $0 != rule.version }
        row.agreements = ([rule.version] + earlier).map {
            AgreementRow(agreements.agreement(of: model, version: $0), version: $0)
        }
        return row
    }
}
