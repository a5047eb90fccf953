internal import Orchestration
internal import Screen

/// What operators bring in: starts by hand, dead letters once more, decisions on proposals.
extension Console {
    /// The workflow that is selected, or that of the selected run.
    var workflowHere: WorkflowRow? {
        switch selected {
        case .workflow(let name): workflow(name)
        case .run, .step: selected.flatMap { run(behind: $0) }.flatMap { workflow($0.workflow) }
        case .model, .target, .alert, .source, .audit, .deadLetter, .silence, .proposal, .context,
            .anywhere, .occurrence, .command, nil:
            nil
        }
    }

    /// Starts a workflow, with the input of the run that is open.
    mutating func start() -> [Effect] {
        guard let row = workflowHere else { return [] }
        let known = detail.flatMap { detail in
            selected.flatMap { run(behind: $0) }?.id == detail.row.id ? detail.input : nil
        }
        let isLong = (known?.count ?? 0) >= Blank.limit
        if isLong { say("the run's input is too long for a line; podium start --input FILE") }
        return ask(
            .start,
            title: known == nil ? "Start \(row.name)" : "Start \(row.name), like this run",
            button: "Start",
            seen: [.workflow(row.name)],
            choices: [
                .init(
                    "start",
                    [.start(workflow: row.name, input: "{}", id: nil)],
                    blanks: [
                        Blank(
                            .object,
                            "input",
                            initial: isLong
                                ? "{}" : known.flatMap { $0.isEmpty ? nil : $0 } ?? "{}",
                            hint: #"a JSON object, seen as event: {"customer": "c1"}"#
                        ),
                        Blank(
                            .word,
                            "id",
                            hint: "the same id again starts nothing; may stay empty"
                        ),
                    ]
                )
            ]
        )
    }

    // MARK: Dead letters

    /// The marked or selected dead letters; nil where it is something else.
    var letterSubjects: [Int64]? {
        let numbers = subjects.compactMap { id -> Int64? in
            guard case .deadLetter(let number) = id else { return nil }
            return number
        }
        return numbers.isEmpty ? nil : numbers
    }

    /// Takes dead letters in again.
    mutating func replay(_ letters: [Int64]) -> [Effect] {
        ask(
            .retry,
            title: letters.count == 1
                ? "Take dead letter \(letters[0]) in again"
                : "Take \(letters.count) events in again",
            button: "Take in",
            seen: letters.map { .deadLetter($0) },
            choices: [.init("replay", letters.map { .replay(letter: $0) })]
        )
    }

    // MARK: Proposals

    /// The marked or selected proposals.
    var proposalSubjects: [RetrainProposal] {
        let wanted = Set(subjects)
        return snapshot?.proposals.filter { wanted.contains(.proposal($0.id)) } ?? []
    }

    /// Trains models anew, or does not.
    mutating func decide(_ proposals: [RetrainProposal]) -> [Effect] {
        let open = proposals.filter(\.isOpen)
        guard let first = open.first else {
            say("it is decided: \(proposals.first?.words ?? "")", .refused)
            return []
        }
        let name = open.count == 1 ? first.model : "\(open.count) models"
        return ask(
            .answer,
            title: "Train \(name) anew",
            button: "Decide",
            seen: open.map { .proposal($0.id) },
            choices: [
                .init(
                    open.count == 1 ? "approve: start \(first.workflow)" : "approve",
                    open.map { .approveRetrain(proposal: $0.id) }
                ),
                .init("decline", open.map { .declineRetrain(proposal: $0.id) }),
            ]
        )
    }
}
