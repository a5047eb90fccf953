internal import Orchestration
internal import Screen

/// The keys and commands, from the registry: what is not there does not exist.
///
/// All of them at a glance, in as many columns as fit; each is an entry that can be run.
struct HelpPane {
    /// A command and where it stands.
    struct Entry: Hashable {
        let verb: Verb
        let column: Int
        let row: Int
    }

    let lines: [TextLine]
    let entries: [Entry]
    /// Cells of a column, its gap included.
    let columnWidth: Int

    /// The groups in as many columns as fit; the next goes where there is least so far, so that no
    /// column runs long.
    init(of registry: Registry, width: Int) {
        let groups =
            Command.Group.allCases.map { Block(of: $0, in: registry) }
            + [Block(typedIn: registry), .states]
        let columns = max(1, min(width >= 150 ? 4 : 3, width / 38))
        columnWidth = width / columns
        var stacks: [[Block.Line]] = Array(repeating: [], count: columns)
        for group in groups {
            let at = stacks.indices.min { stacks[$0].count < stacks[$1].count } ?? 0
            stacks[at] += group.lines + [Block.Line([])]
        }
        let cells = columnWidth - 2
        lines = (0..<(stacks.map(\.count).max() ?? 0)).map { row in
            stacks.reduce(into: TextLine([])) { line, stack in
                let part = stack.indices.contains(row) ? stack[row].text : []
                line = line + part.fitted(to: cells) + [Span("  ")]
            }
        }
        entries = stacks.enumerated().flatMap { column, stack in
            stack.enumerated().compactMap { row, line in
                line.verb.map { Entry(verb: $0, column: column, row: row) }
            }
        }
    }

    /// Where a command stands first.
    subscript(verb: Verb) -> Entry? { entries.first { $0.verb == verb } }

    /// The command in the column beside, nearest in height; nil at the rim.
    func neighbour(of verb: Verb, by step: Int) -> Verb? {
        guard let here = self[verb] else { return nil }
        return entries.filter { $0.column == here.column + step }
            .min { abs($0.row - here.row) < abs($1.row - here.row) }?.verb
    }
}

/// A heading and the commands below it.
private struct Block {
    struct Line {
        let text: TextLine
        var verb: Verb?

        init(_ text: TextLine, _ verb: Verb? = nil) { (self.text, self.verb) = (text, verb) }
    }

    let lines: [Line]

    private init(_ title: String, _ lines: [Line]) {
        self.lines = [Line(TextLine(title, .title, .bold))] + lines
    }

    /// The commands of a group that have keys.
    init(of group: Command.Group, in registry: Registry) {
        self.init(
            group.rawValue.uppercased(),
            registry.commands.filter { $0.group == group && !$0.keys.isEmpty }.map(Self.line)
        )
    }

    /// Commands that have no key or that take an argument.
    init(typedIn registry: Registry) {
        let typed = registry.commands.filter {
            !$0.words.isEmpty && ($0.keys.isEmpty || $0.argument != .none)
        }
        self.init(
            "COMMANDS  :",
            typed.map { command in
                let word = ":\(command.words[0]) \(command.argument.rawValue)"
                return Line(
                    [Span(Text.padded(word, to: 16) + " ", .hintKey), Span(command.title)],
                    command.verb
                )
            }
        )
    }

    static var states: Block {
        let words = StateWord.allCases.map { Span($0.rawValue + " ", $0.role) }
        return Block(
            "STATES, WORST FIRST",
            [0, 6, 11].map {
                Line(TextLine(Array(words.dropFirst($0).prefix($0 == 0 ? 6 : 5))))
            }
        )
    }

    private static func line(_ command: Command) -> Line {
        let keys = command.keys.prefix(
            command.keys.count > 1 && command.keys.prefix(2).map(KeyName.text).joined().count > 6
                ? 1 : 2
        ).map(KeyName.text).joined(separator: " ")
        return Line(
            [
                Span(Text.padded(keys, to: 7) + " ", .hintKey),
                Span(command.title, command.risk.role),
            ],
            command.verb
        )
    }
}

extension Command.Risk {
    /// What a mistake would cost, as it is drawn.
    var role: Role {
        switch self {
        case .none, .low: .text
        case .medium: .warning
        case .high: .failing
        }
    }
}
