internal import Orchestration
internal import Screen

/// The keys and commands, from the registry: what is not there does not exist.
enum HelpPane {
    /// The commands that a filter lets through, a line each: keys, words, what they do, their twin.
    static func lines(of registry: Registry, matching filter: String, width: Int) -> [TextLine] {
        let wanted = (try? Filter(parsing: filter)) ?? .all
        let found = registry.commands.filter { wanted.matches(entry($0)) }
        guard !found.isEmpty else {
            return [TextLine("no command matches \(filter); esc clears it", .muted)]
        }
        return found.map { command in
            let entry = entry(command)
            let twin = width >= 90 && !command.commandLine.isEmpty ? command.commandLine : ""
            return [
                Span(Text.padded(Text.clipped(entry.word, to: 14), to: 15), .hintKey),
                Span(Text.padded(Text.clipped(entry.object, to: 22), to: 23), .hintKey),
                Span(Text.padded(command.title, to: 33), role(of: command)), Span(twin, .muted),
            ]
        }
    }

    /// A command as filters see it: `word` is its keys, `object` what is typed behind `:`.
    private static func entry(_ command: Command) -> ReadLine {
        ReadLine(
            at: .epoch,
            word: command.keys.map(KeyName.text).joined(separator: " "),
            object: command.words.map { ":" + $0 }.joined(separator: " "),
            text: "\(command.title) \(command.commandLine)"
        )
    }

    /// The groups in as many columns as fit.
    static func lines(of registry: Registry, width: Int) -> [TextLine] {
        let groups = Command.Group.allCases.map { block($0, registry) } + [words(registry), states]
        let columns = max(1, min(3, width / 38))
        let cell = width / columns
        // The next group goes where there is least so far, so that no column runs long.
        var stacks: [[TextLine]] = Array(repeating: [], count: columns)
        for group in groups {
            let at = stacks.indices.min { stacks[$0].count < stacks[$1].count } ?? 0
            stacks[at] += group + [[]]
        }
        let height = stacks.map(\.count).max() ?? 0
        return (0..<height).map { row in
            stacks.enumerated().reduce(into: TextLine([])) { line, stack in
                let part = stack.element.indices.contains(row) ? stack.element[row] : []
                line = line + part.fitted(to: cell - 2) + [Span("  ")]
            }
        }
    }

    private static func block(_ group: Command.Group, _ registry: Registry) -> [TextLine] {
        [TextLine(group.rawValue.uppercased(), .title, .bold)]
            + registry.commands.filter { $0.group == group && !$0.keys.isEmpty }.map(line)
    }

    private static func line(_ command: Command) -> TextLine {
        let keys = command.keys.prefix(
            command.keys.count > 1 && command.keys.prefix(2).map(KeyName.text).joined().count > 6
                ? 1 : 2
        ).map(KeyName.text).joined(separator: " ")
        return [
            Span(Text.padded(keys, to: 7) + " ", .hintKey), Span(command.title, role(of: command)),
        ]
    }

    private static func role(of command: Command) -> Role {
        switch command.risk {
        case .none, .low: .text
        case .medium: .warning
        case .high: .failing
        }
    }

    private static func words(_ registry: Registry) -> [TextLine] {
        [TextLine("COMMANDS  :", .title, .bold)]
            + registry.commands.filter(isTyped).map {
                command in
                let word = ":\(command.words[0]) \(command.argument.rawValue)"
                return [Span(Text.padded(word, to: 16) + " ", .hintKey), Span(command.title)]
            }
    }

    /// Commands that have no key or that take an argument.
    private static func isTyped(_ command: Command) -> Bool {
        !command.words.isEmpty && (command.keys.isEmpty || command.argument != .none)
    }

    private static var states: [TextLine] {
        let words = StateWord.allCases.map { Span($0.rawValue + " ", $0.role) }
        return [TextLine("STATES, WORST FIRST", .title, .bold)]
            + [0, 6, 11].map { TextLine(Array(words.dropFirst($0).prefix($0 == 0 ? 6 : 5))) }
    }
}
