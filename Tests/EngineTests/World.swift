import Foundation
import Journal
import Orchestration

@testable import Engine

/// An engine on a journal of its own, with a clock and a performer that do as they are told.
final class World {
    let project: Project
    let performer = ScriptedPerformer()
    private(set) var time: ManualTime
    private(set) var journal: Journal
    private(set) var engine: Engine
    private(set) var board = SnapshotBoard()
    /// What keys of effects begin with, from the next start on.
    var token: String
    private let folder: URL
    private let options: Engine.Options
    private let herald: (any Herald)?
    let lineage: LineageLog

    init(
        _ project: Project,
        options: Engine.Options = Engine.Options(),
        journal journalOptions: Journal.Options = Journal.Options(),
        token: String = "",
        herald: (any Herald)? = nil
    ) async throws {
        self.herald = herald
        self.token = token
        lineage = LineageLog(project)
        folder = FileManager.default.temporaryDirectory
            .appending(path: "engine-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.project = project
        self.options = options
        time = ManualTime()
        let file = folder.appending(path: "test.podium").path
        let journal = try Journal(at: file, options: journalOptions)
        self.journal = journal
        engine = Self.engine(
            project,
            journal,
            time,
            performer,
            board,
            options,
            token,
            herald,
            lineage
        )
        try await engine.start()
        await settle()
    }

    deinit {
        try? journal.close()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func engine(
        _ project: Project,
        _ journal: Journal,
        _ time: ManualTime,
        _ performer: any Performer,
        _ board: SnapshotBoard,
        _ options: Engine.Options,
        _ token: String,
        _ herald: (any Herald)?,
        _ lineage: LineageLog
    ) -> Engine {
        var parts = Engine.Parts(
            journal: journal,
            time: time,
            performer: performer,
            project: project,
            switchboard: Switchboard(project: project, seed: 1, at: time.now()),
            telemetry: Telemetry(),
            scores: ScoreBoard(),
            profiles: ProfileHub(journal: journal),
            snapshots: board
        )
        parts.herald = herald
        parts.token = token
        parts.lineage = lineage
        return Engine(parts, options: options)
    }

    /// The process dies, and another one opens the journal `later`.
    ///
    /// The old engine is not told: its journal closes underneath it, and its clock stands still.
    func crash(
        _ next: Project? = nil,
        reopened later: Duration = .zero,
        options: Engine.Options? = nil
    ) async throws {
        try journal.close()
        performer.abandon()
        time = ManualTime(at: time.now() + later)
        journal = try Journal(at: folder.appending(path: "test.podium").path)
        board = SnapshotBoard()
        engine = Self.engine(
            next ?? project,
            journal,
            time,
            performer,
            board,
            options ?? self.options,
            token,
            herald,
            lineage
        )
        try await engine.start()
        await settle()
    }

    /// Brings an order of a customer in.
    @discardableResult
    func order(_ id: String, of customer: String = "ada", type: String = "order") async -> Admission
    {
        await engine.submit(Self.event(id, of: customer, type: type))
    }

    static func event(_ id: String, of customer: String = "ada", type: String = "order") -> [UInt8]
    {
        let text = """
            {"id":"\(id)","type":"\(type)","time":"1970-01-01T00:00:00Z","customer":"\(customer)"}
            """
        return Array(text.utf8)
    }

    /// Waits until nothing is under way but what hangs.
    func settle() async {
        while !(await engine.isIdle(besides: performer.hanging)) { await Task.yield() }
    }

    /// Moves the clock from one due moment to the next, and lets everything come to rest at each.
    func pass(_ duration: Duration) async {
        let end = time.now() + duration
        while let due = await nextDue, due <= end {
            time.advance(to: due)
            await settle()
        }
        time.advance(to: end)
        await settle()
    }

    /// The earliest moment at which anything happens of itself.
    ///
    /// What the engine has planned counts although nobody sleeps until then yet: on a machine with
    /// little to spare its sleeper may not have had its turn.
    private var nextDue: Instant? {
        get async { [time.nextDue, await engine.nextDue].compactMap(\.self).min() }
    }

    /// The run's journaled row; nil where there is none.
    func row(_ id: RunID) async throws -> RunRow? { try await journal.history(of: id)?.row }

    /// The facts of a run, as journaled.
    func facts(_ id: RunID) async throws -> [Fact] {
        try await journal.history(of: id)?.facts.map(\.fact) ?? []
    }

    /// Gives an order of an operator's.
    @discardableResult
    func operate(
        _ action: Control.Action,
        seen: Int64? = nil,
        request: String = UUID().uuidString
    ) async -> Control.Receipt {
        await engine.perform(
            Control.Order(
                action,
                actor: "dana",
                reason: "a test",
                versionSeen: seen,
                requestID: request
            )
        )
    }
}

extension Admission {
    /// The run it started; nil where it started none.
    var run: RunID? {
        guard case .started(let run) = self else { return nil }
        return run
    }
}

extension Control.Receipt {
    var isDone: Bool {
        if case .done = result { true } else { false }
    }

    var words: String {
        switch result {
        case .done(let text), .refused(let text): text
        }
    }
}
