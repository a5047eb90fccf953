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
        var firstReason = ""

        mutating func add(_ admission: Admission) {
            switch admission {
            case .started: started += 1
            case .signalled: signalled += 1
            case .noted: noted += 1
            case .duplicate: duplicates += 1
            case .deadLetter(let reason):
                deadLetters += 1
                if firstReason.isEmpty { firstReason = reason }
            }
        }

        var total: Int { started + signalled + noted + duplicates + deadLetters }

        var text: String {
            "\(total) events: \(started) runs started, \(signalled) answered a wait, \(noted) noted, "
                + "\(duplicates) seen before, \(deadLetters) to the dead-letter list"
                + (firstReason.isEmpty ? "" : " (the first: \(firstReason))")
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
            for line in Lines(file) {
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

/// The lines of a file, read in pieces; a line that is too long is cut where it exceeds a megabyte.
struct Lines: Sequence, IteratorProtocol {
    private let file: FileHandle
    private var buffer: [UInt8] = []
    /// Where the part of the buffer begins that has not been given out.
    private var start = 0
    private var isAtEnd = false
    private static let longest = 1_048_576

    init(_ file: FileHandle) { self.file = file }

    mutating func next() -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                let line = Array(buffer[start..<end])
                start = end + 1
                if !line.isEmpty { return line }
                searched = start
            } else if isAtEnd || buffer.count - start > Self.longest {
                defer { (buffer, start) = ([], 0) }
                return start == buffer.count ? nil : Array(buffer[start...])
            } else {
                searched = buffer.count - start
                refill()
            }
        }
    }

    /// Moves what is left to the front, once for each piece read and not once for each line.
    private mutating func refill() {
        buffer.removeSubrange(..<start)
        start = 0
        let data = file.readData(ofLength: 65_536)
        isAtEnd = data.isEmpty
        buffer += data
    }
}
