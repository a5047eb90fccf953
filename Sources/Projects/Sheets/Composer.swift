internal import Yams

/// Turns a sheet into a tree of items: the only file that knows the YAML library.
///
/// Two things about that library shape this code.
/// 1. It expands aliases while composing, and hashes keys: a few anchors can cost exponential
///    time. So every ampersand is masked before: without anchors no alias can resolve. A plain
///    scalar that begins with the mask was an anchor and is refused.
/// 2. It stops at the first key that stands twice in a map. So that key is masked and the sheet
///    composed anew; the walk puts the key back and complains about every later twin.
///
/// Tags are never resolved: `yes`, `on` and `1.0` arrive as text.
struct Composer {
    /// Deeper nesting is refused.
    static let depthMax = 24
    /// More nodes in one file are refused.
    static let nodesMax = 50_000
    /// Keys masked before giving up on a file full of twins.
    static let twinsMax = 32

    private let sheet: Sheet
    private var twins: [Spot: String] = [:]
    private var nodes = 0
    private var findings: Findings

    /// A position, as a key of a dictionary.
    private struct Spot: Hashable {
        let line: Int
        let column: Int
    }

    private init(_ sheet: Sheet, _ findings: Findings) {
        self.sheet = sheet
        self.findings = findings
    }

    /// The root of a sheet; nil, with a finding, where it cannot be understood.
    static func compose(_ sheet: Sheet, into findings: inout Findings) -> Item? {
        var composer = Composer(sheet, findings)
        defer { findings = composer.findings }
        do {
            return try composer.root()
        } catch let flaw as Flaw {
            composer.findings.report(flaw.complaint, at: flaw.place)
        } catch {
            composer.findings.report(.syntax("\(error)"), at: Place(file: sheet.file))
        }
        return nil
    }

    private mutating func root() throws -> Item? {
        guard !sheet.text.unicodeScalars.contains(where: Mask.isMask) else {
            throw Flaw(.reservedScalar, at: Place(file: sheet.file))
        }
        guard let node = try node() else { throw Flaw(.emptyFile, at: Place(file: sheet.file)) }
        return try item(node, depth: 0)
    }

    // MARK: - Composing

    private mutating func node() throws(Flaw) -> Node? {
        var scalars = sheet.text.unicodeScalars.map { $0 == "&" ? Mask.ampersand : $0 }
        while true {
            let text = String(String.UnicodeScalarView(scalars))
            do {
                return try Yams.compose(yaml: text, .basic, .default, .utf8)
            } catch let YamlError.duplicatedKeysInMapping(names, context) {
                try mask(names.first ?? "", at: context.mark, in: &scalars)
            } catch let error as YamlError {
                throw flaw(error)
            } catch {
                throw Flaw(.syntax("\(error)"), at: Place(file: sheet.file))
            }
        }
    }

    /// Makes the key at that place unlike any other, and remembers what it was.
    private mutating func mask(
        _ name: String,
        at mark: Mark,
        in scalars: inout [Unicode.Scalar]
    ) throws(Flaw) {
        let place = sheet.place(
            line: mark.line,
            column: mark.column,
            length: name.unicodeScalars.count
        )
        let quote =
            sheet.has("\"", line: mark.line, column: mark.column)
            || sheet.has("'", line: mark.line, column: mark.column)
        guard twins.count < Self.twinsMax, !name.isEmpty, name != "<uncovertable>",
            let start = index(ofLine: mark.line, in: scalars)
        else { throw Flaw(.duplicateKey(name, first: nil), at: place) }
        let position = start + mark.column - 1 + (quote ? 1 : 0)
        guard scalars.indices.contains(position), scalars[position] != "\n" else {
            throw Flaw(.duplicateKey(name, first: nil), at: place)
        }
        scalars[position] = Mask.twin(twins.count)
        twins[Spot(line: mark.line, column: mark.column)] = name
    }

    private func index(ofLine line: Int, in scalars: [Unicode.Scalar]) -> Int? {
        var current = 1
        for (index, scalar) in scalars.enumerated() {
            if current == line { return index }
            if scalar == "\n" { current += 1 }
        }
        return nil
    }

    // MARK: - Walking

    private mutating func item(_ node: Node, depth: Int) throws(Flaw) -> Item {
        let place = place(of: node)
        nodes += 1
        guard depth <= Self.depthMax else { throw Flaw(.tooDeep(max: Self.depthMax), at: place) }
        guard nodes <= Self.nodesMax else { throw Flaw(.tooMany(max: Self.nodesMax), at: place) }
        refuseTag(of: node, at: place)
        switch node {
        case .scalar(let scalar): return leaf(scalar, at: place)
        case .sequence(let sequence):
            var elements: [Item] = []
            for child in sequence { elements.append(try item(child, depth: depth + 1)) }
            return Item(content: .list(elements), place: place)
        case .mapping(let mapping): return try map(mapping, at: place, depth: depth)
        case .alias: throw Flaw(.anchor, at: place)
        }
    }

