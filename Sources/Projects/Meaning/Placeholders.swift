/// The `{{name}}` places of a template's text.
struct Placeholders {
    /// Names between well-formed braces, `sentence` included.
    private(set) var names: Set<String> = []
    /// What stands between braces without being a name, with its UTF-8 offset and length.
    private(set) var bad: [(text: String, offset: Int, length: Int)] = []

    init(in text: String) {
        let bytes = Array(text.utf8)
        var i = 0
        while i + 1 < bytes.count {
            guard bytes[i] == 123, bytes[i + 1] == 123 else {
                i += 1
                continue
            }
            let close = Self.close(after: i + 2, in: bytes)
            let end = close.map { $0 + 2 } ?? min(bytes.count, i + 12)
            let inside = String(decoding: bytes[(i + 2)..<(close ?? end)], as: UTF8.self)
            if close != nil, Scalars.isIdentifier(inside), !inside.hasPrefix("_") {
                names.insert(inside)
            } else {
                let whole = String(decoding: bytes[i..<end], as: UTF8.self)
                bad.append((whole, i, end - i))
            }
            i = end
        }
    }

    /// The index of the `}}` that closes a brace opened before `start`, on the same line.
    private static func close(after start: Int, in bytes: [UInt8]) -> Int? {
        var i = start
        while i + 1 < bytes.count, bytes[i] != 10 {
            if bytes[i] == 125, bytes[i + 1] == 125 { return i }
            i += 1
        }
        return nil
    }
}
