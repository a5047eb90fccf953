internal import Glibc

/// Which files a journal's path stands for at this moment: the file itself and its write-ahead log.
///
/// A file that was removed or replaced is written to all the same by whoever has it open, and all of
/// that is lost with its last descriptor.
struct FilePlace: Hashable, Sendable {
    private let file: Number?
    private let log: Number?

    /// Two looks at the file system, some two microseconds.
    init(of path: String) {
        file = Number(of: path)
        log = Number(of: path + "-wal")
    }

    private struct Number: Hashable, Sendable {
        let device: UInt64
        let inode: UInt64

        /// Nil where there is none.
        init?(of path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
        }
    }
}
