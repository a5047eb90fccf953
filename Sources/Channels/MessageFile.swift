#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The file behind a file channel: appended to, never rewritten, held by one process.
///
/// Not thread-safe; its actor's executor is its only caller after opening.
final class MessageFile {
    /// The last part of the path, for references.
    let name: String
    /// Bytes up to the end of the last whole line.
    private(set) var size: Int64 = 0
    private let descriptor: Int32

    /// Opens or creates the file with mode 0600 and takes its lock.
    init(path: String) throws(ChannelError) {
        name = path.split(separator: "/").last.map(String.init) ?? path
        descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, why: Self.reason()) }
        var status = stat()
        // A pipe or a device keeps nothing, and reading one to its end may never end.
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .cannotOpen(path: path, why: "It is no regular file")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .heldByAnother(path: path)
        }
        // A file made by other means may be readable to all.
        fchmod(descriptor, 0o600)
    }

    deinit {
        // A child that is being started this very moment has a copy, and with it would have the lock.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Reads every key and where its line begins, then cuts off a line without an end.
    ///
    /// Reads in pieces: the file may be larger than memory. Of equal keys the first counts; a line
    /// that is no message is passed over.
    func offsetsOfKeys() throws(ChannelError) -> [String: Int64] {
        var offsets: [String: Int64] = [:]
        var line: [UInt8] = []
        var start: Int64 = 0
        var position: Int64 = 0
        var piece = [UInt8](repeating: 0, count: 262_144)
        while true {
            let count = pread(descriptor, &piece, piece.count, off_t(position))
            guard count >= 0 else { throw .cannotOpen(path: name, why: Self.reason()) }
            guard count > 0 else { break }
            var rest = piece[..<count]
            while let end = rest.firstIndex(of: 0x0A) {
                line += rest[..<end]
                if let key = MessageLine.key(in: line), offsets[key] == nil { offsets[key] = start }
                line.removeAll(keepingCapacity: true)
                start = position + Int64(end) + 1
                rest = rest[(end + 1)...]
            }
            // A "line" beyond all reason is not kept in memory; it will be no message either way.
            if line.count < 16_777_216 { line += rest }
            position += Int64(count)
        }
        size = start
        if position > start { try cutToSize() }
        return offsets
    }

    /// The message whose line begins there; nil where it cannot be read.
    func line(at offset: Int64) -> MessageLine? {
        var line: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while line.count < 16_777_216 {
            let position = off_t(offset + Int64(line.count))
            let count = pread(descriptor, &piece, piece.count, position)
            guard count > 0 else { return nil }
            guard let end = piece[..<count].firstIndex(of: 0x0A) else {
                line += piece[..<count]
                continue
            }
            return MessageLine(json: line + piece[..<end])
        }
        return nil
    }

    /// Appends in one write and waits for the disk.
    func append(_ bytes: [UInt8]) -> Result<Void, AppendError> {
        guard write(descriptor, bytes, bytes.count) == bytes.count else {
            let why = Self.reason()
            // Half a line must not stay: the next one would be glued to it.
            guard ftruncate(descriptor, off_t(size)) == 0 else { return .failure(.unsure) }
            return .failure(.nothingWritten(why))
        }
        guard fsync(descriptor) == 0 else { return .failure(.unsure) }
        size += Int64(bytes.count)
        return .success(())
    }

    private func cutToSize() throws(ChannelError) {
        guard ftruncate(descriptor, off_t(size)) == 0, fsync(descriptor) == 0 else {
            throw .cannotOpen(path: name, why: Self.reason())
        }
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}

/// Why an append did not succeed.
enum AppendError: Error {
    /// The file is as it was.
    case nothingWritten(String)
    /// Nobody knows what the disk holds.
    case unsure
}

/// Why a channel cannot be opened.
package enum ChannelError: Error, Hashable, Sendable {
    case cannotOpen(path: String, why: String)
    case heldByAnother(path: String)

    /// What happened and what to do, for people.
    package var sentence: String {
        switch self {
        case .cannotOpen(let path, let why):
            "The message file \(path) cannot be opened: \(why). Check the path and its rights."
        case .heldByAnother(let path):
            "Another process writes \(path). Stop it, or give this one another data folder."
        }
    }
}
