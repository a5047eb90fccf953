/// How long the newest frames took to build.
struct FramePace {
    private var newest: [Duration] = []
    private var frames = 0

    /// So many are kept.
    static let kept = 512

    /// Notes a frame.
    mutating func note(_ duration: Duration) {
        if newest.count < Self.kept {
            newest.append(duration)
        } else {
            newest[frames % Self.kept] = duration
        }
        frames += 1
    }

    /// What `:perf` shows.
    var lines: [String] {
        let sorted = newest.sorted()
        guard let most = sorted.last else { return ["no frame was built yet"] }
        func share(_ part: Double) -> Duration {
            sorted[min(sorted.count - 1, Int(part * Double(sorted.count)))]
        }
        return [
            "frames built    \(frames), the newest \(sorted.count) measured",
            "building one    p50 \(Self.text(share(0.5)))  p99 \(Self.text(share(0.99)))  most \(Self.text(most))",
            "budget          2 ms at 120x36, 5 ms at 300x90",
            "memory          \(ProcessMemory.resident.map { "\($0 / 1_048_576) MB resident" } ?? "-")",
        ]
    }

    private static func text(_ duration: Duration) -> String {
        let microseconds = duration.components.attoseconds / 1_000_000_000_000
        return "\(duration.components.seconds * 1_000_000 + microseconds) us"
    }
}

internal import Foundation

/// What the kernel says about this process.
enum ProcessMemory {
    /// Bytes in memory now; nil where there is no `/proc`.
    static var resident: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
            return nil
        }
        let fields = text.split(separator: " ")
        return fields.count > 1 ? Int(fields[1]).map { $0 * 4096 } : nil
    }
}
