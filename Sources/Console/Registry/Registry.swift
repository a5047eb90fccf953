package import Screen

/// All commands, and which key means which.
package struct Registry: Sendable {
    package let commands: [Command]
    /// What is wrong with the operator's keymap, and which keys two commands want.
    package internal(set) var problems: [String] = []
    private let byKey: [Key: Verb]
    private let byVerb: [Verb: Command]

    /// The commands with an operator's own keys; a verb mapped to no keys is unbound.
    package init(rebinding keys: [Verb: [Key]] = [:]) {
        commands = Registry.shipped.map { command in
            keys[command.verb].map { command.bound(to: $0) } ?? command
        }
        var byKey: [Key: Verb] = [:]
        // What the operator bound comes before what was shipped.
        for command in commands.filter({ keys[$0.verb] != nil }) + commands {
            for key in command.keys where byKey[key] == nil { byKey[key] = command.verb }
        }
        self.byKey = byKey
        byVerb = Dictionary(commands.map { ($0.verb, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What a key means; nil when nothing is bound to it.
    package func verb(for key: Key) -> Verb? { byKey[key] }

    /// The command of a verb.
    package subscript(verb: Verb) -> Command? { byVerb[verb] }

    /// Keys that two commands ask for: what the operator bound gets them, else the first in the
    /// table.
    package var conflicts: [Key] {
        var seen: Set<Key> = []
        return commands.flatMap(\.keys).filter { !seen.insert($0).inserted }
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
