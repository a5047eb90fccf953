import Foundation

/// A range of seeds, lived through one after the other in this process.
enum Voyage {
    /// Where a process started for it finds its seeds.
    static let variable = "PODIUM_VOYAGE"

    static var isUnderWay: Bool { ProcessInfo.processInfo.environment[variable] != nil }

    /// Whether there is but one seed, of which all is told.
    static var isAlone: Bool {
        Fleet.range(ProcessInfo.processInfo.environment[variable] ?? "")?.count == 1
    }

    /// Tells what happens in a world that is lived through alone.
    static func note(_ line: @autoclosure () -> String) {
        if isAlone { tell("note - \(line())") }
    }

    /// Tells what becomes of each, a line each on the standard output.
    static func sail() {
        let seeds = Fleet.range(ProcessInfo.processInfo.environment[variable] ?? "") ?? 0..<0
        guard Schedule.takeOver() else { return tell("broken 0 the runtime has no hook") }
        // Commits wait for the disk; in memory they wait for nothing.
        let memory = URL(fileURLWithPath: "/dev/shm")
        let isThere = FileManager.default.isWritableFile(atPath: memory.path)
        let root = (isThere ? memory : FileManager.default.temporaryDirectory)
            .appending(path: "podium-\(ProcessInfo.processInfo.processIdentifier)")
        for seed in seeds { live(through: seed, in: root.appending(path: "\(seed)")) }
        try? FileManager.default.removeItem(at: root)
    }

    private static func live(through seed: UInt64, in folder: URL) {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let world = try SimulatedWorld(seed: seed, in: folder)
            for _ in 0..<60 { try world.happen() }
            try world.comeToRest()
            let findings = try world.findings()
            tell("lived \(seed) \(world.crashes) \(world.rollOvers)")
            for finding in findings { tell("broken \(seed) \(finding)") }
            try world.end()
        } catch {
            tell("broken \(seed) \(error)")
        }
    }

    private static func tell(_ line: String) {
        let text = line.replacing("\n", with: " ")
        FileHandle.standardOutput.write(Data("voyage \(text)\n".utf8))
    }
}
