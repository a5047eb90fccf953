internal import Foundation

/// What the kernel says of this process.
struct ProcessFigures: Sendable {
    /// Memory it has in RAM.
    let residentBytes: Int
    /// How often its threads, those that have ended among them, went to sleep of their own accord.
    let wakeUps: Int

    /// As they are now; zeros where the kernel does not say.
    static var now: ProcessFigures {
        let pages = words(of: "/proc/self/statm").dropFirst().first.flatMap { Int($0) } ?? 0
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return ProcessFigures(
            residentBytes: pages * Int(sysconf(Int32(_SC_PAGESIZE))),
            wakeUps: usage.ru_nvcsw
        )
    }

    private static func words(of path: String) -> [Substring] {
        let bytes = FileManager.default.contents(atPath: path) ?? Data()
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    }
}