    private mutating func map(
        _ mapping: Node.Mapping,
        at place: Place,
        depth: Int
    ) throws(Flaw) -> Item {
        var entries: [Item.Entry] = []
        var seen: [String: Place] = [:]
        for (key, value) in mapping {
            let child = try item(value, depth: depth + 1)
            guard let (name, keyPlace) = name(of: key) else {
                findings.report(.keyIsNotText, at: self.place(of: key))
                continue
            }
            if let first = seen[name] {
                findings.report(.duplicateKey(name, first: first), at: keyPlace)
                continue
            }
            seen[name] = keyPlace
            entries.append(Item.Entry(key: name, keyPlace: keyPlace, value: child))
        }
        return Item(content: .map(entries), place: place)
    }

    private func name(of key: Node) -> (String, Place)? {
        guard case .scalar(let scalar) = key, !scalar.string.isEmpty, let mark = scalar.mark else {
            return nil
        }
        let name =
            twins[Spot(line: mark.line, column: mark.column)]
            ?? Mask.removed(from: scalar.string)
        return (name, literalPlace(of: name, at: mark))
    }

    private mutating func leaf(_ scalar: Node.Scalar, at place: Place) -> Item {
        let text = Mask.removed(from: scalar.string)
        let style: Item.Style =
            switch scalar.style {
            case .any, .plain: .plain
            case .singleQuoted, .doubleQuoted: .quoted
            case .literal, .folded: .block
            }
        if style == .plain, text.hasPrefix("&") { findings.report(.anchor, at: place) }
        guard style != .plain || !["", "~", "null"].contains(text.lowercased()) else {
            return Item(content: .empty, place: place)
        }
        return Item(content: .scalar(text, style), place: place)
    }

    private mutating func refuseTag(of node: Node, at place: Place) {
        let tag = node.tag.rawValue
        let harmless = [
            "", "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq",
        ]
        if !harmless.contains(tag) { findings.report(.tag(tag), at: place) }
    }

    // MARK: - Places

    private func place(of node: Node) -> Place {
        guard let mark = node.mark else { return Place(file: sheet.file) }
        guard case .scalar(let scalar) = node else {
            return sheet.place(line: mark.line, column: mark.column)
        }
        return literalPlace(of: Mask.removed(from: scalar.string), at: mark)
    }

    /// The place of a text, inside its quotes; as long as the text only where it stands there
    /// literally, so that offsets into it can be trusted.
    private func literalPlace(of text: String, at mark: Mark) -> Place {
        let length = text.unicodeScalars.count
        for shift in [0, 1] where sheet.has(text, line: mark.line, column: mark.column + shift) {
            return sheet.place(line: mark.line, column: mark.column + shift, length: length)
        }
        return sheet.place(line: mark.line, column: mark.column)
    }

    // MARK: - Errors

    private func flaw(_ error: YamlError) -> Flaw {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return flaw(problem, at: sheet.place(line: mark.line, column: mark.column))
        case .reader(let problem, let offset, _, _):
            return Flaw(.syntax(problem), at: place(ofCharacter: offset ?? 0))
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded,
            .duplicatedKeysInMapping:
            return Flaw(.syntax("the text could not be read"), at: Place(file: sheet.file))
        }
    }

    private func flaw(_ problem: String, at place: Place) -> Flaw {
        if problem.contains("alias") { return Flaw(.anchor, at: place) }
        if problem.contains("another document") { return Flaw(.manyDocuments, at: place) }
        return Flaw(.syntax(problem), at: place)
    }

    private func place(ofCharacter offset: Int) -> Place {
        let before = sheet.text.prefix(offset).unicodeScalars
        let column = before.reversed().prefix { $0 != "\n" }.count + 1
        return sheet.place(line: before.count(where: { $0 == "\n" }) + 1, column: column)
    }
}

/// Private-use scalars that stand in for others while a sheet is composed.
private enum Mask {
    static let ampersand: Unicode.Scalar = "\u{10F000}"

    /// A scalar of its own for the first letter of each repeated key.
    static func twin(_ number: Int) -> Unicode.Scalar {
        Unicode.Scalar(0x10F001 + UInt32(number)) ?? ampersand
    }

    static func isMask(_ scalar: Unicode.Scalar) -> Bool {
        (0x10F000...0x10F0FF).contains(scalar.value)
    }

    static func removed(from text: String) -> String {
        guard text.unicodeScalars.contains(ampersand) else { return text }
        let restored = text.unicodeScalars.map { $0 == ampersand ? "&" : $0 }
        return String(String.UnicodeScalarView(restored))
    }
}
