extension Filter {
    /// The conditions that must all hold, each as text, for the chips of a list.
    ///
    /// Joined by blanks they parse to a filter that matches the same rows.
    package var clauses: [String] {
        switch root {
        case nil: []
        case .all(let nodes): nodes.map { $0.text(within: .all) }
        case .some(let node): [node.text(within: .nothing)]
        }
    }

    /// The fields it mentions, each once, in the order they are written.
    package var fields: [String] { root?.fields ?? [] }

    /// What is wrong with the fields it mentions, for a list that has the fields `known` and those
    /// that begin with `prefix`.
    package func problems(knowing known: [String], or prefix: String? = nil) -> [FilterError] {
        let strange = fields.filter { field in
            !known.contains(field) && !(prefix.map(field.hasPrefix) ?? false)
        }
        return strange.map { field in
            let near = Suggestion.nearest(to: field, among: known)
            let hint = near.map { "; did you mean '\($0)'?" } ?? ""
            let place = source.utf8.offset(of: field.utf8) ?? 0
            return FilterError("unknown field '\(field)'\(hint)", at: place)
        }
    }

    /// What the text that is being typed may become: the last word completed to a field's name.
    ///
    /// - Parameters:
    ///   - text: The filter up to the cursor.
    ///   - known: The fields of the list.
    /// - Returns: Whole texts that end with `=`, in the order of `known`.
    package static func completions(of text: String, knowing known: [String]) -> [String] {
        let start = text.lastIndex { " (!-\t".contains($0) }.map(text.index(after:))
        let word = text[(start ?? text.startIndex)...]
        let head = text[..<(start ?? text.startIndex)]
        let needle = word.lowercased()
        return known.filter { $0.lowercased().hasPrefix(needle) }.map { "\(head)\($0)=" }
    }
}

extension Filter.Node {
    /// What a node stands in, which decides whether it needs parentheses.
    enum Surroundings { case nothing, all, any, not }

    /// The node as it is typed.
    func text(within surroundings: Surroundings) -> String {
        switch self {
        case .all(let nodes):
            let text = nodes.map { $0.text(within: .all) }.joined(separator: " ")
            return surroundings == .not || surroundings == .all ? "(\(text))" : text
        case .any(let nodes):
            let text = nodes.map { $0.text(within: .any) }.joined(separator: " or ")
            return surroundings == .nothing ? text : "(\(text))"
        case .not(.clause(.isOne(let field, let operands))):
            return "\(field)!=\(operands.map(\.quoted).joined(separator: ","))"
        case .not(let node): return "!\(node.text(within: .not))"
        case .clause(let clause): return clause.text
        }
    }

    /// The fields it mentions, each once.
    fileprivate var fields: [String] {
        switch self {
        case .all(let nodes), .any(let nodes):
            nodes.flatMap(\.fields).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        case .not(let node): node.fields
        case .clause(.isOne(let field, _)), .clause(.compares(let field, _, _)): [field]
        case .clause: []
        }
    }
}

extension Filter.Clause {
    /// The condition as it is typed.
    var text: String {
        switch self {
        case .text(let needle):
            ["and", "or", "AND", "OR"].contains(needle.text)
                ? "\"\(needle.text)\"" : Filter.Operand(text: needle.text).quoted
        case .fuzzy(let needle): "~\(Filter.Operand(text: needle.text).quoted)"
        case .pattern(let pattern): "/\(pattern.source.escapingSlashes)/"
        case .isOne(let field, let operands):
            "\(field)=\(operands.map(\.quoted).joined(separator: ","))"
        case .compares(let field, let comparison, let operand):
            "\(field)\(comparison.rawValue)\(operand.quoted)"
        }
    }
}

extension Filter.Operand {
    /// The operand as it is typed: in quotation marks when it would else be cut or misread.
    var quoted: String {
        let isPlain =
            !text.isEmpty && !text.contains { $0.isWhitespace || "()\"',=<>!".contains($0) }
            && !"~/-".contains(text.prefix(1))
        guard !isPlain else { return text }
        // A quotation has no escapes, so what has both marks is made of several.
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.map { "\"\($0)\"" }.joined(separator: "'\"'")
    }
}

extension String {
    /// The text with a backslash before each slash that has none.
    fileprivate var escapingSlashes: String {
        var result = ""
        var isEscaped = false
        for letter in self {
            if letter == "/", !isEscaped { result.append("\\") }
            result.append(letter)
            isEscaped = letter == "\\" && !isEscaped
        }
        return result
    }
}

extension String.UTF8View {
    /// The offset of the first occurrence of `run`.
    fileprivate func offset(of run: String.UTF8View) -> Int? {
        indices.first { self[$0...].starts(with: run) }.map { distance(from: startIndex, to: $0) }
    }
}
