internal import Orchestration
internal import Screen

/// What is done to the inside of a run by hand.
extension Console {
    /// Gives the selected step its result.
    mutating func complete() -> [Effect] {
        guard case .step(let run, _)? = selected, let step = selectedStep else { return [] }
        let name = step.sketch.name
        return ask(
            .complete,
            title: "Complete \(name) of \(run.text) by hand",
            button: "Complete",
            seen: [.run(run)],
            choices: [
                .init(
                    "complete \(name)",
                    [.act(run, .complete(step: name, output: "null"))],
                    blanks: [Blank(.json, "output", hint: "its result as JSON, for example 0.7")]
                )
            ]
        )
    }

    /// Lets runs go before others, or after them.
    mutating func prioritize() -> [Effect] {
        let runs = openSubjects
        guard !runs.isEmpty else {
            say("the run has ended; nothing of it waits", .refused)
            return []
        }
        let known = detail.flatMap { $0.row.id == runs.first?.id ? $0.priority : nil }
        return ask(
            .prioritize,
            title: "Priority of \(Self.title(of: runs))",
            button: "Set",
            seen: runs.map { .run($0.id) },
            choices: [
                .init(
                    "priority",
                    runs.map { .act($0.id, .prioritize(0)) },
                    blanks: [
                        Blank(
                            .priority,
                            "priority",
                            initial: known.map(String.init) ?? "",
                            hint: "-100 to 100; 0 is usual, greater goes first"
                        )
                    ]
                )
            ]
        )
    }

    /// Ends runs at once, after the operator has typed the workflow's name.
    mutating func terminate() -> [Effect] {
        let runs = openSubjects
        guard let first = runs.first else { return [] }
        let isOne = runs.allSatisfy { $0.workflow == first.workflow }
        return ask(
            .terminate,
            title: "Terminate \(Self.title(of: runs))",
            button: runs.count == 1 ? "Terminate" : "Terminate \(runs.count) runs",
            seen: runs.map { .run($0.id) },
            choices: [.init("terminate", runs.map { .act($0.id, .terminate) })],
            expected: isOne ? first.workflow : "terminate \(runs.count) runs"
        )
    }
}
