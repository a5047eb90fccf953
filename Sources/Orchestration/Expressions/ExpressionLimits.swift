/// How much an expression may ask for.
///
/// Expressions come from files that anyone may write and run on data that anyone may send, so each
/// way to exhaust the process has its bound: the stack by `depth`, memory and time by `steps`.
struct ExpressionLimits: Sendable {
    /// UTF-8 bytes of source.
    var sourceBytes: Int
    /// How deep terms may nest, parentheses and chains of operators included.
    var depth: Int
    /// Units of work in one evaluation: a term, an element compared, or 16 bytes copied.
    var steps: Int

    /// The limits of the product.
    ///
    /// CEL asks for a depth of 32. Ours was measured to need less than 512 KiB of stack in a release
    /// build and 2 MiB in a debug build.
    static let standard = ExpressionLimits(sourceBytes: 65_536, depth: 100, steps: 1_000_000)
}
