/// A path an expression mentions, for example `profile.features`.
struct Mention: Hashable, Sendable {
    let path: [String]
    /// UTF-8 offset of its first word.
    let offset: Int
}

/// Finds the paths a text mentions.
enum Mentions {
    static func all(in text: String) -> [Mention] {
        let bytes = Array(text.utf8)
        var mentions: [Mention] = []
        var i = 0
        while i < bytes.count {
            if bytes[i] == 34 || bytes[i] == 39 {
                let quote = bytes[i]
                i += 1
                while i < bytes.count, bytes[i] != quote { i += bytes[i] == 92 ? 2 : 1 }
                i += 1
            } else if isLetter(bytes[i]) {
                let start = i
                while i < bytes.count, isLetter(bytes[i]) || isDigit(bytes[i]) || bytes[i] == 46 {
                    i += 1
                }
                var path = String(decoding: bytes[start..<i], as: UTF8.self).split(separator: ".")
                    .map(String.init)
                if i < bytes.count, bytes[i] == 40 { path.removeLast() }
                if let first = path.first, !["true", "false", "null", "in"].contains(first) {
                    mentions.append(Mention(path: path, offset: start))
                }
            } else if isDigit(bytes[i]) {
                while i < bytes.count, isLetter(bytes[i]) || isDigit(bytes[i]) || bytes[i] == 46 {
                    i += 1
                }
            } else {
                i += 1
            }
        }
        return mentions
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
