/// Why a text is no JSON, or more of it than allowed.
package struct JSONError: Error, Hashable, Sendable {
    /// What is wrong, in one sentence.
    package let message: String
    /// Offset of the byte where.
    package let offset: Int

    package init(_ message: String, at offset: Int) {
        self.message = message
        self.offset = offset
    }
}

/// How much JSON is read.
package struct JSONLimits: Hashable, Sendable {
    /// How deep lists and objects may nest.
    package var depth: Int
    /// Bytes of text.
    package var bytes: Int

    package init(depth: Int = 64, bytes: Int = 16_777_216) {
        self.depth = depth
        self.bytes = bytes
    }
}

/// A key that one object has twice.
package struct JSONDuplicate: Hashable, Sendable {
    package let key: String
    /// Offset of the later of the two.
    package let offset: Int
}
