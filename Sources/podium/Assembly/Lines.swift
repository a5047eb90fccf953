internal import Foundation
internal import Synchronization

/// The lines of a file, read on a thread of their own.
///
/// A read may wait for whoever writes, as long as they like: on a thread of the cooperative pool it
/// would hold up the engine.
struct LineFeed: AsyncSequence {
    private let reader: Reader

    init(_ file: FileHandle) { reader = Reader(Lines(file)) }

    func makeAsyncIterator() -> Iterator { Iterator(reader: reader) }

    /// Hands out what was read, and asks for more when that is used up.
    struct Iterator: AsyncIteratorProtocol {
        fileprivate let reader: Reader
        private var lines: ArraySlice<[UInt8]> = []

        fileprivate init(reader: Reader) { self.reader = reader }

        mutating func next() async throws -> [UInt8]? {
            try Task.checkCancellation()
            if lines.isEmpty { lines = await reader.more()[...] }
            return lines.popFirst()
        }
    }

    /// Reads when asked to, and never ahead.
    fileprivate final class Reader: Sendable {
        private let lines: Mutex<Lines>
        private let queue = DispatchQueue(label: "podium.lines")

        init(_ lines: Lines) { self.lines = Mutex(lines) }

        /// At least one line, and those that came with it; none at the end.
        func more() async -> [[UInt8]] {
            await withCheckedContinuation { continuation in
                queue.async { continuation.resume(returning: self.lines.withLock { $0.some() }) }
            }
        }
    }
}

/// The lines of a file, read in pieces.
///
/// Of a line longer than 16 MiB, more than any event may have, as much is given and the rest passed
/// over.
struct Lines: Sequence, IteratorProtocol {
    private let file: FileHandle
    private var buffer: [UInt8] = []
    /// Where the part of the buffer begins that has not been given out.
    private var start = 0
    private var isAtEnd = false
    private var isPassingOver = false
    private static let longest = 16_777_216

    init(_ file: FileHandle) { self.file = file }

    mutating func next() -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                let line = isPassingOver ? [] : Array(buffer[start..<end])
                isPassingOver = false
                start = end + 1
                if !line.isEmpty { return line }
                searched = start
            } else if isAtEnd || buffer.count - start > Self.longest {
                defer { (buffer, start) = ([], 0) }
                let isRest = isPassingOver
                isPassingOver = !isAtEnd
                if start < buffer.count, !isRest { return Array(buffer[start...]) }
                if isAtEnd { return nil }
                searched = 0
                (buffer, start) = ([], 0)
            } else {
                searched = buffer.count - start
                refill()
            }
        }
    }

    /// Moves what is left to the front, once for each piece read and not once for each line.
    private mutating func refill() {
        buffer.removeSubrange(..<start)
        start = 0
        // Whatever is there, be it one line: Foundation's own call would wait for all of it.
        let piece = [UInt8](unsafeUninitializedCapacity: 65_536) { bytes, count in
            repeat {
                count = read(file.fileDescriptor, bytes.baseAddress, 65_536)
            } while count < 0
                && errno == EINTR
            count = Swift.max(0, count)
        }
        isAtEnd = piece.isEmpty
        buffer += piece
    }

    /// Whether a line is at hand without reading on.
    fileprivate var hasLine: Bool { start < buffer.count && buffer[start...].contains(0x0A) }
}

extension Lines {
    /// The next line, and up to 255 more that need no waiting.
    fileprivate mutating func some() -> [[UInt8]] {
        guard let first = next() else { return [] }
        var lines = [first]
        while lines.count < 256, hasLine, let line = next() { lines.append(line) }
        return lines
    }
}
