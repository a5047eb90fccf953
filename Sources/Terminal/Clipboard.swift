/// The operator's clipboard, reached through the terminal.
package enum Clipboard {
    /// The longest text that is sent: terminals drop longer sequences whole.
    package static let bytesMax = 74_994

    /// The OSC 52 sequence that puts text on the clipboard; nil when the text is too long.
    ///
    /// - Parameters:
    ///   - text: Any text: it travels as base64, so nothing in it can be a sequence.
    ///   - environment: Inside tmux or screen the sequence is wrapped to pass through.
    /// - Returns: The bytes to write to the terminal.
    package static func sequence(
        copying text: String,
        environment: [String: String]
    ) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard bytes.count <= bytesMax else { return nil }
        let copy = "\u{1B}]52;c;\(base64(bytes))\u{07}"
        if environment["TMUX"] != nil {
            return Array("\u{1B}Ptmux;\u{1B}\(copy)\u{1B}\\".utf8)
        }
        if environment["TERM"]?.hasPrefix("screen") == true {
            return Array("\u{1B}P\(copy)\u{1B}\\".utf8)
        }
        return Array(copy.utf8)
    }

    /// Source: RFC 4648, section 4.
    static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            let bits = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
            for index in 0..<4 {
                let digit = digits[bits >> (18 - 6 * index) & 63]
                text.append(index <= part.count ? digit : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
