extension JSONParser {
    /// Reads a number, whose first byte is a digit or a minus.
    mutating func number() throws(JSONError) -> Value {
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
        if let number = plainDouble(from: start) { return .double(number) }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let number = Double(text), number.isFinite else {
            throw JSONError("the number fits no double", at: start)
        }
        return .double(number)
    }

    /// The number when it is a few digits with a fraction, as most are; nil for all others.
    ///
    /// Both the digits and the power of ten are exact as doubles, so their quotient is the nearest
    /// double to the decimal number. Source: W. Clinger, "How to Read Floating Point Numbers
    /// Accurately", PLDI 1990.
    private func plainDouble(from start: Int) -> Double? {
        guard position - start <= 15 else { return nil }
        var digits = 0
        var decimals: Int?
        for index in (bytes[start] == UInt8(ascii: "-") ? start + 1 : start)..<position {
            if bytes[index].isDigit {
                digits = digits * 10 + Int(bytes[index] - UInt8(ascii: "0"))
                decimals = decimals.map { $0 + 1 }
            } else {
                guard bytes[index] == UInt8(ascii: ".") else { return nil }
                decimals = 0
            }
        }
        let magnitude = Double(digits) / Self.powersOfTen[decimals ?? 0]
        return bytes[start] == UInt8(ascii: "-") ? -magnitude : magnitude
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
