/// Reads a regular expression in RE2's syntax.
struct PatternParser {
    let scalars: [Unicode.Scalar]
    var position = 0
    var flags: Flags
    private var nesting = 0

    /// What `(?ims)` switch on.
    struct Flags {
        var ignoresCase = false
        /// `^` and `$` also match at line breaks.
        var matchesLines = false
        /// `.` also matches a line feed.
        var dotMatchesNewline = false
    }

    /// A parser at the first character.
    init(_ source: String, casing: Pattern.Casing) throws(PatternError) {
        scalars = Array(source.unicodeScalars)
        flags = Flags(ignoresCase: casing == .ignored)
        guard scalars.count <= 4096 else {
            throw PatternError(message: "the pattern is longer than 4096 characters", offset: 4096)
        }
    }

    /// The whole source.
    mutating func parse() throws(PatternError) -> PatternNode {
        let node = try choice()
        guard position == scalars.count else { throw error("unexpected ')'") }
        return node
    }

    /// The next character, when there is one.
    var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    /// Uses up `scalar` if it is next, and says whether it was.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    /// An error at the current character.
    func error(_ what: String) -> PatternError {
        PatternError(message: "invalid pattern: \(what)", offset: position)
    }

    /// A set of one, or of a class, with both cases when they are ignored.
    func node(_ set: ScalarSet) -> PatternNode { .set(flags.ignoresCase ? set.foldingCase : set) }

    private mutating func choice() throws(PatternError) -> PatternNode {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= 100 else { throw error("groups are nested deeper than 100 levels") }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var nodes: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            if startsQuote {
                nodes += quoted()
                // A repetition after a quotation means its last character.
                if let last = nodes.popLast() { nodes.append(try repetitions(of: last)) }
            } else {
                let atom = try atom()
                nodes.append(try repetitions(of: atom))
            }
        }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func atom() throws(PatternError) -> PatternNode {
        guard let scalar = next else { return .empty }
        if "*+?".unicodeScalars.contains(scalar) {
            throw error("nothing to repeat before '\(scalar)'")
        }
        if scalar == "\\" { return try escape() }
        if scalar == "[" { return try node(characterClass()) }
        position += 1
        switch scalar {
        case ".": return .set(flags.dotMatchesNewline ? .any : .notNewline)
        case "^": return .place(flags.matchesLines ? .lineStart : .textStart)
        case "$": return .place(flags.matchesLines ? .lineEnd : .textEnd)
        case "(": return try group()
        default: return node(.one(scalar))
        }
    }

    /// What follows an opening parenthesis.
    private mutating func group() throws(PatternError) -> PatternNode {
        let outer = flags
        if take("?") {
            if try !openNamedGroup() {
                try readFlags()
                // Flags alone hold until the end of the group around them.
                if take(")") { return .empty }
                guard take(":") else { throw error("unknown group; looking around is not in RE2") }
            }
        }
        let inner = try choice()
        guard take(")") else { throw error("missing ')'") }
        flags = outer
        return inner
    }

    private mutating func openNamedGroup() throws(PatternError) -> Bool {
        let start = position
        _ = take("P")
        guard take("<"), let first = next, first != "=", first != "!" else {
            position = start
            return false
        }
        while let scalar = next, scalar.properties.isAlphabetic || scalar.isWord { position += 1 }
        guard take(">") else { throw error("a group's name is made of letters and digits") }
        return true
    }

    private mutating func readFlags() throws(PatternError) {
        var isOn = true
        while let scalar = next, scalar != ":", scalar != ")" {
            switch scalar {
            case "i": flags.ignoresCase = isOn
            case "m": flags.matchesLines = isOn
            case "s": flags.dotMatchesNewline = isOn
            case "U": break
            case "-" where isOn: isOn = false
            default: throw error("unknown flag '\(scalar)'")
            }
            position += 1
        }
    }

    private mutating func repetitions(of atom: PatternNode) throws(PatternError) -> PatternNode {
        var node = atom
        var count = 0
        while let (least, most) = try repetition() {
            _ = take("?")
            count += 1
            guard count == 1 else { throw error("a repetition of a repetition needs a group") }
            node = .repeated(node, least: least, most: most)
        }
        return node
    }

    private mutating func repetition() throws(PatternError) -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        let start = position
        guard take("{"), let least = number() else {
            // A brace that opens no count stands for itself.
            position = start
            return nil
        }
        var most: Int? = least
        if take(",") { most = number() }
        guard take("}") else {
            position = start
            return nil
        }
        guard least <= 1000, (most ?? 0) <= 1000, least <= most ?? least else {
            throw error("a count is at most 1000, and the first at most the second")
        }
        return (least, most)
    }

    private mutating func number() -> Int? {
        let start = position
        while let scalar = next, ("0"..."9").contains(scalar) { position += 1 }
        guard position > start else { return nil }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<min(position, start + 6)])
        return Int(String(text))
    }

    private var startsQuote: Bool {
        next == "\\" && position + 1 < scalars.count && scalars[position + 1] == "Q"
    }

    private mutating func quoted() -> [PatternNode] {
        position += 2
        var nodes: [PatternNode] = []
        while let scalar = next {
            if take("\\"), take("E") { break }
            if scalar != "\\" { position += 1 }
            nodes.append(node(.one(scalar)))
        }
        return nodes
    }
}

extension Unicode.Scalar {
    /// Whether it is a word character as `\w` and `\b` mean it: ASCII only, as in RE2.
    var isWord: Bool {
        self == "_" || ("0"..."9").contains(self) || ("a"..."z").contains(self)
            || ("A"..."Z").contains(self)
    }
}
