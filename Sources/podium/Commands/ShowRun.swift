internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Journal
internal import Orchestration

/// `podium runs show`.
struct ShowRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one run: its steps, where its time went, and what it waits for."
    )
    @Argument(help: "The run.") var id: String
    @Option(help: "The folder with the journal.", completion: .directory)
    var data: String = Whereabouts.data

    func run() async throws {
        let detail = try await Reach(data).use(
            running: { remote in try await remote.run(RunID(id)) },
            idle: { try await Archive.open(in: data) { try await $0.detail(of: RunID(id)) } }
        )
        guard let detail else {
            throw Complaint("there is no run \(id) whose workflow's text is known here.")
        }
        print(TextTable.safeLines(RunReport(detail, at: detail.row.closed ?? Moment.now).text))
    }
}

/// `podium runs bottleneck`.
struct ShowBottleneck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bottleneck",
        abstract: "Say which step holds a workflow's newest runs back."
    )
    @Argument(help: "The workflow.") var workflow: String
    @Option(help: "The folder with the journal.", completion: .directory)
    var data: String = Whereabouts.data
    @Option(help: "How many runs to look at, 1 to 1000.") var last = 100

    func run() async throws {
        guard (1...1000).contains(last) else { throw ValidationError("--last is 1 to 1000.") }
        let runs = try await Reach(data).use(
            running: { try await newest($0.runs, $0.run) },
            idle: { try await Archive.open(in: data) { try await newest($0.page, $0.detail) } }
        )
        guard let bottleneck = Bottleneck(of: runs, at: Moment.now) else {
            throw Complaint("no run of \(workflow) has spent any time.")
        }
        print(TextTable.safe(bottleneck.sentence))
    }

    private func newest(
        _ page: (RunQuery) async throws -> RunPage,
        _ detail: (RunID) async throws -> RunDetail?
    ) async throws -> [RunDetail] {
        var query = RunQuery()
        query.workflow = workflow
        query.limit = last
        var details: [RunDetail] = []
        for row in try await page(query).rows {
            if let found = try await detail(row.id) { details.append(found) }
        }
        return details
    }
}

/// A journal opened to be read.
private enum Archive {
    static func open<T>(in data: String, _ read: (RunArchive) async throws -> T) async throws -> T {
        let journal = try Journal.toRead(at: data + "/journal.db")
        let result = try await read(RunArchive(journal, revive: Definitions.revive))
        try journal.close()
        return result
    }
}

/// A run as text: a head, a table of its steps, and what decided how long it took.
struct RunReport {
    let detail: RunDetail
    let now: Instant

    init(_ detail: RunDetail, at now: Instant) {
        self.detail = detail
        self.now = now
    }

    var text: String {
        let row = detail.row
        var lines = ["\(row.workflow)#\(row.id.text)  \(row.state.rawValue)  \(row.subject)"]
        if !row.reason.isEmpty, detail.waitsFor.isEmpty { lines.append("reason: \(row.reason)") }
        if !detail.waitsFor.isEmpty {
            let waits = detail.waitsFor.replacing("waits for ", with: "")
            lines.append("waits for: \(waits)")
        }
        lines.append("version: \(row.versionSeen), for --if-version")
        let labels = detail.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        if !labels.isEmpty { lines.append("labels: " + labels.joined(separator: " ")) }
        if detail.priority != 0 { lines.append("priority: \(detail.priority)") }
        lines.append(TextTable(detail.steps.indices.map(columns), heads: Self.heads).text)
        let path = detail.criticalPath.map { detail.steps[$0].sketch.name }
        if !path.isEmpty { lines.append("critical path: " + path.joined(separator: " > ")) }
        if let bottleneck = detail.bottleneck(at: now) { lines.append(bottleneck.sentence) }
        return lines.joined(separator: "\n")
    }

    private func progress(of step: StepDetail) -> String {
        guard let last = step.attempts.last, last.ended == nil, !last.progress.isEmpty else {
            return ""
        }
        return "progress \(last.progress)"
    }

    private static let heads = [
        "STEP", "KIND", "STATE", "TRIES", "ITEMS", "QUEUE", "SERVICE", "PAUSES", "WAITED", "REASON",
    ]

    private func columns(_ index: Int) -> [String] {
        let step = detail.steps[index]
        let times = step.times(at: now)
        let began = !step.attempts.isEmpty
        return [
            step.sketch.name, step.sketch.kind, step.state.rawValue, "\(step.attempts.count)",
            step.items.map { "\($0.succeeded)/\($0.total)" } ?? "-", times.queue?.text ?? "-",
            began ? times.service.text : "-", began ? times.pauses.text : "-",
            began ? times.waits.text : "-", step.reason.isEmpty ? progress(of: step) : step.reason,
        ]
    }
}

extension Bottleneck {
    /// The finding in one sentence.
    var sentence: String {
        let percent = Int((share * 100).rounded())
        let queue = times.queue.map { ", of it \($0.text) waiting for a slot" } ?? ""
        let over = runs == 1 ? "" : " over \(runs) runs"
        return
            "held back by \(step): \(percent) % of the critical path, \(times.total.text)\(over)\(queue)"
    }
}
