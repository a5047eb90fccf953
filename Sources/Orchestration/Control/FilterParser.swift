/// Reads a filter, by recursive descent.
struct FilterParser {
    private var lexer: FilterLexer
    private var token: FilterToken
    private var nesting = 0

    /// A parser at the first token.
    init(_ source: String) throws(FilterError) {
        guard source.utf8.count <= 4096 else {
            throw FilterError("the filter is longer than 4096 bytes", at: 4096)
        }
        lexer = FilterLexer(source)
        token = try lexer.next()
    }

    /// The whole filter; nil when it is empty.
    mutating func parse() throws(FilterError) -> Filter.Node? {
        guard token.kind != .end else { return nil }
        let node = try either()
        guard token.kind == .end else {
            throw FilterError("this ')' closes nothing", at: token.span.offset)
        }
        return node
    }

    private mutating func either() throws(FilterError) -> Filter.Node {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= 64 else {
            throw FilterError("the filter is nested deeper than 64 levels", at: token.span.offset)
        }
        var nodes = [try every()]
        while try accept(.or) { nodes.append(try every()) }
        return nodes.count == 1 ? nodes[0] : .any(nodes)
    }

    private mutating func every() throws(FilterError) -> Filter.Node {
        var nodes = [try one()]
        while token.kind != .or, token.kind != .close, token.kind != .end {
            _ = try accept(.and)
            nodes.append(try one())
        }
        return nodes.count == 1 ? nodes[0] : .all(nodes)
    }

    private mutating func one() throws(FilterError) -> Filter.Node {
        var isNegated = false
        while try accept(.not) { isNegated.toggle() }
        let node = try plain()
        return isNegated ? .not(node) : node
    }

    private mutating func plain() throws(FilterError) -> Filter.Node {
        let place = token.span
        switch token.kind {
        case .node(let node):
            token = try lexer.next()
            return node
        case .open:
            token = try lexer.next()
            let node = try either()
            guard try accept(.close) else {
                throw FilterError("this '(' is not closed", at: place.offset)
            }
            return node
        case .close, .not, .and, .or, .end:
            throw FilterError("a condition should stand here", at: place.offset)
        }
    }

    private mutating func accept(_ kind: FilterToken.Kind) throws(FilterError) -> Bool {
        guard token.kind == kind else { return false }
        token = try lexer.next()
        return true
    }
}
