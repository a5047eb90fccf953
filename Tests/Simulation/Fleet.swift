import Foundation

/// Sends seeds out, as many processes at a time as there are processors, and gathers what they tell.
enum Fleet {
    /// The seeds asked for: `PODIUM_SEED=7` or `PODIUM_SEEDS=0..<20000`.
    static var seeds: Range<UInt64> {
        let environment = ProcessInfo.processInfo.environment
        if let one = environment["PODIUM_SEED"].flatMap(UInt64.init) { return one..<(one + 1) }
        return environment["PODIUM_SEEDS"].flatMap(range) ?? 0..<2000
    }

    /// Reads `first..<end`.
    static func range(_ text: String) -> Range<UInt64>? {
        let ends = text.components(separatedBy: "..<").compactMap(UInt64.init)
        guard ends.count == 2, ends[0] <= ends[1] else { return nil }
        return ends[0]..<ends[1]
    }

    /// What all of them told.
    struct Report: Sendable {
        var worlds = 0
        var crashes = 0
        var rollOvers = 0
        var failures: [String] = []

        var text: String { "\(worlds) worlds with \(crashes) crashes and \(rollOvers) roll-overs" }
    }

    /// Lives through all of them.
    static func sail(_ seeds: Range<UInt64>) async throws -> Report {
        let size: UInt64 = 250
        let parts = stride(from: seeds.lowerBound, to: seeds.upperBound, by: Int(size)).map {
            $0..<min($0 + size, seeds.upperBound)
        }
        return try await withThrowingTaskGroup(of: Report.self) { group in
            var report = Report()
            var waiting = parts[...]
            for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) {
                if let part = waiting.popFirst() { group.addTask { try await sailed(part) } }
            }
            while let part = try await group.next() {
                report.worlds += part.worlds
                report.crashes += part.crashes
                report.rollOvers += part.rollOvers
                report.failures += part.failures
                if let part = waiting.popFirst() { group.addTask { try await sailed(part) } }
            }
            return report
        }
    }

    /// This very test program again, with nothing to do but these seeds.
    private static func sailed(_ seeds: Range<UInt64>) async throws -> Report {
        let process = Process()
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["--testing-library", "swift-testing", "--filter", "a voyage"]
        process.environment = ProcessInfo.processInfo.environment.merging([
            Voyage.variable: "\(seeds.lowerBound)..<\(seeds.upperBound)",
            // Sets and dictionaries in the same order every time.
            "SWIFT_DETERMINISTIC_HASHING": "1",
        ]) { _, added in added }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = await withCheckedContinuation { continuation in
            // Waits for the whole voyage: not on a thread of the cooperative pool.
            Thread.detachNewThread {
                let output = pipe.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                continuation.resume(returning: String(decoding: output, as: UTF8.self))
            }
        }
        return report(of: output, seeds)
    }

    private static func report(of output: String, _ seeds: Range<UInt64>) -> Report {
        var report = Report()
        for line in output.split(separator: "\n") where line.hasPrefix("voyage ") {
            let words = line.split(separator: " ", maxSplits: 3).map(String.init)
            guard words.count == 4 else { continue }
            if words[1] == "note" {
                print(words[3])
            } else if words[1] == "lived" {
                report.worlds += 1
                let counts = words[3].split(separator: " ").compactMap { Int($0) }
                report.crashes += counts.first ?? 0
                report.rollOvers += counts.last ?? 0
            } else {
                report.failures.append(
                    "\(words[3]): PODIUM_SEED=\(words[2]) swift test --filter Simulation"
                )
            }
        }
        if report.worlds < seeds.count, report.failures.isEmpty {
            report.failures.append(
                "a voyage ended after \(report.worlds) worlds: "
                    + "PODIUM_SEED=\(seeds.lowerBound + UInt64(report.worlds)) "
                    + "swift test --filter Simulation"
            )
        }
        return report
    }
}
