/// How the letters before a quotation mark change what stands in it.
struct LiteralPrefix {
    /// Whether the literal makes text or bytes.
    enum Content { case string, bytes }
    /// Whether a backslash begins an escape or is itself.
    enum Escapes { case read, raw }

    let content: Content
    let escapes: Escapes
    /// Letters before the quotation mark.
    let length: Int
}

extension Lexer {
    /// The prefix of the literal that begins here; nil when none does.
    func literalPrefix() -> LiteralPrefix? {
        var length = 0
        var content = LiteralPrefix.Content.string
        var escapes = LiteralPrefix.Escapes.read
        if peek() | 0x20 == UInt8(ascii: "b") { (content, length) = (.bytes, 1) }
        if peek(length) | 0x20 == UInt8(ascii: "r") { (escapes, length) = (.raw, length + 1) }
        let quote = peek(length)
        guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
        return LiteralPrefix(content: content, escapes: escapes, length: length)
    }

    /// Reads the string or bytes literal that begins here with `prefix`.
    mutating func readText(_ prefix: LiteralPrefix) throws(ExpressionError) -> Token {
        let start = position
        position += prefix.length
        let quote = peek()
        let isTriple = peek(1) == quote && peek(2) == quote
        position += isTriple ? 3 : 1
        var content: [UInt8] = []
        while !closes(quote, isTriple ? 3 : 1) {
            guard position < bytes.count, isTriple || (peek() != 10 && peek() != 13) else {
                throw ExpressionError("syntax error: the string is not closed", at: start)
            }
            try readCharacter(prefix, into: &content)
        }
        position += isTriple ? 3 : 1
        switch prefix.content {
        case .string: return .string(String(decoding: content, as: UTF8.self))
        case .bytes: return .bytes(content)
        }
    }

    private func closes(_ quote: UInt8, _ count: Int) -> Bool {
        (0..<count).allSatisfy { peek($0) == quote && position + $0 < bytes.count }
    }

    private mutating func readCharacter(
        _ prefix: LiteralPrefix,
        into content: inout [UInt8]
    ) throws(ExpressionError) {
        guard peek() == UInt8(ascii: "\\"), prefix.escapes == .read else {
            content.append(bytes[position])
            position += 1
            return
        }
        let start = position
        position += 2
        switch bytes[min(start + 1, bytes.count - 1)] {
        case UInt8(ascii: "a"): content.append(7)
        case UInt8(ascii: "b"): content.append(8)
        case UInt8(ascii: "f"): content.append(12)
        case UInt8(ascii: "n"): content.append(10)
        case UInt8(ascii: "r"): content.append(13)
        case UInt8(ascii: "t"): content.append(9)
        case UInt8(ascii: "v"): content.append(11)
        case let mark where "\\?\"'`".utf8.contains(mark): content.append(mark)
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            try append(digits(2, radix: 16, from: start), prefix.content, start, &content)
        case UInt8(ascii: "u") where prefix.content == .string:
            try append(digits(4, radix: 16, from: start), .string, start, &content)
        case UInt8(ascii: "U") where prefix.content == .string:
            try append(digits(8, radix: 16, from: start), .string, start, &content)
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            position -= 1
            try append(digits(3, radix: 8, from: start), prefix.content, start, &content)
        default: throw invalidEscape(at: start)
        }
    }

    private mutating func digits(
        _ count: Int,
        radix: UInt32,
        from start: Int
    ) throws(ExpressionError) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<count {
            guard let digit = peek().hexDigit, digit < radix else {
                throw invalidEscape(at: start)
            }
            number = number &* radix &+ UInt32(digit)
            position += 1
        }
        return number
    }

    private func append(
        _ code: UInt32,
        _ content: LiteralPrefix.Content,
        _ start: Int,
        _ bytes: inout [UInt8]
    ) throws(ExpressionError) {
        if content == .bytes { return bytes.append(UInt8(truncatingIfNeeded: code)) }
        guard let scalar = Unicode.Scalar(code) else { throw invalidEscape(at: start) }
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private func invalidEscape(at start: Int) -> ExpressionError {
        ExpressionError("syntax error: invalid escape sequence in a literal", at: start)
    }
}
