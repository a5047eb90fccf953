/// Writes the journal's binary values: varints, zigzag integers, length-prefixed text.
///
/// A varint is LEB128: seven bits a byte, least significant first, the high bit set on all but
/// the last byte.
struct ByteWriter {
    /// What was written so far.
    private(set) var bytes: [UInt8] = []

    /// Forgets everything but keeps the memory, so that a commit allocates once.
    mutating func reset() { bytes.removeAll(keepingCapacity: true) }

    /// One byte as it is.
    mutating func write(byte: UInt8) { bytes.append(byte) }

    /// An unsigned integer of 1 to 10 bytes.
    mutating func write(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A signed integer; small magnitudes of either sign stay small.
    mutating func write(_ value: Int64) {
        write(varint: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    /// A count or index.
    mutating func write(_ value: Int) { write(Int64(value)) }

    /// The length in bytes, then the bytes.
    mutating func write(_ value: [UInt8]) {
        write(varint: UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// The length in UTF-8 bytes, then the bytes.
    mutating func write(_ value: String) {
        write(varint: UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    /// Eight bytes, least significant first: for values whose bits are all equally likely.
    mutating func write(fixed value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}

/// Reads what `ByteWriter` wrote, from bytes that may be hostile.
///
/// Every length is checked against what is left before anything is allocated.
struct ByteReader {
    private let bytes: [UInt8]
    private var index = 0

    /// Reads `bytes` from their beginning.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether everything was read.
    var isAtEnd: Bool { index == bytes.count }

    /// How many bytes were read.
    var offset: Int { index }

    /// How many bytes are left.
    var remaining: Int { bytes.count - index }

    /// The next byte.
    mutating func byte() throws(CodecError) -> UInt8 {
        guard index < bytes.count else { throw .truncated(at: index) }
        defer { index += 1 }
        return bytes[index]
    }

    /// The next varint; refuses more than 64 bits and needless trailing zeros.
    mutating func varint() throws(CodecError) -> UInt64 {
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
    mutating func integer() throws(CodecError) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// The next count or index.
    mutating func int() throws(CodecError) -> Int { Int(try integer()) }

    /// The next length-prefixed bytes.
    mutating func slice() throws(CodecError) -> ArraySlice<UInt8> {
        let start = index
        let length = try varint()
        guard length <= UInt64(remaining) else { throw .truncated(at: start) }
        defer { index += Int(length) }
        return bytes[index..<index + Int(length)]
    }

    /// The next length-prefixed text; refuses what is not UTF-8.
    mutating func text() throws(CodecError) -> String {
        let start = index
        guard let text = String(validating: try slice(), as: UTF8.self) else {
            throw .malformed("text", at: start)
        }
        return text
    }

    /// The next eight bytes.
    mutating func fixed() throws(CodecError) -> UInt64 {
        guard remaining >= 8 else { throw .truncated(at: index) }
        defer { index += 8 }
        return bytes[index..<index + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// Why stored bytes are no facts.
package enum CodecError: Error, Hashable, Sendable {
    /// The bytes end in the middle of a value.
    case truncated(at: Int)
    /// A value that the writer never writes.
    case malformed(String, at: Int)
    /// Written in a format this build does not know.
    case unknownVersion(UInt8)
    /// A kind of fact, or of something in one, that this build does not know.
    case unknownKind(of: String, at: Int)
}

extension CodecError: CustomStringConvertible {
    /// The reason in one sentence.
    package var description: String {
        switch self {
        case .truncated(let at): "The bytes end in the middle of the value at byte \(at)."
        case .malformed(let what, let at): "Byte \(at) does not begin \(what)."
        case .unknownVersion(let version): "Format \(version) is unknown to this build."
        case .unknownKind(let what, let at): "Byte \(at) names no known \(what)."
        }
    }
}
