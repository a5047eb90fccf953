internal import Orchestration

/// Reads scalars by the type a field expects; `constants.x` stands for the constant's value.
struct Scalars: Sendable {
    let constants: [String: Value]
    /// False where `podium.yaml` could not be read: then nothing is said of any constant.
    let areKnown: Bool

    /// The text a scalar stands for: itself, or that of the constant it names.
    func text(_ item: Item) -> String? {
        guard let text = item.text else { return nil }
        guard let name = Self.constantName(in: text) else { return text }
        switch constants[name] {
        case .string(let text): return text
        case .int(let number): return String(number)
        case .double(let number): return String(number)
        case .bool(let flag): return String(flag)
        default: return nil
        }
    }

    /// The duration an item stands for; nil where it is none.
    func duration(_ item: Item?) -> Duration? {
        item.flatMap(text).flatMap { Duration(text: $0) }
    }

    /// The whole number an item stands for; nil where it is none.
    func count(_ item: Item?) -> Int? { item.flatMap(text).flatMap { Int($0) } }

    /// A finite number in decimal notation.
    func number(_ item: Item?) -> Double? {
        guard let text = item.flatMap(text), Self.isDecimal(text), let number = Double(text) else {
            return nil
        }
        return number.isFinite ? number : nil
    }

    /// True or false, by these words alone; nil for any other.
    func flag(_ item: Item?) -> Bool? {
        switch item.flatMap(text) {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// The name in `constants.name`; nil for any other text.
    static func constantName(in text: String) -> String? {
        guard text.hasPrefix("constants.") else { return nil }
        let name = String(text.dropFirst("constants.".count))
        return isIdentifier(name) ? name : nil
    }

    /// The value a free-form item stands for: YAML 1.2's core types and no others.
    ///
    /// Plain `true`, `false`, integers and decimals have their types; all else is text, also `yes`
    /// and `on`. Integers beyond 64 bits are doubles.
    static func value(_ item: Item) -> Value {
        switch item.content {
        case .empty: .null
        case .scalar(let text, .plain): plainValue(text)
        case .scalar(let text, .quoted), .scalar(let text, .block): .string(text)
        case .list(let items): .list(items.map(value))
        case .map(let entries):
            .map(
                Dictionary(
                    entries.map { (.string($0.key), value($0.value)) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        }
    }

    /// The value of an unquoted scalar.
    static func plainValue(_ text: String) -> Value {
        if text == "true" { return .bool(true) }
        if text == "false" { return .bool(false) }
        guard isDecimal(text) else { return .string(text) }
        if let number = Int64(text) { return .int(number) }
        guard let number = Double(text), number.isFinite else { return .string(text) }
        return .double(number)
    }

    /// Digits with at most a sign, a point and an exponent: no hex, no `inf`, no `nan`.
    private static func isDecimal(_ text: String) -> Bool {
        text.utf8.contains { (48...57).contains($0) }
            && text.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
    }

    /// Letters, digits, `_` and `-`, 1 to 64 of them, no `-` in front.
    static func isName(_ text: String) -> Bool {
        let isWord = text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == 95 || $0 == 45 }
        return isWord && (1...64).contains(text.utf8.count) && !text.hasPrefix("-")
    }

    /// A name that expressions can mention.
    static func isIdentifier(_ text: String) -> Bool {
        guard isName(text), !text.utf8.contains(45), let first = text.utf8.first else {
            return false
        }
        return !isDigit(first) && !reserved.contains(text)
    }

    /// Words of CEL's grammar, those it reserves, and those Podium binds itself.
    ///
    /// Source: CEL language definition, "Syntax", production RESERVED.
    private static let reserved: Set<String> = [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for",
        "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void",
        "while",
    ]

    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
