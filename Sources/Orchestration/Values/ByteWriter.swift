/// Writes binary values as journals hold them: varints, zigzag integers, length-prefixed text.
///
/// A varint is LEB128: seven bits a byte, least significant first, the high bit set on all but
/// the last byte.
package struct ByteWriter {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []

    /// Nothing yet.
    package init() {}

    /// Forgets everything but keeps the memory, so that a commit allocates once.
    package mutating func reset() { bytes.removeAll(keepingCapacity: true) }

    /// One byte as it is.
    package mutating func write(byte: UInt8) { bytes.append(byte) }

    /// An unsigned integer of 1 to 10 bytes.
    package mutating func write(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A signed integer; small magnitudes of either sign stay small.
    package mutating func write(_ value: Int64) {
        write(varint: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    /// A count or index.
    package mutating func write(_ value: Int) { write(Int64(value)) }

    /// The length in bytes, then the bytes.
    package mutating func write(_ value: [UInt8]) {
        write(varint: UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// The length in UTF-8 bytes, then the bytes.
    package mutating func write(_ value: String) {
        write(varint: UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    /// Eight bytes, least significant first: for values whose bits are all equally likely.
    package mutating func write(fixed value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    /// A yes or no, as a byte.
    package mutating func write(_ flag: Bool) { write(byte: flag ? 1 : 0) }

    /// A moment.
    package mutating func write(_ value: Instant) { write(value.milliseconds) }

    /// A step's attempt.
    package mutating func write(_ key: StepKey) {
        write(key.step)
        write(key.attempt)
    }

    /// An alarm: its kind, then whose it is.
    package mutating func write(_ alarm: Alarm) {
        switch alarm {
        case .retry(let key):
            write(byte: 0)
            write(key)
        case .waited(let key):
            write(byte: 1)
            write(key)
        case .deadline: write(byte: 2)
        }
    }

    /// Bytes that were written elsewhere, without their length.
    mutating func append(_ written: [UInt8]) { bytes += written }
}
