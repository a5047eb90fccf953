internal import Foundation

/// What the kernel says of this process.
struct ProcessFigures: Sendable {
    /// Memory it has in RAM.
    let residentBytes: Int
    /// What of it is no file's: its heap and stacks, without the code that it has looked at.
    let ownBytes: Int
    /// How often its threads, those that have ended among them, went to sleep of their own accord.
    let wakeUps: Int

    /// As they are now; zeros where the kernel does not say.
    static var now: ProcessFigures {
        let pages = words(of: "/proc/self/statm").map { Int($0) ?? 0 }
        let (resident, shared) = pages.count > 2 ? (pages[1], pages[2]) : (0, 0)
        let pageBytes = Int(sysconf(Int32(_SC_PAGESIZE)))
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return ProcessFigures(
            residentBytes: resident * pageBytes,
            ownBytes: (resident - shared) * pageBytes,
            wakeUps: usage.ru_nvcsw
        )
    }

    private static func words(of path: String) -> [Substring] {
        let bytes = FileManager.default.contents(atPath: path) ?? Data()
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    }
}
