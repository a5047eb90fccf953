/// Where an engine's gateway is found: a Unix socket beside its journal.
///
/// The folder belongs to the user who runs the engine, and so does the socket: whoever may open
/// the journal may give orders, and nobody else.
package struct SocketPath: Hashable, Sendable {
    package let text: String

    /// The kernel's `sun_path` has room for 108 bytes with the closing zero.
    static let limit = 107

    /// The socket of the engine whose journal is in `folder`.
    /// - Throws: `pathTooLong`.
    package init(inFolder folder: String) throws(GatewayError) {
        text = folder + "/podium.sock"
        guard text.utf8.count <= Self.limit else {
            throw .pathTooLong(text, limit: Self.limit)
        }
    }

    /// The socket as the host of a URL: every byte that is no letter or digit in percent.
    var host: String {
        text.utf8.reduce(into: "") { host, byte in
            let scalar = Unicode.Scalar(byte)
            if scalar.properties.isAlphabetic && byte < 0x80 || (48...57).contains(byte) {
                host.unicodeScalars.append(scalar)
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                host += "%" + (hex.count == 1 ? "0" : "") + hex
            }
        }
    }
}
