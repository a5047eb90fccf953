internal import Engine
internal import Foundation
internal import Journal
internal import Orchestration

/// Where scenarios are measured: a temporary folder on one disk, and what one bare row costs there.
struct Workbench: Sendable {
    let folder: String
    let clock = ContinuousClock()
    /// The time bare SQLite takes for one row in groups of 100.
    let bareRow: Duration
    /// Where a scenario that takes long says how far it is.
    let tell: @Sendable (String) -> Void

    /// Makes the folder inside `parent`, which must exist, and measures the disk.
    init(in parent: String, tell: @escaping @Sendable (String) -> Void) async throws {
        folder = parent + "/podium-bench-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        self.tell = tell
        let bare = BareSQLite(rows: 10_000)
        _ = try await bare.time(in: folder, clock: clock)
        bareRow = try await bare.time(in: folder, clock: clock) / 10_000
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
