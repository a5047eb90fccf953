internal import CDigest

/// The SHA-256 of some bytes.
///
/// Used to pin a run to the exact text of its workflow and to chain the audit log. libmd computes
/// it: a hash is never hand-written here.
package struct Digest: Hashable, Sendable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Hashes `content` in one pass.
    package init(of content: some Collection<UInt8>) {
        var context = SHA2_CTX()
        SHA256Init(&context)
        var copy = Array(content)
        SHA256Update(&context, &copy, copy.count)
        var result = [UInt8](repeating: 0, count: 32)
        SHA256Final(&result, &context)
        bytes = result
    }

    /// The digest as 64 lower-case hexadecimal digits.
    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self
        )
    }

    /// The first `count` hexadecimal digits, for people.
    package func short(_ count: Int = 8) -> String { String(hex.prefix(count)) }
}
