/// Cuts an expression's source into tokens, one at a time.
struct Lexer {
    /// The source.
    let bytes: [UInt8]
    /// Offset of the next byte to read.
    var position = 0

    /// A lexer at the beginning of `source`.
    init(_ source: String) { bytes = Array(source.utf8) }

    /// The next token and where it stands; `.end` for ever once the source is used up.
    mutating func next() throws(ExpressionError) -> (token: Token, span: SourceSpan) {
        skipBlanks()
        let start = position
        let token = try read()
        return (token, SourceSpan(offset: start, length: position - start))
    }

    /// The byte `ahead` of the next one; 0, which is no part of any token, past the end.
    func peek(_ ahead: Int = 0) -> UInt8 {
        position + ahead < bytes.count ? bytes[position + ahead] : 0
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), 9, 10, 12, 13: position += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                while position < bytes.count, bytes[position] != 10 { position += 1 }
            default: return
            }
        }
    }

    private mutating func read() throws(ExpressionError) -> Token {
        guard position < bytes.count else { return .end }
        let byte = bytes[position]
        if let prefix = literalPrefix() { return try readText(prefix) }
        if byte.startsName { return readName() }
        if byte.isDigit || (byte == UInt8(ascii: ".") && peek(1).isDigit) {
            return try readNumber()
        }
        if byte == UInt8(ascii: "`") { return try readQuotedName() }
        return try readSymbol()
    }

    private mutating func readName() -> Token {
        let start = position
        while peek().continuesName { position += 1 }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        return name == "in" ? .symbol(.in) : .name(name)
    }

    private mutating func readQuotedName() throws(ExpressionError) -> Token {
        let start = position
        position += 1
        while peek().continuesName || "-./ ".utf8.contains(peek()) { position += 1 }
        guard peek() == UInt8(ascii: "`"), position > start + 1 else {
            throw ExpressionError(
                "syntax error: a quoted name is made of letters, digits, '_-./' and blanks",
                at: start
            )
        }
        position += 1
        return .quotedName(String(decoding: bytes[start + 1..<position - 1], as: UTF8.self))
    }

    private mutating func readSymbol() throws(ExpressionError) -> Token {
        for length in [2, 1] where position + length <= bytes.count {
            let text = String(decoding: bytes[position..<position + length], as: UTF8.self)
            if let symbol = Token.Symbol(rawValue: text) {
                position += length
                return .symbol(symbol)
            }
        }
        let rest = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
        throw ExpressionError("syntax error: unexpected '\(rest.prefix(1))'", at: position)
    }
}

extension UInt8 {
    /// Whether it is an ASCII digit.
    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    /// Whether it may begin a name.
    var startsName: Bool { self == UInt8(ascii: "_") || (self | 0x20) &- UInt8(ascii: "a") < 26 }

    /// Whether it may go on with a name.
    var continuesName: Bool { startsName || isDigit }

    /// Its value as a hexadecimal digit.
    var hexDigit: UInt8? {
        if isDigit { return self - UInt8(ascii: "0") }
        let letter = (self | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? letter + 10 : nil
    }
}
