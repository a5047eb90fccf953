internal import Foundation

/// Pages of the program's code in memory.
///
/// An idle engine has some 5 MB of memory of its own, a console 7. The rest of what the kernel counts as resident
/// is code, most of it run through once by the start: the runtime looks for conformances, the
/// project is read, the first frame drawn. The kernel takes such pages back when memory is short, and
/// until then they look like ours.
enum ProgramPages {
    /// Gives them back once starting is over: in five seconds, unless the task is cancelled first.
    static func giveBackAfterStart() -> Task<Void, any Error> {
        Task {
            try await Task.sleep(for: .seconds(5))
            giveBack()
        }
    }

    /// Gives all of them back; those that run next come from the page cache, without a read.
    ///
    /// Only executable mappings of files that nobody may write to: their pages are never changed, so
    /// that the file has all that is in them. Tables that the loader has relocated are not among them.
    static func giveBack() {
        let bytes = FileManager.default.contents(atPath: "/proc/self/maps") ?? Data()
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard let (start, length) = code(line) else { continue }
            madvise(start, length, MADV_DONTNEED)
        }
    }

    /// The range of a line such as `7f1c2000-7f1c9000 r-xp 00000000 fe:01 42   /usr/lib/libc.so.6`,
    /// where that is code of a file.
    private static func code(_ line: Substring) -> (UnsafeMutableRawPointer, Int)? {
        let words = line.split(separator: " ")
        guard words.count > 5, words[1] == "r-xp", words[5].hasPrefix("/") else { return nil }
        let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard ends.count == 2, ends[0] < ends[1] else { return nil }
        return UnsafeMutableRawPointer(bitPattern: ends[0]).map { ($0, Int(ends[1] - ends[0])) }
    }
}
