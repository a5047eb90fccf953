/// A stretch of a source text.
package struct SourceSpan: Hashable, Sendable {
    /// UTF-8 offset of its first byte.
    package let offset: Int
    /// Its length in UTF-8 bytes.
    package let length: Int

    package init(offset: Int, length: Int) {
        self.offset = offset
        self.length = length
    }

    /// Offset just past its last byte.
    package var end: Int { offset + length }

    /// The stretch from the beginning of this one to the end of `other`, which comes after it.
    func through(_ other: SourceSpan) -> SourceSpan {
        SourceSpan(offset: offset, length: max(length, other.end - offset))
    }
}
