package import Screen

/// All commands, and which key means which.
package struct Registry: Sendable {
    package let commands: [Command]
    /// What is wrong with the operator's keymap, and which keys two commands want.
    package internal(set) var problems: [String] = []
    /// The operator's own keys.
    package internal(set) var keymap = Keymap(parsing: "")
    private let byKey: [Key: Verb]
    /// What keys mean in panes of lines, where that is something else.
    private let byKeyInLines: [Key: Verb]
    private let byVerb: [Verb: Command]

    /// The commands with an operator's own keys; a verb mapped to no keys is unbound.
    package init(rebinding keys: [Verb: [Key]] = [:]) {
        commands = Registry.shipped.map { command in
            keys[command.verb].map { command.bound(to: $0) } ?? command
        }
        // What the operator bound comes before what was shipped.
        let all = commands.filter { keys[$0.verb] != nil } + commands
        byKey = Self.byKey(all.filter { $0.scope != .lines })
        byKeyInLines = Self.byKey(all.filter { $0.scope == .lines })
        byVerb = Dictionary(commands.map { ($0.verb, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func byKey(_ commands: [Command]) -> [Key: Verb] {
        var byKey: [Key: Verb] = [:]
        for command in commands {
            for key in command.keys where byKey[key] == nil { byKey[key] = command.verb }
        }
        return byKey
    }

    /// What a key means; nil when nothing is bound to it.
    ///
    /// A pane of lines has nothing to act on: there `n`, `N` and `m` are those of a pager.
    package func verb(for key: Key, inLines: Bool = false) -> Verb? {
        inLines
            ? byKeyInLines[key] ?? byKey[key] : byKey[key] ?? byKeyInLines[key]
    }

    /// The command of a verb.
    package subscript(verb: Verb) -> Command? { byVerb[verb] }

    /// Keys that two commands ask for: what the operator bound gets them, else the first in the
    /// table.
    package var conflicts: [Key] {
        [true, false].flatMap { inLines in
            var seen: Set<Key> = []
            return commands.filter { ($0.scope == .lines) == inLines }.flatMap(\.keys)
                .filter { !seen.insert($0).inserted }
        }
    }
}

extension Command {
    /// The same command on other keys.
    fileprivate func bound(to keys: [Key]) -> Command {
        Command(
            verb,
            title,
            hint: hint,
            keys: keys,
            risk: risk,
            scope: scope,
            group: group,
            words: words,
            argument: argument,
            inverse: inverse,
            commandLine: commandLine
        )
    }
}
