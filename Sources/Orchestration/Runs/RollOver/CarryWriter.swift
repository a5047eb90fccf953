/// Writes what a run carries over: varints, zigzag integers, length-prefixed text, values.
///
/// Equal states give equal bytes: whatever has no order of its own is sorted.
struct CarryWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(byte: UInt8) { bytes.append(byte) }

    mutating func write(_ flag: Bool) { write(byte: flag ? 1 : 0) }

    mutating func write(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func write(_ value: Int64) {
        write(varint: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    mutating func write(_ value: Int) { write(Int64(value)) }

    mutating func write(_ value: String) {
        write(varint: UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    mutating func write(_ value: Instant) { write(value.milliseconds) }

    /// All 128 bits: `components` would trap on a span longer than 2^63 seconds.
    mutating func write(_ value: Duration) {
        write(Int64(truncatingIfNeeded: value.attoseconds >> 64))
        write(Int64(truncatingIfNeeded: value.attoseconds))
    }

    mutating func write(_ key: StepKey) {
        write(key.step)
        write(key.attempt)
    }

    mutating func write<T>(maybe value: T?, _ write: (inout CarryWriter, T) -> Void) {
        self.write(value != nil)
        if let value { write(&self, value) }
    }

    mutating func write<T>(
        each list: some Collection<T>,
        _ write: (inout CarryWriter, T) -> Void
    ) {
        self.write(varint: UInt64(list.count))
        for element in list { write(&self, element) }
    }
}

extension CarryWriter {
    /// The first byte of each type of value.
    enum Tag: UInt8 {
        case null, no, yes, int, uint, double, string, bytes, list, map, timestamp, duration, type
    }

    mutating func write(_ value: Value) {
        switch value {
        case .null: tag(.null)
        case .bool(let truth): tag(truth ? .yes : .no)
        case .int(let number): tag(.int) { $0.write(number) }
        case .uint(let number): tag(.uint) { $0.write(varint: number) }
        case .double(let number): tag(.double) { $0.write(varint: number.bitPattern) }
        case .string(let text): tag(.string) { $0.write(text) }
        case .bytes(let bytes): tag(.bytes) { $0.write(each: bytes) { $0.write(byte: $1) } }
        case .list(let list): tag(.list) { $0.write(each: list) { $0.write($1) } }
        case .map(let entries): tag(.map) { $0.write(entries) }
        case .timestamp(let seconds, let nanoseconds):
            tag(.timestamp) {
                $0.write(seconds)
                $0.write(Int64(nanoseconds))
            }
        case .duration(let duration): tag(.duration) { $0.write(duration) }
        case .type(let name): tag(.type) { $0.write(name) }
        }
    }

    private mutating func tag(_ tag: Tag, _ fields: (inout CarryWriter) -> Void = { _ in }) {
        write(byte: tag.rawValue)
        fields(&self)
    }

    private mutating func write(_ entries: [Value: Value]) {
        let sorted = entries.map { key, value in
            var writer = CarryWriter()
            writer.write(key)
            return (key: writer.bytes, value: value)
        }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        write(each: sorted) { writer, entry in
            writer.bytes += entry.key
            writer.write(entry.value)
        }
    }
}
