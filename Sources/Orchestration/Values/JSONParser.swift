/// Reads JSON from bytes.
///
/// Every read is checked against the end, so hostile bytes give an error and never a trap; the
/// buffer is borrowed for the life of the parser only.
struct JSONParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let depthMax: Int
    private var position = 0
    private var depth = 0
    /// Keys that were found twice in one object.
    private(set) var duplicates: [JSONDuplicate] = []

    /// A parser at the first byte.
    init(_ bytes: UnsafeBufferPointer<UInt8>, depthMax: Int) {
        self.bytes = bytes
        self.depthMax = depthMax
    }

    /// The one value of the text.
    mutating func parse() throws(JSONError) -> Value {
        let value = try value()
        guard next == 0, position == bytes.count else { throw error("text after the value") }
        return value
    }

    /// The next byte that is no blank, without using it up; 0 at the end.
    private var next: UInt8 {
        mutating get {
            while position < bytes.count {
                let byte = bytes[position]
                guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
                    return byte
                }
                position += 1
            }
            return 0
        }
    }

    private func error(_ what: String) -> JSONError {
        JSONError(
            "invalid JSON: \(position < bytes.count ? what : "the text ends early")",
            at: position
        )
    }

    private mutating func value() throws(JSONError) -> Value {
        switch next {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try list()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error("a value should be here")
        }
    }

    private mutating func word(_ word: StaticString, _ value: Value) throws(JSONError) -> Value {
        for index in 0..<word.utf8CodeUnitCount {
            guard position < bytes.count, bytes[position] == word.utf8Start[index] else {
                throw error("a value should be here")
            }
            position += 1
        }
        return value
    }

    private mutating func descend() throws(JSONError) {
        depth += 1
        guard depth <= depthMax else {
            throw JSONError("the JSON is nested deeper than \(depthMax) levels", at: position)
        }
        position += 1
    }

    private mutating func list() throws(JSONError) -> Value {
        try descend()
        defer { depth -= 1 }
        var elements: [Value] = []
        if next == UInt8(ascii: "]") {
            position += 1
            return .list([])
        }
        while true {
            elements.append(try value())
            switch next {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return .list(elements)
            default: throw error("',' or ']' should be here")
            }
        }
    }

    private mutating func object() throws(JSONError) -> Value {
        try descend()
        defer { depth -= 1 }
        var entries: [Value: Value] = [:]
        if next == UInt8(ascii: "}") {
            position += 1
            return .map(entries)
        }
        while true {
            guard next == UInt8(ascii: "\"") else { throw error("a key should be here") }
            let start = position
            let key = try string()
            guard next == UInt8(ascii: ":") else { throw error("':' should be here") }
            position += 1
            if entries.updateValue(try value(), forKey: .string(key)) != nil {
                duplicates.append(JSONDuplicate(key: key, offset: start))
            }
            switch next {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return .map(entries)
            default: throw error("',' or '}' should be here")
            }
        }
    }

    // MARK: Numbers

    private mutating func number() throws(JSONError) -> Value {
        let start = position
        if peek == UInt8(ascii: "-") { position += 1 }
        let firstDigit = position
        try digits()
        if bytes[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 {
            position = firstDigit
            throw error("a number begins with 0 only before its fraction")
        }
        var isWhole = true
        if peek == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try digits()
        }
        if peek | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        if isWhole, let number = integer(from: start) { return .int(number) }
        return try double(from: start)
    }

    /// The next byte; 0 at the end.
    private var peek: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private mutating func digits() throws(JSONError) {
        guard peek.isDigit else { throw error("a digit should be here") }
        while peek.isDigit { position += 1 }
    }

    private func integer(from start: Int) -> Int64? {
        let isNegative = bytes[start] == UInt8(ascii: "-")
        var number: Int64 = 0
        // Downward, since the smallest integer has no positive twin.
        for index in (isNegative ? start + 1 : start)..<position {
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let digit = Int64(bytes[index] - UInt8(ascii: "0"))
            let (next, underflow) = tens.subtractingReportingOverflow(digit)
            guard !overflow, !underflow else { return nil }
            number = next
        }
        if isNegative { return number }
        return number == .min ? nil : -number
    }

    private func double(from start: Int) throws(JSONError) -> Value {
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let number = Double(text), number.isFinite else {
            throw JSONError("the number fits no double", at: start)
        }
        return .double(number)
    }

    // MARK: Strings

    private mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return try text(UnsafeBufferPointer(rebasing: bytes[start..<position - 1]), start)
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw error("a control character in a string must be escaped")
            default: position += 1
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
