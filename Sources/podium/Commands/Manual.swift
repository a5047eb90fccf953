internal import ArgumentParser
internal import Console
internal import Foundation

/// `podium man`.
struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "man",
        abstract: "Print the manual page, made from the commands and the console's registry.",
        discussion: "podium man | man -l -"
    )

    func run() throws { print(ManualPage(commands: Podium.self, Registry()).roff) }
}

/// A manual page in roff: commands from the parser's own description, keys from the registry.
struct ManualPage {
    private let tool: Tool
    private let registry: Registry

    /// What the parser tells about a command, as far as a page needs it.
    private struct Tool: Decodable {
        let command: Entry

        struct Entry: Decodable {
            let commandName: String
            let abstract: String?
            let discussion: String?
            let subcommands: [Entry]?
            let arguments: [Argument]?
        }

        struct Argument: Decodable {
            let kind: String
            let valueName: String?
            let names: [Name]?
            let abstract: String?
            let defaultValue: String?
            let isOptional: Bool
            let shouldDisplay: Bool

            struct Name: Decodable {
                let kind: String
                let name: String
            }
        }
    }

    init(commands: any ParsableCommand.Type, _ registry: Registry) {
        let text = Data(commands._dumpHelp().utf8)
        let empty = Tool.Entry(
            commandName: "podium",
            abstract: nil,
            discussion: nil,
            subcommands: nil,
            arguments: nil
        )
        tool = (try? JSONDecoder().decode(Tool.self, from: text)) ?? Tool(command: empty)
        self.registry = registry
    }

    /// The page.
    var roff: String {
        let root = tool.command
        var lines = [
            ".TH PODIUM 1 \"\" \"podium \(Version.text)\" \"User Commands\"", ".SH NAME",
            "podium \\- \(Self.escaped(root.abstract ?? ""))", ".SH SYNOPSIS", ".B podium",
            "COMMAND [ARGUMENTS]", ".SH DESCRIPTION", Self.escaped(root.discussion ?? ""),
            ".SH COMMANDS",
        ]
        for command in root.subcommands ?? [] { lines += section(command, "podium") }
        lines += [".SH KEYS", "In the console; they can be bound anew."]
        for group in Command.Group.allCases { lines += keys(of: group) }
        return (lines + words + exits).joined(separator: "\n")
    }

    private func section(_ command: Tool.Entry, _ above: String) -> [String] {
        let name = "\(above) \(command.commandName)"
        var lines = [".SS \(Self.escaped(name))", Self.escaped(command.abstract ?? "")]
        if let more = command.discussion, !more.isEmpty { lines += [".PP", Self.escaped(more)] }
        for argument in command.arguments ?? [] where argument.shouldDisplay {
            lines += [".TP", ".B \(Self.escaped(Self.usage(argument)))"]
            lines.append(Self.escaped(Self.meaning(argument)))
        }
        return lines + (command.subcommands ?? []).flatMap { section($0, name) }
    }

    private static func usage(_ argument: Tool.Argument) -> String {
        let value = (argument.valueName ?? "value").uppercased()
        let names = (argument.names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }
        switch argument.kind {
        case "positional": return argument.isOptional ? "[\(value)]" : value
        case "option": return names.joined(separator: ", ") + " \(value)"
        default: return names.joined(separator: ", ")
        }
    }

    private static func meaning(_ argument: Tool.Argument) -> String {
        let said = argument.abstract ?? ""
        guard let standard = argument.defaultValue, !standard.isEmpty else { return said }
        // Defaults with the home folder of whoever made the page would be wrong for others.
        guard !standard.hasPrefix("/"), !standard.hasPrefix(".") else { return said }
        return "\(said) (\(standard))"
    }

    private func keys(of group: Command.Group) -> [String] {
        let bound = registry.commands.filter { $0.group == group && !$0.keys.isEmpty }
        guard !bound.isEmpty else { return [] }
        return [".SS \(group.rawValue)"]
            + bound.flatMap { command in
                let keys = command.keys.map(KeyName.text).joined(separator: ", ")
                let risk = command.risk == .none ? "" : " (\(command.risk.rawValue) risk)"
                return [
                    ".TP", ".B \(Self.escaped(keys))", Self.escaped(command.title + risk),
                ]
            }
    }

    private var words: [String] {
        [".SH WORDS", "Behind : in the console."]
            + registry.commands.filter { !$0.words.isEmpty }.flatMap { command in
                let words = command.words.map { ":" + $0 }.joined(separator: ", ")
                return [
                    ".TP", ".B \(Self.escaped("\(words) \(command.argument.rawValue)"))",
                    Self.escaped(command.title),
                ]
            }
    }

    private var exits: [String] {
        [
            ".SH EXIT STATUS", ".TP", ".B 0", "done", ".TP", ".B 1", "failed", ".TP", ".B 2",
            "usage", ".TP", ".B 3", "try again later",
        ]
    }

    /// Text that roff takes for text: no line begins a request, no backslash an escape.
    static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: true).map { line in
            let plain = line.replacingOccurrences(of: "\\", with: "\\e")
                .replacingOccurrences(of: "-", with: "\\-")
            return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
        }.joined(separator: "\n")
    }
}
