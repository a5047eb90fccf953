/// Reads what `ByteWriter` wrote, from bytes that may be hostile.
///
/// Every length is checked against what is left before anything is allocated.
package struct ByteReader {
    private let bytes: [UInt8]
    private var index = 0

    /// Reads `bytes` from their beginning.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether everything was read.
    package var isAtEnd: Bool { index == bytes.count }

    /// How many bytes were read.
    package var offset: Int { index }

    /// How many bytes are left.
    package var remaining: Int { bytes.count - index }

    /// The next byte.
    package mutating func byte() throws(CodecError) -> UInt8 {
        guard index < bytes.count else { throw .truncated(at: index) }
        defer { index += 1 }
        return bytes[index]
    }

    /// The next varint; refuses more than 64 bits and needless trailing zeros.
    package mutating func varint() throws(CodecError) -> UInt64 {
        let start = index
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            let next = try byte()
            guard shift < 63 || next <= 1 else { throw .malformed("an integer", at: start) }
            value |= UInt64(next & 0x7F) << shift
            guard next & 0x80 == 0 else { continue }
            guard next != 0 || shift == 0 else { throw .malformed("an integer", at: start) }
            return value
        }
        throw .malformed("an integer", at: start)
    }

    /// The next signed integer.
    package mutating func integer() throws(CodecError) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// The next count or index.
    package mutating func int() throws(CodecError) -> Int { Int(try integer()) }

    /// The next length-prefixed bytes.
    package mutating func slice() throws(CodecError) -> ArraySlice<UInt8> {
        let start = index
        let length = try varint()
        guard length <= UInt64(remaining) else { throw .truncated(at: start) }
        defer { index += Int(length) }
        return bytes[index..<index + Int(length)]
    }

    /// The next length-prefixed text; refuses what is not UTF-8.
    package mutating func text() throws(CodecError) -> String {
        let start = index
        guard let text = String(validating: try slice(), as: UTF8.self) else {
            throw .malformed("text", at: start)
        }
        return text
    }

    /// The next eight bytes.
    package mutating func fixed() throws(CodecError) -> UInt64 {
        guard remaining >= 8 else { throw .truncated(at: index) }
        defer { index += 8 }
        return bytes[index..<index + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The next byte, which is 0 or 1.
    package mutating func flag() throws(CodecError) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw .malformed("a yes or no", at: offset - 1)
        }
    }

    /// The next moment.
    package mutating func instant() throws(CodecError) -> Instant {
        Instant(milliseconds: try integer())
    }

    /// The next step's attempt.
    package mutating func key() throws(CodecError) -> StepKey {
        StepKey(step: try int(), attempt: try int())
    }

    /// The next alarm.
    package mutating func alarm() throws(CodecError) -> Alarm {
        switch try byte() {
        case 0: return .retry(try key())
        case 1: return .waited(try key())
        case 2: return .deadline
        default: throw .unknownKind(of: "alarm", at: offset - 1)
        }
    }
}
