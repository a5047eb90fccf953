/// What `ByteWriter` wrote for a run that was carried over, from bytes that may be hostile.
///
/// Total: every length is checked against what is left before anything is allocated, and values
/// nest no deeper than `valueDepthMax`.
extension ByteReader {
    /// Deeper than any value that expressions and JSON can make.
    static var valueDepthMax: Int { 512 }

    /// What was counted one by one: nowhere near the ends of numbers.
    mutating func counted() throws(CodecError) -> Int64 {
        let number = try integer()
        guard (-1 << 48..<1 << 48).contains(number) else {
            throw .malformed("a count", at: offset)
        }
        return number
    }

    /// A length of something whose every element takes a byte at least.
    mutating func count() throws(CodecError) -> Int {
        let count = try varint()
        guard count <= UInt64(remaining) else { throw .truncated(at: offset) }
        return Int(count)
    }

    /// The next span.
    mutating func duration() throws(CodecError) -> Duration {
        let high = Int128(try integer())
        let low = UInt64(bitPattern: try integer())
        return Duration(attoseconds: high << 64 | Int128(low))
    }

    /// What is there only where it is said to be.
    mutating func optional<T>(
        _ read: (inout ByteReader) throws(CodecError) -> T
    ) throws(CodecError) -> T? {
        try flag() ? try read(&self) : nil
    }

    /// As many as are said to be there.
    mutating func list<T>(
        _ read: (inout ByteReader) throws(CodecError) -> T
    ) throws(CodecError) -> [T] {
        let count = try count()
        var list: [T] = []
        for _ in 0..<count { list.append(try read(&self)) }
        return list
    }
}

extension ByteReader {
    /// The next value.
    mutating func value(depth: Int = 0) throws(CodecError) -> Value {
        guard depth < Self.valueDepthMax, let tag = ByteWriter.ValueTag(rawValue: try byte()) else {
            throw .malformed("a value", at: offset)
        }
        switch tag {
        case .null: return .null
        case .no: return .bool(false)
        case .yes: return .bool(true)
        case .int: return .int(try integer())
        case .uint: return .uint(try varint())
        case .double: return .double(Double(bitPattern: try varint()))
        case .string: return .string(try text())
        case .bytes: return .bytes(Array(try slice()))
        case .list:
            return .list(
                try list { reader throws(CodecError) in try reader.value(depth: depth + 1) }
            )
        case .map: return .map(try entries(depth: depth + 1))
        case .timestamp: return try timestamp()
        case .duration: return .duration(try duration())
        case .type: return .type(try text())
        }
    }

    private mutating func entries(depth: Int) throws(CodecError) -> [Value: Value] {
        let count = try count()
        var entries: [Value: Value] = [:]
        for _ in 0..<count {
            let key = try value(depth: depth)
            entries[key] = try value(depth: depth)
        }
        return entries
    }

    private mutating func timestamp() throws(CodecError) -> Value {
        let seconds = try integer()
        guard let nanoseconds = Int32(exactly: try integer()),
            (0..<1_000_000_000).contains(nanoseconds)
        else { throw .malformed("a moment", at: offset) }
        return .timestamp(seconds: seconds, nanoseconds: nanoseconds)
    }
}
