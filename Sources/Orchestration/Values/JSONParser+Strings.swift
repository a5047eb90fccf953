extension JSONParser {
    /// Reads a string, whose first byte is a quotation mark.
    mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        var allBits: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                let content = UnsafeBufferPointer(rebasing: bytes[start..<position - 1])
                // ASCII is valid as it is; the check of the rest costs more than the reading.
                if allBits < 0x80 { return String(decoding: content, as: UTF8.self) }
                return try text(content, start)
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw error("a control character in a string must be escaped")
            default:
                allBits |= byte
                position += 1
            }
        }
        throw error("")
    }

    private func text(
        _ content: some Collection<UInt8>,
        _ start: Int
    ) throws(JSONError) -> String {
        guard let text = String(validating: content, as: UTF8.self) else {
            throw JSONError("invalid JSON: the string is no valid UTF-8", at: start)
        }
        return text
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var content = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return try text(content, start)
            case UInt8(ascii: "\\"): try escape(into: &content)
            case 0..<0x20: throw error("a control character in a string must be escaped")
            default:
                content.append(byte)
                position += 1
            }
        }
        throw error("")
    }

    private mutating func escape(into content: inout [UInt8]) throws(JSONError) {
        position += 1
        let letter = peek
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
        case UInt8(ascii: "b"): content.append(8)
        case UInt8(ascii: "f"): content.append(12)
        case UInt8(ascii: "n"): content.append(10)
        case UInt8(ascii: "r"): content.append(13)
        case UInt8(ascii: "t"): content.append(9)
        case UInt8(ascii: "u"):
            let scalar = try scalar()
            content.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default:
            position = position > bytes.count ? bytes.count : position - 2
            throw error("unknown escape in a string")
        }
    }

    /// The scalar of one escape or of a pair of surrogates; `\u` is used up.
    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
        let start = position - 2
        let high = try codeUnit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        if high < 0xDC00, peek == UInt8(ascii: "\\") {
            position += 1
            guard peek == UInt8(ascii: "u") else { throw loneSurrogate(at: start) }
            position += 1
            let low = try codeUnit()
            if (0xDC00...0xDFFF).contains(low) {
                let value = 0x10000 + (UInt32(high - 0xD800) << 10) + UInt32(low - 0xDC00)
                if let scalar = Unicode.Scalar(value) { return scalar }
            }
        }
        throw loneSurrogate(at: start)
    }

    private func loneSurrogate(at start: Int) -> JSONError {
        JSONError("invalid JSON: a surrogate without its other half", at: start)
    }

    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = peek.hexDigit else {
                throw error("four hexadecimal digits follow \\u")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
