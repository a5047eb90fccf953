/// What a run carries over beside plain bytes: spans, lists, and values of every type.
///
/// Equal states give equal bytes: whatever has no order of its own is sorted.
extension ByteWriter {
    /// All 128 bits: `components` would trap on a span longer than 2^63 seconds.
    mutating func write(_ value: Duration) {
        write(Int64(truncatingIfNeeded: value.attoseconds >> 64))
        write(Int64(truncatingIfNeeded: value.attoseconds))
    }

    /// Whether there is one, then what it is.
    mutating func write<T>(maybe value: T?, _ write: (inout ByteWriter, T) -> Void) {
        self.write(value != nil)
        if let value { write(&self, value) }
    }

    /// How many there are, then each.
    mutating func write<T>(
        each list: some Collection<T>,
        _ write: (inout ByteWriter, T) -> Void
    ) {
        self.write(varint: UInt64(list.count))
        for element in list { write(&self, element) }
    }
}

extension ByteWriter {
    /// The first byte of each type of value.
    enum ValueTag: UInt8 {
        case null, no, yes, int, uint, double, string, bytes, list, map, timestamp, duration, type
    }

    /// A value: its type, then what it is.
    mutating func write(_ value: Value) {
        switch value {
        case .null: tag(.null)
        case .bool(let truth): tag(truth ? .yes : .no)
        case .int(let number): tag(.int) { $0.write(number) }
        case .uint(let number): tag(.uint) { $0.write(varint: number) }
        case .double(let number): tag(.double) { $0.write(varint: number.bitPattern) }
        case .string(let text): tag(.string) { $0.write(text) }
        case .bytes(let bytes): tag(.bytes) { $0.write(bytes) }
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

    private mutating func tag(_ tag: ValueTag, _ fields: (inout ByteWriter) -> Void = { _ in }) {
        write(byte: tag.rawValue)
        fields(&self)
    }

    private mutating func write(_ entries: [Value: Value]) {
        let sorted = entries.map { key, value in
            var writer = ByteWriter()
            writer.write(key)
            return (key: writer.bytes, value: value)
        }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        write(each: sorted) { writer, entry in
            writer.append(entry.key)
            writer.write(entry.value)
        }
    }
}
