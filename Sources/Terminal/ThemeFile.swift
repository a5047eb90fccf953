internal import Screen

/// A theme as it is written, before names are looked up.
///
/// ```text
/// # Cool and quiet.
/// inherits = dark
/// background = dark
///
/// [palette]
/// red = #bf616a
///
/// [roles]
/// failing = $red bold
/// critical = $paper on $red bold | 256 16 on 203 | 16 black on red | mono reverse bold
/// ```
/// A theme that inherits may give only a palette: roles name their colours by it. After a bar
/// stands what a role is in 256 colours, in 16, and without colour.
struct ThemeFile: Hashable, Sendable {
    /// A word with its place, for errors.
    struct Word: Hashable, Sendable {
        let text: String
        let line: Int
        let column: Int
    }

    let file: String
    var inherits: Word?
    var background: Word?
    var palette: [String: Word] = [:]
    /// The styles of a role, each beginning with the depth it is for.
    var roles: [Role: [[Word]]] = [:]

    /// The longest file that is read: a theme is some 80 lines.
    static let bytesMax = 65_536

    /// Reads the text of a theme file.
    init(_ text: String, file: String) throws(ThemeError) {
        self.file = file
        guard text.utf8.count <= Self.bytesMax else {
            throw ThemeError(file: file, line: 0, column: 0, message: "longer than 64 KiB")
        }
        var section = Section.head
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let words = Self.words(in: line, line: index + 1)
            guard let first = words.first else { continue }
            if first.text.hasPrefix("[") {
                section = try self.section(first)
            } else {
                try read(words, in: section)
            }
        }
    }

    /// An error at a word of this file.
    func error(_ word: Word, _ message: String) -> ThemeError {
        ThemeError(file: file, line: word.line, column: word.column, message: message)
    }

    private enum Section { case head, palette, roles }

    private func section(_ word: Word) throws(ThemeError) -> Section {
        switch word.text {
        case "[palette]": .palette
        case "[roles]": .roles
        default: throw error(word, "unknown section \(word.text); there are [palette] and [roles]")
        }
    }

    private mutating func read(_ words: [Word], in section: Section) throws(ThemeError) {
        let name = words[0]
        guard words.count >= 3, words[1].text == "=" else {
            throw error(name, "expected `\(name.text) = …`")
        }
        let value = Array(words[2...])
        switch section {
        case .head: try setHead(name, value)
        case .palette:
            guard value.count == 1 else { throw error(value[1], "a palette colour is one word") }
            guard palette.updateValue(value[0], forKey: name.text) == nil else {
                throw error(name, "`\(name.text)` is in the palette twice")
            }
        case .roles: try setRole(name, value)
        }
    }

    private mutating func setHead(_ name: Word, _ value: [Word]) throws(ThemeError) {
        guard value.count == 1 else { throw error(value[1], "`\(name.text)` is one word") }
        switch name.text {
        case "inherits": inherits = value[0]
        case "background": background = value[0]
        default: throw error(name, "unknown setting; there are `inherits` and `background`")
        }
    }

    private mutating func setRole(_ name: Word, _ value: [Word]) throws(ThemeError) {
        guard let role = Role(rawValue: name.text) else {
            throw error(name, "no role is called `\(name.text)`")
        }
        let parts = value.split(omittingEmptySubsequences: false) { $0.text == "|" }
        guard roles.updateValue(parts.map { Array($0) }, forKey: role) == nil else {
            throw error(name, "the role `\(name.text)` is given twice")
        }
    }

    /// Words between blanks; a `#` before a blank or at the beginning of a line is a comment.
    private static func words(in line: Substring, line number: Int) -> [Word] {
        var words: [Word] = []
        var word = ""
        for (index, character) in line.enumerated() {
            let isBlank = character == " " || character == "\t" || character == "\r"
            if character == "#", word.isEmpty {
                let next = line.dropFirst(index + 1).first ?? " "
                if words.isEmpty || next == " " { break }
            }
            if !isBlank { word.append(character) }
            let isLast = index == line.count - 1
            guard isBlank || isLast, !word.isEmpty else { continue }
            let column = index + (isBlank ? 1 : 2) - word.count
            words.append(Word(text: word, line: number, column: column))
            word = ""
        }
        return words
    }
}
