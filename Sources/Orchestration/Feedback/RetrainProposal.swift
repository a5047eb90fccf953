/// A model that should be trained anew, with the evidence, for an operator to decide.
///
/// ```
///  open ──approved──▶ its workflow runs
///    ├──declined──▶ not proposed again before the figures were good in between
///    └──the figures are good again──▶ withdrawn
/// ```
package struct RetrainProposal: Hashable, Sendable, Codable {
    package enum Phase: Hashable, Sendable, Codable {
        case open
        case approved(by: String, reason: String, run: String)
        case declined(by: String, reason: String)
        case withdrawn(why: String)
    }

    /// Unique: `rule/model` and when it was made, in milliseconds.
    package let id: String
    package let rule: String
    package let model: String
    package let version: String
    /// What an approval starts.
    package let workflow: String
    package let at: Instant
    /// What speaks for it, one sentence each.
    package let evidence: [String]
    package var phase = Phase.open
    /// When it got its phase.
    package var changed: Instant

    package init(_ rule: OutcomeRule, _ row: FeedbackRow, workflow: String, at now: Instant) {
        id = "\(rule.name)/\(row.model)/\(now.milliseconds)"
        self.rule = rule.name
        model = row.model
        version = row.version
        self.workflow = workflow
        at = now
        changed = now
        evidence = [
            "Ranking: \(row.rankText).", "Calibration: \(row.calibrationText).",
            "Labels: \(row.labelText).",
        ]
    }

    package var isOpen: Bool { phase == .open }

    /// The phase in words.
    package var words: String {
        switch phase {
        case .open: "open"
        case .approved(let by, let reason, let run): "approved by \(by), run \(run)".because(reason)
        case .declined(let by, let reason): "declined by \(by)".because(reason)
        case .withdrawn(let why): "withdrawn: \(why)"
        }
    }

    /// What the workflow is started with.
    package var input: Value {
        [
            "proposal": .string(id), "model": .string(model), "version": .string(version),
            "rule": .string(rule), "evidence": .list(evidence.map(Value.string)),
        ]
    }
}

/// Every proposal that is open, and the newest of those that are not.
package struct ProposalBook: Hashable, Sendable {
    private var proposals: [String: RetrainProposal] = [:]
    /// Closed proposals that are kept.
    static let closedMax = 100

    package init(_ stored: [RetrainProposal] = []) {
        for proposal in stored { proposals[proposal.id] = proposal }
    }

    /// Open ones first, then the newest.
    package var all: [RetrainProposal] {
        proposals.values.sorted {
            $0.isOpen != $1.isOpen ? $0.isOpen : ($1.at, $1.id) < ($0.at, $0.id)
        }
    }

    package subscript(id: String) -> RetrainProposal? { proposals[id] }

    /// Takes a fresh judgement of a model in.
    /// - Returns: The proposal that changed, and those the journal need not keep; nothing otherwise.
    package mutating func judge(
        _ verdict: QualityVerdict,
        _ row: FeedbackRow,
        _ rule: OutcomeRule,
        at now: Instant
    ) -> RetrainProposal? {
        let newest = all.filter { $0.rule == rule.name && $0.model == row.model }
            .max { ($0.at, $0.id) < ($1.at, $1.id) }
        switch verdict {
        case .notEnoughData: return nil
        case .steady:
            guard var newest, newest.version == row.version else { return nil }
            switch newest.phase {
            // Said no to, and good since: a new drop is a new question.
            case .open, .declined: newest.phase = .withdrawn(why: "good again, \(row.rankText)")
            case .approved, .withdrawn: return nil
            }
            return keep(newest, at: now)
        case .dropped:
            guard let workflow = rule.retrain else { return nil }
            if let newest, newest.version == row.version, !newest.isWithdrawn { return nil }
            return keep(RetrainProposal(rule, row, workflow: workflow, at: now), at: now)
        }
    }

    /// Closes an open proposal.
    /// - Throws: Why it cannot be.
    package mutating func close(
        _ id: String,
        _ phase: RetrainProposal.Phase,
        at now: Instant
    ) throws(ProposalRefusal) -> RetrainProposal {
        guard var proposal = proposals[id] else { throw .unknown(id) }
        guard proposal.isOpen else { throw .closed(id, proposal.words) }
        proposal.phase = phase
        return keep(proposal, at: now)
    }

    private mutating func keep(_ proposal: RetrainProposal, at now: Instant) -> RetrainProposal {
        var proposal = proposal
        proposal.changed = now
        proposals[proposal.id] = proposal
        return proposal
    }

    /// Forgets the oldest closed ones.
    /// - Returns: The ids of those that were forgotten.
    package mutating func tidy() -> [String] {
        let gone = all.filter { !$0.isOpen }.dropFirst(Self.closedMax).map(\.id)
        for id in gone { proposals[id] = nil }
        return gone
    }
}

extension RetrainProposal {
    fileprivate var isWithdrawn: Bool {
        if case .withdrawn = phase { true } else { false }
    }
}

/// Why a proposal cannot be decided.
package enum ProposalRefusal: Error, Hashable, Sendable {
    case unknown(String)
    case closed(String, String)

    /// What · why · next.
    package var explanation: String {
        switch self {
        case .unknown(let id): "There is no proposal `\(id)`. `podium feedback` lists them."
        case .closed(let id, let words): "`\(id)` is decided: \(words)."
        }
    }
}
