internal import CZlib
internal import Console
internal import Foundation
internal import Orchestration

extension Moments.Press {
    /// JSON, deflated: what takes 100 kB as a value takes a tenth of it so.
    static let deflated = Moments.Press(
        pack: { snapshot in (try? JSONEncoder().encode(snapshot)).flatMap(deflate) },
        unpack: { bytes in
            inflate(bytes).flatMap { try? JSONDecoder().decode(Snapshot.self, from: $0) }
        }
    )

    /// Eight bytes that say how long it was, then zlib's stream; nil where zlib has no memory.
    private static func deflate(_ data: Data) -> [UInt8]? {
        var count = compressBound(uLong(data.count))
        var packed = [UInt8](repeating: 0, count: Int(count))
        let code = data.withUnsafeBytes { bytes in
            compress2(
                &packed,
                &count,
                bytes.bindMemory(to: UInt8.self).baseAddress,
                uLong(data.count),
                Z_BEST_SPEED
            )
        }
        guard code == Z_OK else { return nil }
        var whole: [UInt8] = []
        // Hundreds of these are kept: adding two arrays would take twice what is needed.
        whole.reserveCapacity(8 + Int(count))
        withUnsafeBytes(of: UInt64(data.count).littleEndian) { whole += $0 }
        whole += packed.prefix(Int(count))
        return whole
    }

    private static func inflate(_ bytes: [UInt8]) -> Data? {
        guard bytes.count > 8 else { return nil }
        let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var count = uLong(length)
        var data = Data(count: Int(length))
        let packed = Array(bytes.dropFirst(8))
        let code = data.withUnsafeMutableBytes { whole in
            uncompress(
                whole.bindMemory(to: UInt8.self).baseAddress,
                &count,
                packed,
                uLong(packed.count)
            )
        }
        return code == Z_OK && count == uLong(length) ? data : nil
    }
}
