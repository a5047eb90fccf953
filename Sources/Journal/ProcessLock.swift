internal import Glibc
internal import Synchronization

/// Keeps a second process, and a second opener in this one, off a journal.
///
/// A file beside the journal is held with `flock` for as long as this value lives. The kernel lets
/// go when the process ends, however it ends, so that no stale lock is ever left. The journal's
/// own file is not used: SQLite's locks on it vanish when any descriptor of it is closed.
final class ProcessLock: Sendable {
    private let held: Mutex<Int32?>

    /// Takes the lock of the journal at `path` or says who has it.
    init(of path: String) throws(JournalError) {
        let name = path + ".lock"
        let descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw JournalError(errno: errno, at: path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(descriptor)
            close(descriptor)
            throw .inUse(path: path, process: holder)
        }
        // Only a courtesy to whoever comes second; the lock holds without it.
        let text = Array("\(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.count, 0)
        held = Mutex(descriptor)
    }

    deinit { release() }

    /// Lets the next opener in; a second call does nothing.
    func release() {
        held.withLock { descriptor in
            if let descriptor {
                // A child that is being started this very moment has a copy of it until it becomes
                // another program; closing alone would leave the lock with that copy.
                flock(descriptor, LOCK_UN)
                close(descriptor)
            }
            descriptor = nil
        }
    }

    private static func holder(_ descriptor: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        let digits = buffer.prefix(max(0, count)).prefix { (48...57).contains($0) }
        return Int32(String(decoding: digits, as: UTF8.self))
    }
}

extension JournalError {
    /// The journal's word for what the system said about the file at `path`.
    init(errno code: Int32, at path: String) {
        switch code {
        case EISDIR: self = .isFolder(path: path)
        case ENOENT, ENOTDIR: self = .missingFolder(path: path)
        case EACCES, EPERM: self = .noPermission(path: path)
        case EROFS: self = .readOnly(path: path)
        case ENOSPC, EDQUOT: self = .diskFull(path: path)
        default: self = .sqlite(path: path, code: code, message: String(cString: strerror(code)))
        }
    }
}
