/// The smallest unit of a filter's source.
struct FilterToken: Hashable, Sendable {
    /// The kinds of tokens.
    enum Kind: Hashable, Sendable {
        case open, close, not, and, or, end
        case node(Filter.Node)
    }

    let kind: Kind
    let span: SourceSpan
}

/// Cuts a filter's source into tokens.
struct FilterLexer {
    private let bytes: [UInt8]
    private var position = 0

    /// A lexer at the beginning of `source`.
    init(_ source: String) { bytes = Array(source.utf8) }

    /// The next token; `.end` for ever once the source is used up.
    mutating func next() throws(FilterError) -> FilterToken {
        while position < bytes.count, bytes[position].isBlank { position += 1 }
        let start = position
        let kind = try read()
        return FilterToken(kind: kind, span: SourceSpan(offset: start, length: position - start))
    }

    private mutating func read() throws(FilterError) -> FilterToken.Kind {
        guard position < bytes.count else { return .end }
        switch bytes[position] {
        case UInt8(ascii: "("):
            position += 1
            return .open
        case UInt8(ascii: ")"):
            position += 1
            return .close
        case UInt8(ascii: "!"):
            position += 1
            return .not
        case UInt8(ascii: "/"): return try readPattern()
        case UInt8(ascii: "~"):
            let start = position
            position += 1
            let word = try readWord().text
            guard !word.isEmpty else { throw FilterError("letters should follow '~'", at: start) }
            return .node(.clause(.fuzzy(Filter.Needle(text: word))))
        default: return try readClause()
        }
    }

    private mutating func readPattern() throws(FilterError) -> FilterToken.Kind {
        let start = position
        position += 1
        var content: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "/") {
            let isEscape = bytes[position] == UInt8(ascii: "\\") && position + 1 < bytes.count
            if isEscape, bytes[position + 1] != UInt8(ascii: "/") {
                content.append(bytes[position])
            }
            if isEscape { position += 1 }
            content.append(bytes[position])
            position += 1
        }
        guard position < bytes.count else {
            throw FilterError("the pattern should end with '/'", at: start)
        }
        position += 1
        let text = String(decoding: content, as: UTF8.self)
        let casing = Filter.Needle(text: text).ignoresCase ? Pattern.Casing.ignored : .exact
        do throws(PatternError) {
            return .node(.clause(.pattern(try Pattern(text, casing: casing))))
        } catch {
            throw FilterError(error.message, at: start)
        }
    }

    private mutating func readClause() throws(FilterError) -> FilterToken.Kind {
        let start = position
        // A minus is a not before a field only; `-x` alone is text that people look for.
        if bytes[position] == UInt8(ascii: "-"), fieldLength(from: position + 1) != nil {
            position += 1
            return .not
        }
        if let length = fieldLength(from: position) { return try readField(length) }
        let word = try readWord()
        guard !word.text.isEmpty || word.isQuoted else {
            let mark = String(decoding: bytes[start...start], as: UTF8.self)
            throw FilterError("a field's name should stand before '\(mark)'", at: start)
        }
        switch word.isQuoted ? "" : word.text {
        case "and", "AND": return .and
        case "or", "OR": return .or
        default: return .node(.clause(.text(Filter.Needle(text: word.text))))
        }
    }

    /// The length of the field's name that begins here, when a comparison follows it.
    private func fieldLength(from start: Int) -> Int? {
        guard start < bytes.count, bytes[start].startsName else { return nil }
        var end = start
        while end < bytes.count, bytes[end].continuesName || "-.".utf8.contains(bytes[end]) {
            end += 1
        }
        guard end < bytes.count else { return nil }
        let isNotEqual =
            bytes[end] == UInt8(ascii: "!") && end + 1 < bytes.count
            && bytes[end + 1] == UInt8(ascii: "=")
        return isNotEqual || bytes[end].isComparison ? end - start : nil
    }

    private mutating func readField(_ length: Int) throws(FilterError) -> FilterToken.Kind {
        let field = String(decoding: bytes[position..<position + length], as: UTF8.self)
        position += length
        let start = position
        while position < bytes.count, position < start + 2,
            bytes[position].isComparison || bytes[position] == UInt8(ascii: "!")
        {
            position += 1
        }
        let sign = String(decoding: bytes[start..<position], as: UTF8.self)
        switch sign {
        case "=", "==": return .node(.clause(.isOne(field: field, of: try readOperands())))
        case "!=": return .node(.not(.clause(.isOne(field: field, of: try readOperands()))))
        default:
            guard let comparison = Filter.Comparison(rawValue: sign) else {
                throw FilterError("'\(sign)' is no comparison", at: start)
            }
            let word = try readWord()
            guard !word.text.isEmpty else {
                throw FilterError("a value should follow '\(sign)'", at: position)
            }
            let operand = Filter.Operand(text: word.text)
            return .node(.clause(.compares(field: field, comparison, operand)))
        }
    }

    private mutating func readOperands() throws(FilterError) -> [Filter.Operand] {
        var operands: [Filter.Operand] = []
        repeat {
            let word = try readWord(endingAtComma: true)
            if !word.text.isEmpty || word.isQuoted {
                operands.append(Filter.Operand(text: word.text))
            }
        } while takeComma()
        return operands
    }

    private mutating func takeComma() -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { return false }
        position += 1
        return true
    }

    private typealias Word = (text: String, isQuoted: Bool)

    /// Reads up to a blank or parenthesis; quoted parts may have both.
    private mutating func readWord(endingAtComma: Bool = false) throws(FilterError) -> Word {
        var content: [UInt8] = []
        var isQuoted = false
        while position < bytes.count, !bytes[position].endsWord {
            let byte = bytes[position]
            if endingAtComma, byte == UInt8(ascii: ",") { break }
            if content.isEmpty, !isQuoted, byte.isComparison { break }
            if byte == UInt8(ascii: "\"")
                || (byte == UInt8(ascii: "'") && (content.isEmpty || isQuoted))
            {
                isQuoted = true
                content += try readQuoted()
            } else {
                content.append(byte)
                position += 1
            }
        }
        return (String(decoding: content, as: UTF8.self), isQuoted)
    }

    private mutating func readQuoted() throws(FilterError) -> ArraySlice<UInt8> {
        let start = position
        guard let end = bytes[(start + 1)...].firstIndex(of: bytes[start]) else {
            throw FilterError("the quotation is not closed", at: start)
        }
        position = end + 1
        return bytes[start + 1..<end]
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || (9...13).contains(self) }
    fileprivate var isComparison: Bool { "=<>".utf8.contains(self) }
    fileprivate var endsWord: Bool {
        isBlank || self == UInt8(ascii: "(") || self == UInt8(ascii: ")")
    }
}
