/// A regular expression in RE2's syntax that is searched in time linear in the text.
///
/// In: literals, `.`, classes with ranges, negation, POSIX names and `\d \w \s \pN` within,
/// `\d \D \w \W \s \S`, `\p{Lu}` for general categories, `^ $ \A \z \b \B`, groups plain, named and
/// `(?:…)`, flags `i m s U` set or scoped, `| * + ? {n} {n,} {n,m}` greedy or lazy, and the escapes
/// `\n \t \r \f \v \a \x41 \x{1F600} \101 \Q…\E`. Out, as in RE2: back references and looking
/// around. Out, unlike RE2: `\C` and scripts such as `\p{Greek}`.
///
/// Source: github.com/google/re2, `doc/syntax.txt`; R. Cox, "Regular Expression Matching: the
/// Virtual Machine Approach", 2009.
package struct Pattern: Sendable {
    /// The text it was compiled from.
    package let source: String
    /// What the matcher runs.
    let program: [Instruction]
    private let casing: Casing

    /// Compiles `source`.
    ///
    /// With `.ignored` casing it is as if the source began with `(?i)`.
    /// - Throws: What is wrong with the source, including that it is too large.
    package init(_ source: String, casing: Casing = .exact) throws(PatternError) {
        var parser = try PatternParser(source, casing: casing)
        let root = try parser.parse()
        var compiler = PatternCompiler()
        try compiler.compile(root)
        self.source = source
        self.casing = casing
        program = compiler.program + [.match]
    }

    /// Whether upper and lower case letters match one another.
    package enum Casing: Sendable { case exact, ignored }

    /// How many instructions it has; matching takes at most this times the length of the text.
    var size: Int { program.count }

    /// One step of the matcher.
    enum Instruction: Sendable {
        case take(ScalarSet)
        case check(Place)
        case jump(Int)
        /// Go on at both.
        case split(Int, Int)
        case match
    }

    /// A condition on the place between two characters.
    enum Place: Sendable {
        case textStart, textEnd, lineStart, lineEnd, wordEdge, noWordEdge
    }
}

extension Pattern: Hashable {
    /// Compiling is deterministic, so equal sources and casings are equal patterns.
    package static func == (a: Pattern, b: Pattern) -> Bool {
        a.source.hasSameBytes(as: b.source) && a.casing == b.casing
    }

    /// Feeds the source alone.
    package func hash(into hasher: inout Hasher) { hasher.combine(source) }
}

/// Why a pattern could not be compiled.
package struct PatternError: Error, Hashable, Sendable {
    /// What is wrong, in one sentence.
    package let message: String
    /// Offset of the character where, in Unicode scalars.
    package let offset: Int
}
