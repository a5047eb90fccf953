internal import Journal
internal import Orchestration

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
