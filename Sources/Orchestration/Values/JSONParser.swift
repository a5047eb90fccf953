/// Reads JSON from bytes.
///
/// Every read is checked against the end, so hostile bytes give an error and never a trap; the
/// buffer is borrowed for the life of the parser only.
struct JSONParser {
    /// The text.
    let bytes: UnsafeBufferPointer<UInt8>
    private let depthMax: Int
    /// Offset of the next byte to read.
    var position = 0
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

    /// The next byte; 0 at the end.
    var peek: UInt8 { position < bytes.count ? bytes[position] : 0 }

    /// The error that the text goes wrong at the next byte.
    func error(_ what: String) -> JSONError {
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
        var entries: [Entry] = []
        if next == UInt8(ascii: "}") {
            position += 1
            return .map([:])
        }
        while true {
            guard next == UInt8(ascii: "\"") else { throw error("a key should be here") }
            let start = position
            let key = try string()
            guard next == UInt8(ascii: ":") else { throw error("':' should be here") }
            position += 1
            entries.append((key, try value(), start))
            switch next {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return .map(map(of: entries))
            default: throw error("',' or '}' should be here")
            }
        }
    }

    private typealias Entry = (key: String, value: Value, offset: Int)

    /// Entries are gathered first, so that the map is made once at its size and never grows.
    private mutating func map(of entries: [Entry]) -> [Value: Value] {
        var map = [Value: Value](minimumCapacity: entries.count)
        for (key, value, offset) in entries
        where map.updateValue(value, forKey: .string(key)) != nil {
            duplicates.append(JSONDuplicate(key: key, offset: offset))
        }
        return map
    }
}
