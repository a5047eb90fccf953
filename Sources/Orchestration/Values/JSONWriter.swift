/// Writes values as JSON.
struct JSONWriter {
    /// What is written so far.
    private(set) var bytes: [UInt8] = []
    /// Blanks a level; nil for one line.
    private let indent: Int?
    private var level = 0

    /// A writer that has written nothing yet.
    init(indent: Int?) {
        self.indent = indent
        bytes.reserveCapacity(256)
    }

    /// Appends `value`.
    mutating func write(_ value: Value) {
        switch value {
        case .null: append("null")
        case .bool(let truth): append(truth ? "true" : "false")
        case .int(let number): append(String(number))
        case .uint(let number): append(String(number))
        case .double(let number) where number.isFinite: append(number.description)
        case .double(let number): write(number.inExpressions)
        case .string(let text), .type(let text): write(text)
        case .bytes(let content): write(Base64.text(content))
        case .timestamp(let seconds, let nanoseconds):
            write(RFC3339.text(seconds: seconds, nanoseconds: nanoseconds))
        case .duration(let duration): write(duration.secondsText)
        case .list(let elements): writeList(elements)
        case .map(let entries): writeMap(entries)
        }
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func writeList(_ elements: [Value]) {
        bytes.append(UInt8(ascii: "["))
        level += 1
        for (index, element) in elements.enumerated() {
            breakLine(before: index)
            write(element)
        }
        close(UInt8(ascii: "]"), after: elements.count)
    }

    private mutating func writeMap(_ entries: [Value: Value]) {
        bytes.append(UInt8(ascii: "{"))
        level += 1
        let keys = entries.keys.sorted { $0.precedesAsKey($1) }
        for (index, key) in keys.enumerated() {
            breakLine(before: index)
            write(key.keyText)
            bytes.append(UInt8(ascii: ":"))
            if indent != nil { bytes.append(0x20) }
            write(entries[key] ?? .null)
        }
        close(UInt8(ascii: "}"), after: entries.count)
    }

    private mutating func breakLine(before index: Int) {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine()
    }

    private mutating func close(_ bracket: UInt8, after count: Int) {
        level -= 1
        if count > 0 { newLine() }
        bytes.append(bracket)
    }

    private mutating func newLine() {
        guard let indent else { return }
        bytes.append(10)
        bytes.append(contentsOf: repeatElement(0x20, count: indent * level))
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { content in
            var start = 0
            for index in content.indices where content[index].needsEscape {
                bytes.append(contentsOf: content[start..<index])
                escape(content[index])
                start = index + 1
            }
            bytes.append(contentsOf: content[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case 8: append("\\b")
        case 9: append("\\t")
        case 10: append("\\n")
        case 12: append("\\f")
        case 13: append("\\r")
        default: append("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
        }
    }
}

extension UInt8 {
    /// Whether JSON forbids it unescaped in a string; DEL is escaped too, for terminals' sake.
    fileprivate var needsEscape: Bool {
        self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\") || self == 0x7F
    }
}

extension Value {
    /// The value as the key of a JSON object, which is always a string.
    fileprivate var keyText: String {
        switch self {
        case .string(let text): text
        case .bool(let truth): "\(truth)"
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)"
        case .null, .double, .bytes, .list, .map, .timestamp, .duration, .type: inWords
        }
    }
}

/// Base64 as RFC 4648 defines it, with padding.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    /// The text of `bytes`.
    static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits: UInt32 = 0
            for byte in group { bits = bits << 8 | UInt32(byte) }
            bits <<= UInt32(8 * (3 - group.count))
            for position in 0..<4 {
                let index = Int(bits >> UInt32(18 - 6 * position) & 63)
                text.append(position <= group.count ? alphabet[index] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
