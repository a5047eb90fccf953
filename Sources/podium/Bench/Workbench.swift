internal import Engine
internal import Foundation
internal import Journal
internal import Orchestration

/// Where scenarios are measured: a temporary folder on one disk, and what one bare row costs there.
struct Workbench: Sendable {
    let folder: String
    let clock = ContinuousClock()
    /// The time bare SQLite takes for one row in groups of 100; zero before it was measured.
    private(set) var bareRow = Duration.zero
    /// Where a scenario that takes long says how far it is.
    let tell: @Sendable (String) -> Void

    /// Makes the folder inside `parent`, which must exist.
    init(in parent: String, tell: @escaping @Sendable (String) -> Void) throws {
        folder = parent + "/podium-bench-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        self.tell = tell
    }

    /// Measures the disk, once.
    mutating func measureDisk() async throws {
        guard bareRow == .zero else { return }
        _ = try await bare(10_000)
        bareRow = try await bare(10_000) / 10_000
    }

    /// Removes everything it has written.
    func clear() { try? FileManager.default.removeItem(atPath: folder) }

    /// Bare SQLite's time for as many rows.
    func bare(_ rows: Int, perCommit: Int = 100) async throws -> Duration {
        try await BareSQLite(rows: rows, rowsPerCommit: perCommit).time(in: folder, clock: clock)
    }

    /// An engine on the journal of that name, started, with a performer that does no work.
    func stage(
        _ name: String,
        _ workflow: Workflow,
        _ performer: any Performer = IdlePerformer()
    ) async throws -> Stage {
        try await Stage(folder + "/\(name).db", workflow, performer)
    }

    func time(_ work: () async throws -> Void) async rethrows -> Duration {
        let start = clock.now
        try await work()
        return start.duration(to: clock.now)
    }
}

extension Duration {
    var milliseconds: Double { self / .milliseconds(1) }
    var seconds: Double { self / .seconds(1) }
}

extension [Double] {
    /// The middle one; nil of none.
    var median: Double? { isEmpty ? nil : sorted()[count / 2] }
}
