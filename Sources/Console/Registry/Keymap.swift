internal import Orchestration
package import Screen

/// The operator's own keys, read from a file.
///
/// ```
/// # One command a line; nothing behind the sign unbinds it.
/// act.pause  = P, F5
/// act.cancel =
/// ```
package struct Keymap: Hashable, Sendable {
    package private(set) var bindings: [Verb: [Key]] = [:]
    /// As it was written, with its comments.
    package let source: String
    /// What could not be used, each with its line.
    package private(set) var problems: [String] = []

    /// A longer file is not a keymap.
    package static let bytesMax = 65_536

    /// Reads a keymap; what is wrong in it is left out and told.
    package init(parsing text: String) {
        guard text.utf8.count <= Self.bytesMax else {
            source = ""
            problems = ["the keymap is longer than \(Self.bytesMax) bytes and was not read"]
            return
        }
        source = text
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in lines.enumerated() {
            take(String(line.prefix { $0 != "#" }).trimmingBlanks, line: number + 1)
        }
    }

    /// The same file with one command's line written anew; nil as line leaves the command as shipped.
    package func replacing(_ verb: Verb, by line: String?) -> Keymap {
        var lines = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map(String.init)
        while lines.last?.isBlank == true { lines.removeLast() }
        let places = lines.indices.filter { Self.verb(of: lines[$0]) == verb }
        // The first of them is where the operator looks for it; the last one counted so far.
        if let line {
            if let first = places.first { lines[first] = line } else { lines.append(line) }
        }
        for place in places.reversed() where line == nil || place != places.first {
            lines.remove(at: place)
        }
        return Keymap(parsing: lines.map { $0 + "\n" }.joined())
    }

    private static func verb(of line: String) -> Verb? {
        let bare = line.prefix { $0 != "#" }
        guard let sign = bare.firstIndex(of: "=") else { return nil }
        return Verb(rawValue: String(bare[..<sign]).trimmingBlanks)
    }

    private mutating func take(_ line: String, line number: Int) {
        guard !line.isEmpty else { return }
        guard let sign = line.firstIndex(of: "=") else {
            problems.append("line \(number): there is no = in it; write act.pause = P")
            return
        }
        let name = String(line[..<sign]).trimmingBlanks
        guard let verb = Verb(rawValue: name) else {
            let near = Suggestion.nearest(to: name, among: Verb.allCases.map(\.rawValue))
            let hint = near.map { "; did you mean \($0)?" } ?? "; :keys lists all"
            problems.append("line \(number): no command is called \(name)\(hint)")
            return
        }
        bindings[verb] = keys(String(line[line.index(after: sign)...]), number)
    }

    private mutating func keys(_ text: String, _ number: Int) -> [Key] {
        let names = text.split(separator: ",").map { String($0).trimmingBlanks }
        return names.filter { !$0.isEmpty }.compactMap { name in
            if let key = KeyName.key(named: name) { return key }
            problems.append("line \(number): there is no key \(name); write p, ctrl-p, F5, pgup")
            return nil
        }
    }
}

extension Registry {
    /// The commands with the keys of a keymap; conflicts are told beside what could not be read.
    package init(_ keymap: Keymap) {
        self.init(rebinding: keymap.bindings)
        self.keymap = keymap
        problems = keymap.problems + conflicts.map(conflict)
    }

    /// What is wrong with one command's keys: other commands want them too.
    func conflicts(of verb: Verb) -> [String] {
        let keys = self[verb]?.keys ?? []
        return conflicts.filter(keys.contains).map(conflict)
    }

    /// Who wants a key, and who has it.
    private func conflict(over key: Key) -> String {
        let wanting = commands.filter { $0.keys.contains(key) }.map(\.verb.rawValue)
        let names = wanting.joined(separator: " and ")
        let owner = verb(for: key)?.rawValue ?? "nobody"
        return "\(KeyName.text(key)) is wanted by \(names); \(owner) has it"
    }
}
