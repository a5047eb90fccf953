extension Lexer {
    /// Reads an integer, unsigned integer or double; the next byte is a digit or a dot before one.
    mutating func readNumber() throws(ExpressionError) -> Token {
        if peek() == UInt8(ascii: "0"), peek(1) | 0x20 == UInt8(ascii: "x"), peek(2).hexDigit != nil
        {
            return try readHexadecimal()
        }
        let start = position
        skipDigits()
        let isWhole = !skipFraction()
        if !skipExponent(), isWhole { return try integer(from: start, radix: 10) }
        return try double(from: start)
    }

    private mutating func readHexadecimal() throws(ExpressionError) -> Token {
        position += 2
        let start = position
        while peek().hexDigit != nil { position += 1 }
        return try integer(from: start, radix: 16)
    }

    private mutating func skipDigits() {
        while peek().isDigit { position += 1 }
    }

    private mutating func skipFraction() -> Bool {
        guard peek() == UInt8(ascii: "."), peek(1).isDigit else { return false }
        position += 1
        skipDigits()
        return true
    }

    private mutating func skipExponent() -> Bool {
        guard peek() | 0x20 == UInt8(ascii: "e") else { return false }
        let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
        guard peek(1 + sign).isDigit else { return false }
        position += 1 + sign
        skipDigits()
        return true
    }

    private mutating func integer(from start: Int, radix: Int) throws(ExpressionError) -> Token {
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let magnitude = UInt64(text, radix: radix) else {
            throw ExpressionError("range error: \(text) fits no 64-bit integer", at: start)
        }
        guard peek() | 0x20 == UInt8(ascii: "u") else { return .int(magnitude: magnitude) }
        position += 1
        return .uint(magnitude)
    }

    private func double(from start: Int) throws(ExpressionError) -> Token {
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let number = Double(text), number.isFinite else {
            throw ExpressionError("range error: \(text) fits no double", at: start)
        }
        return .double(number)
    }
}
