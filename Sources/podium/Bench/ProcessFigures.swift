internal import CChild
internal import Foundation

/// What the kernel says of this process.
struct ProcessFigures: Sendable {
    /// Memory it has in RAM.
    let residentBytes: Int
    /// What its heap holds that has not been freed.
    let heapBytes: Int
    /// How often its threads, those that have ended among them, went to sleep of their own accord.
    let wakeUps: Int

    /// As they are now; zeros where the kernel does not say.
    static var now: ProcessFigures {
        let pages = words(of: "/proc/self/statm").map { Int($0) ?? 0 }
        let resident = pages.count > 1 ? pages[1] : 0
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return ProcessFigures(
            residentBytes: resident * Int(sysconf(Int32(_SC_PAGESIZE))),
            heapBytes: Int(podium_heap_bytes()),
            wakeUps: usage.ru_nvcsw
        )
    }

    private static func words(of path: String) -> [Substring] {
        let bytes = FileManager.default.contents(atPath: path) ?? Data()
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    }
}
