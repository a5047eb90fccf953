internal import Engine
internal import Foundation
internal import Orchestration

/// Reads events line by line and hands them to the engine.
struct Intake {
    private let engine: Engine

    init(_ engine: Engine) { self.engine = engine }

    /// What became of the events.
    struct Counts: Sendable {
        var started = 0
        var signalled = 0
        var noted = 0
        var duplicates = 0
        var deadLetters = 0
        /// Kept until their source is resumed.
        var held = 0
        /// Not accepted: the journal could not be written until the end.
        var lost = 0
        var firstReason = ""

        mutating func add(_ admission: Admission) {
            switch admission {
            case .started: started += 1
            case .signalled: signalled += 1
            case .noted: noted += 1
            case .held: held += 1
            case .duplicate: duplicates += 1
            case .deadLetter(let reason):
                deadLetters += 1
                if firstReason.isEmpty { firstReason = reason }
            case .lost: lost += 1
            }
        }

        var total: Int { started + signalled + noted + duplicates + deadLetters + held + lost }

        var text: String {
            "\(total) events: \(started) runs started, \(signalled) only answered a wait, \(noted) noted, "
                + "\(duplicates) seen before, \(deadLetters) to the dead-letter list"
                + (firstReason.isEmpty ? "" : " (the first: \(firstReason))")
                + (held == 0 ? "" : ", \(held) kept until their source is resumed")
                + (lost == 0 ? "" : ", \(lost) NOT taken in")
        }
    }

    /// Reads a file, or standard input for `-`; nothing for nil.
    func read(_ path: String?) async throws -> Counts {
        guard let path else { return Counts() }
        var counts = Counts()
        let file = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        guard let file else { throw Complaint("\(path) cannot be read.") }
        try await withThrowingTaskGroup(of: Admission.self) { group in
            var underWay = 0
            for try await line in LineFeed(file) {
                try Task.checkCancellation()
                if underWay >= 256, let admission = try await group.next() {
                    counts.add(admission)
                    underWay -= 1
                }
                group.addTask { await engine.submit(line) }
                underWay += 1
            }
            for try await admission in group { counts.add(admission) }
        }
        return counts
    }
}
