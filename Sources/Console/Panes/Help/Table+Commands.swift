internal import Orchestration
internal import Screen

extension Table where Row == Command {
    /// The commands, a row each: what a search in the help shows.
    static var commands: Table {
        Table(
            columns: [
                .words("word", "KEYS", 12, 0, role: .hintKey) { $0.keyNames },
                .words("object", "COMMAND", 20, 2, role: .hintKey) { $0.typed },
                Column(
                    id: "text",
                    title: "WHAT IT DOES",
                    width: 26,
                    priority: 0,
                    content: { row, _ in .text(row.title, row.risk.role) },
                    order: { .text($0.title) }
                ),
                .words("group", "GROUP", 16, 6, role: .muted) { $0.group.rawValue.lowercased() },
                .words("risk", "RISK", 6, 4, role: .muted) { $0.risk.rawValue },
                .words("cli", "COMMAND LINE", 28, 5, grows: 1, role: .muted) { $0.commandLine },
            ],
            identity: { .command($0.verb) },
            precedes: nil,
            ordering: "as they belong together"
        )
    }
}

extension Command {
    /// All its keys.
    fileprivate var keyNames: String { keys.map(KeyName.text).joined(separator: " ") }

    /// What is typed for it behind `:`, with what may follow.
    fileprivate var typed: String {
        words.map { ":" + $0 }.joined(separator: " ")
            + (words.isEmpty || argument == .none ? "" : " \(argument.rawValue)")
    }
}
