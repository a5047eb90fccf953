/// JSON whose objects keep their order, for people to read.
indirect enum JSON: Hashable, Sendable {
    case text(String)
    case number(String)
    case flag(Bool)
    case list([JSON])
    case object([Member])

    /// A key with its value.
    struct Member: Hashable, Sendable {
        let key: String
        let value: JSON
    }

    /// An object with its members in this order.
    static func members(_ members: KeyValuePairs<String, JSON>) -> JSON {
        .object(members.map { Member(key: $0.key, value: $0.value) })
    }

    /// A list of texts.
    static func texts(_ texts: [String]) -> JSON { .list(texts.map(JSON.text)) }

    /// The members of this object and of another after them.
    func adding(_ other: JSON) -> JSON {
        guard case .object(let mine) = self, case .object(let theirs) = other else { return self }
        return .object(mine + theirs)
    }

    /// Indented by two spaces; lists of scalars stay on one line.
    func rendered(indent: String = "") -> String {
        let deeper = indent + "  "
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let number): return number
        case .flag(let flag): return flag ? "true" : "false"
        case .list(let elements):
            guard elements.contains(where: \.isNested) else {
                return "[" + elements.map { $0.rendered() }.joined(separator: ", ") + "]"
            }
            let lines = elements.map { deeper + $0.rendered(indent: deeper) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            guard !members.isEmpty else { return "{}" }
            let lines = members.map { member in
                "\(deeper)\(Self.quoted(member.key)): \(member.value.rendered(indent: deeper))"
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        }
    }

    private var isNested: Bool {
        switch self {
        case .text, .number, .flag: false
        case .list, .object: true
        }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            default: String(scalar)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}
