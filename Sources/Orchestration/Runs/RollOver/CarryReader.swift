/// Reads what `CarryWriter` wrote, from bytes that may be hostile.
///
/// Total: every length is checked against what is left before anything is allocated, and values
/// nest no deeper than `depthMax`.
struct CarryReader {
    /// The bytes are not what a run carries over.
    struct Unreadable: Error, Equatable {
        let at: Int
    }

    /// Deeper than any value that expressions and JSON can make.
    static let depthMax = 512

    private let bytes: [UInt8]
    private(set) var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index == bytes.count }

    var unreadable: Unreadable { Unreadable(at: index) }

    mutating func byte() throws(Unreadable) -> UInt8 {
        guard index < bytes.count else { throw unreadable }
        defer { index += 1 }
        return bytes[index]
    }

    mutating func flag() throws(Unreadable) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw unreadable
        }
    }

    mutating func varint() throws(Unreadable) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            let next = try byte()
            guard shift < 63 || next <= 1 else { throw unreadable }
            value |= UInt64(next & 0x7F) << shift
            if next & 0x80 == 0 { return value }
        }
        throw unreadable
    }

    mutating func integer() throws(Unreadable) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    mutating func int() throws(Unreadable) -> Int { Int(try integer()) }

    /// What was counted one by one: nowhere near the ends of numbers.
    mutating func counted() throws(Unreadable) -> Int64 {
        let number = try integer()
        guard (-1 << 48..<1 << 48).contains(number) else { throw unreadable }
        return number
    }

    /// A length of something whose every element takes a byte at least.
    mutating func count() throws(Unreadable) -> Int {
        let count = try varint()
        guard count <= UInt64(bytes.count - index) else { throw unreadable }
        return Int(count)
    }

    mutating func text() throws(Unreadable) -> String {
        let count = try count()
        let slice = bytes[index..<index + count]
        guard let text = String(validating: slice, as: UTF8.self) else { throw unreadable }
        index += count
        return text
    }

    mutating func instant() throws(Unreadable) -> Instant { Instant(milliseconds: try integer()) }

    mutating func duration() throws(Unreadable) -> Duration {
        let high = Int128(try integer())
        let low = UInt64(bitPattern: try integer())
        return Duration(attoseconds: high << 64 | Int128(low))
    }

    mutating func key() throws(Unreadable) -> StepKey {
        StepKey(step: try int(), attempt: try int())
    }

    mutating func optional<T>(
        _ read: (inout CarryReader) throws(Unreadable) -> T
    ) throws(Unreadable) -> T? {
        try flag() ? try read(&self) : nil
    }

    mutating func list<T>(
        _ read: (inout CarryReader) throws(Unreadable) -> T
    ) throws(Unreadable) -> [T] {
        let count = try count()
        var list: [T] = []
        for _ in 0..<count { list.append(try read(&self)) }
        return list
    }
}

extension CarryReader {
    mutating func value(depth: Int = 0) throws(Unreadable) -> Value {
        guard depth < Self.depthMax, let tag = CarryWriter.Tag(rawValue: try byte()) else {
            throw unreadable
        }
        switch tag {
        case .null: return .null
        case .no: return .bool(false)
        case .yes: return .bool(true)
        case .int: return .int(try integer())
        case .uint: return .uint(try varint())
        case .double: return .double(Double(bitPattern: try varint()))
        case .string: return .string(try text())
        case .bytes: return .bytes(try list { reader throws(Unreadable) in try reader.byte() })
        case .list:
            return .list(
                try list { reader throws(Unreadable) in try reader.value(depth: depth + 1) }
            )
        case .map: return .map(try entries(depth: depth + 1))
        case .timestamp: return try timestamp()
        case .duration: return .duration(try duration())
        case .type: return .type(try text())
        }
    }

    private mutating func entries(depth: Int) throws(Unreadable) -> [Value: Value] {
        let count = try count()
        var entries: [Value: Value] = [:]
        for _ in 0..<count {
            let key = try value(depth: depth)
            entries[key] = try value(depth: depth)
        }
        return entries
    }

    private mutating func timestamp() throws(Unreadable) -> Value {
        let seconds = try integer()
        guard let nanoseconds = Int32(exactly: try integer()),
            (0..<1_000_000_000).contains(nanoseconds)
        else { throw unreadable }
        return .timestamp(seconds: seconds, nanoseconds: nanoseconds)
    }
}
