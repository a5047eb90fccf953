internal import Glibc
internal import Synchronization

/// What a model's processes say beside their answers: the last lines in memory, more in a file.
///
/// The file is begun anew when it is full and the full one kept beside it, so that both together
/// never pass twice the limit. Written from the processes' own threads, where waiting harms nobody.
package final class ChildLog: Sendable {
    private struct State {
        var tail: [String] = []
        var size: Int?
    }
    private let path: String?
    private let stamp: @Sendable () -> String
    private let state = Mutex(State())

    /// Lines that are kept in memory.
    static let tailMax = 20
    /// A line is cut after so many bytes.
    static let lineBytesMax = 4096
    /// The size of a full file, in bytes.
    static let fileBytesMax = 1_048_576

    /// - Parameters:
    ///   - path: The file; nil for memory alone.
    ///   - stamp: The time of day, written before each line of the file.
    package init(at path: String? = nil, stamp: @escaping @Sendable () -> String = { "" }) {
        self.path = path
        self.stamp = stamp
    }

    /// The last lines, the newest last.
    package var tail: [String] { state.withLock { $0.tail } }

    /// Keeps a line; what is not printable in it becomes blank.
    func note(_ line: [UInt8]) {
        let text = readable(String(decoding: line.prefix(Self.lineBytesMax), as: UTF8.self))
        guard !text.isEmpty else { return }
        state.withLock { state in
            state.tail.append(text)
            if state.tail.count > Self.tailMax { state.tail.removeFirst() }
            if let path { Self.append(Array("\(stamp()) \(text)\n".utf8), to: path, &state.size) }
        }
    }

    /// A log that cannot be written harms no call: the line is in memory still.
    private static func append(_ line: [UInt8], to path: String, _ size: inout Int?) {
        if (size ?? 0) + line.count > fileBytesMax {
            rename(path, "\(path).1")
            size = 0
        }
        let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return }
        defer { close(file) }
        let before = size ?? Int(lseek(file, 0, SEEK_END))
        size = before + max(0, write(file, line, line.count))
    }
}
