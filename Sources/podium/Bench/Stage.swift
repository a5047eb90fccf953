internal import Engine
internal import Foundation
internal import Journal
internal import Orchestration

/// The real engine on a real journal, with one workflow.
struct Stage: Sendable {
    let path: String
    let workflow: Workflow
    let journal: Journal
    let engine: Engine
    let board = SnapshotBoard()

    init(_ path: String, _ workflow: Workflow, _ performer: any Performer) async throws {
        self.path = path
        self.workflow = workflow
        journal = try Journal(at: path)
        var project = Project()
        project.name = "bench"
        project.workflows = [workflow]
        let thread = EngineThread()
        let time = SystemTime(origin: Moment.now, on: thread)
        engine = Engine(
            Engine.Parts(
                journal: journal,
                time: time,
                executor: thread,
                performer: performer,
                project: project,
                switchboard: Switchboard(project: project, seed: 1, at: time.now()),
                telemetry: Telemetry(),
                scores: ScoreBoard(),
                profiles: ProfileHub(journal: journal),
                snapshots: board
            )
        )
        try await engine.start()
    }

    /// Starts as many runs at once and answers when each opening is durable.
    func start(_ runs: Int, prefix: String) async throws -> [RunID] {
        let engine = engine
        return try await withThrowingTaskGroup(of: RunID.self) { group in
            for number in 0..<runs {
                let event = Self.event("\(prefix)-\(number)")
                group.addTask {
                    guard case .started(let run) = await engine.submit(event) else {
                        throw Complaint("an event of the bench started no run")
                    }
                    return run
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Stops the engine and closes the journal.
    func close() async throws {
        await engine.stop()
        try journal.close()
    }

    private static func event(_ id: String) -> [UInt8] {
        Array(#"{"id":"\#(id)","type":"bench","time":"2026-01-01T00:00:00Z"}"#.utf8)
    }
}

extension Workbench {
    /// Opens the journal anew and counts: every run has ended well, with all its steps.
    func verify(_ stage: Stage, _ runs: [RunID]) async throws {
        let journal = try Journal(at: stage.path)
        for run in runs {
            guard let history = try await journal.history(of: run) else {
                throw Complaint("run \(run.text) is not in the journal")
            }
            let steps = history.facts.count { if case .succeeded = $0.fact { true } else { false } }
            guard history.row.state == .ok, steps == stage.workflow.steps.count else {
                throw Complaint(
                    "run \(run.text) has \(steps) of \(stage.workflow.steps.count) steps"
                )
            }
        }
        try journal.close()
    }
}
