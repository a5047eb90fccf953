package import Orchestration

/// A template's text taken apart once, so that a fact can never smuggle in a placeholder.
package struct TemplateText: Hashable, Sendable {
    /// The longest text of one fact, in characters.
    package static let factCharactersMax = 200

    private enum Piece: Hashable {
        case text(String)
        case fact(String)
        case sentence
    }

    private let pieces: [Piece]

    /// Reads `{{fact}}` and `{{sentence}}`; names are letters, digits, `_` and `.`.
    /// - Throws: `unclosed` and `badName`, each with where it stands.
    package init(parsing source: String) throws(TemplateError) {
        var pieces: [Piece] = []
        var rest = source[...]
        while let open = rest.firstRange(of: "{{") {
            pieces.append(.text(String(rest[..<open.lowerBound])))
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                throw .unclosed(line: source.line(of: open.lowerBound))
            }
            let name = rest[open.upperBound..<close.lowerBound].filter { $0 != " " }
            guard Self.isName(name) else {
                throw .badName(name, line: source.line(of: open.lowerBound))
            }
            pieces.append(name == "sentence" ? .sentence : .fact(name))
            rest = rest[close.upperBound...]
        }
        self.pieces = pieces + [.text(String(rest))]
    }

    /// The facts it mentions.
    package var facts: Set<String> {
        Set(pieces.compactMap { if case .fact(let name) = $0 { name } else { nil } })
    }

    /// Whether a model's sentence belongs into it.
    package var wantsSentence: Bool { pieces.contains(.sentence) }

    /// The text with everything filled in.
    ///
    /// - Parameters:
    ///   - facts: A value for every fact it mentions; others are ignored.
    ///   - sentence: Stands for `{{sentence}}`; already checked.
    /// - Returns: Plain text: facts lose markup and control characters.
    /// - Throws: `unknownFact`, `noText` for a fact that is no text, number or truth value.
    package func render(
        facts: [String: Value],
        sentence: String = ""
    ) throws(TemplateError) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let plain): text += plain
            case .sentence: text += sentence
            case .fact(let name):
                guard let value = facts[name] else {
                    throw .unknownFact(name, known: facts.keys.sorted())
                }
                guard let words = value.plainText else { throw .noText(name) }
                text += String(words.prefix(Self.factCharactersMax))
            }
        }
        return text
    }

    private static func isName(_ name: String) -> Bool {
        name.first?.isLetter == true
            && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    }
}

/// Why a template cannot be read or filled in.
package enum TemplateError: Error, Hashable, Sendable {
    case unclosed(line: Int)
    case badName(String, line: Int)
    case unknownFact(String, known: [String])
    case noText(String)

    /// What happened and what to do, for people.
    package var sentence: String {
        switch self {
        case .unclosed(let line): "Line \(line) opens {{ and never closes it: add }}."
        case .badName(let name, let line): "Line \(line): {{\(name)}} is no name of a fact."
        case .unknownFact(let name, let known):
            "The template wants {{\(name)}}, which the step does not give: it gives "
                + (known.isEmpty ? "none." : known.joined(separator: ", ") + ".")
        case .noText(let name): "The fact \(name) is no text, number or truth value."
        }
    }
}

extension Value {
    /// What stands in a text for this value; nil for what has no plain words.
    var plainText: String? {
        switch self {
        case .bool(let flag): flag ? "yes" : "no"
        case .int(let number): String(number)
        case .uint(let number): String(number)
        case .double(let number):
            // A whole number of doubles reads as people write it.
            number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
        case .string(let text): PlainText.line(text)
        case .null, .bytes, .list, .map, .timestamp, .duration, .type: nil
        }
    }
}

extension String {
    fileprivate func line(of index: Index) -> Int { self[..<index].count(where: \.isNewline) + 1 }
}
