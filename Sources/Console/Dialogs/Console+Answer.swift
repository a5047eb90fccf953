internal import Orchestration
internal import Screen

/// Answering what runs ask: approvals and signals.
extension Console {
    /// Says yes or no to the steps that ask, of one run or of all that are marked.
    mutating func answer() -> [Effect] {
        if !proposalSubjects.isEmpty { return decide(proposalSubjects) }
        let runs = openSubjects
        guard let first = runs.first else {
            say("the run has ended; it asks nothing", .refused)
            return []
        }
        let asking = runs.count == 1 ? questions(of: first.id, isApproval: true) : [nil]
        guard !asking.isEmpty else {
            say("no step of this run asks for an approval", .refused)
            return []
        }
        return ask(
            .answer,
            title: "Answer \(Self.title(of: runs))",
            button: "Answer",
            seen: runs.map { .run($0.id) },
            choices: asking.flatMap { answers($0, runs) }
        )
    }

    /// Yes and no to one question; nil is the only one a run has.
    private func answers(_ step: StepDetail?, _ runs: [RunRow]) -> [Confirmation.Choice] {
        let name = step?.sketch.name
        let words = name.map { " \($0)" } ?? ""
        let until = step?.due.map { ", asked until \(Figures.shortClock($0))Z" } ?? ""
        let blanks = [Blank(.data, "data", hint: "JSON for the steps after it, or nothing")]
        return [
            .init(
                "approve\(words)\(until)",
                runs.map { .act($0.id, .approve(step: name, data: nil)) },
                blanks: blanks
            ),
            .init(
                "reject\(words)",
                runs.map { .act($0.id, .reject(step: name, data: nil)) },
                blanks: blanks
            ),
        ]
    }

    /// Sends a signal that steps wait for.
    mutating func signal() -> [Effect] {
        guard let run = openSubjects.first, openSubjects.count == 1 else {
            say("a signal goes to one run; choose one that is open", .refused)
            return []
        }
        let names = questions(of: run.id, isApproval: false).compactMap { step -> String? in
            guard case .signal(let name)? = step?.question else { return nil }
            return name
        }.uniqued()
        guard !names.isEmpty else {
            let isSeen = detail?.row.id == run.id
            say(
                isSeen
                    ? "no step of this run waits for a signal"
                    : "open the run with enter first: it tells which signals it waits for",
                .refused
            )
            return []
        }
        return ask(
            .signal,
            title: "Signal to \(Self.title(of: [run]))",
            button: "Send",
            seen: [.run(run.id)],
            choices: names.map { name in
                .init(
                    "signal \(name)",
                    [.act(run.id, .signal(name: name, data: nil))],
                    blanks: [Blank(.data, "data", hint: "JSON that comes with it, or nothing")]
                )
            }
        )
    }

    /// What a run asks now.
    ///
    /// Of a run that is not open on the screen only its reason is known: then there may be one
    /// approval, which the engine finds.
    private func questions(of run: RunID, isApproval: Bool) -> [StepDetail?] {
        guard detail?.row.id == run, let detail else {
            let asks = self.run(behind: .run(run))?.reason.hasPrefix("waits for approval") ?? false
            return isApproval && asks ? [nil] : []
        }
        let asking = detail.steps.filter { step in
            switch step.question {
            case .approval: isApproval
            case .signal: !isApproval
            case nil: false
            }
        }
        guard isApproval, let selected = selectedStep, asking.contains(selected) else {
            return asking
        }
        return [selected] + asking.filter { $0 != selected }
    }

    /// The marked or selected runs that have not ended.
    var openSubjects: [RunRow] {
        runSubjects.compactMap { run(behind: $0) }.filter { $0.closed == nil }
    }
}
