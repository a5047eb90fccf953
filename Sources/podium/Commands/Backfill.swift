internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Orchestration

/// `podium backfill`.
struct Backfill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Start a scheduled workflow for dates that have passed, in a journal no engine holds.",
        discussion: """
            For each start its schedule has in the range, one run for each profile of its segment.
            What was started before, by the schedule or by an earlier backfill, is not started
            again: interrupted with Ctrl-C between two dates, the same command goes on. The runs
            are performed by the next engine on the journal.
            """
    )

    @Argument(help: "The workflow.") var workflow: String
    @Option(help: "The first moment, for example 2026-04-01 or 2026-04-01T02:00:00Z.")
    var from: String
    @Option(help: "The moment before which it ends.") var to: String
    @Flag(help: "Only say what would be started.") var dryRun = false
    @Flag(help: "Cancel the runs such a backfill has started and that are still open.")
    var cancel = false

    @Option(help: "The project's folder.", completion: .directory)
    var project: String = Demo.sample

    @OptionGroup var place: JournalPlace

    func validate() throws {
        guard !(dryRun && cancel) else { throw ValidationError("Give --dry-run or --cancel.") }
    }

    func run() async throws {
        let (from, to) = (try Self.moment(from, "--from"), try Self.moment(to, "--to"))
        let assembly = try await Assembly.resting(project: project, data: place.data)
        do {
            let (schedule, segment) = try trigger(assembly.project)
            let starts = schedule.starts(from: from, before: to)
            print("\(workflow): \(starts.count) starts from \(from.text) to \(to.text)")
            let interrupt = Interrupt()
            for (place, due) in starts.enumerated() {
                guard !interrupt.came else { throw paused(before: due) }
                let words =
                    cancel
                    ? try await cancelled(due, assembly)
                    : try await filled(due, segment, assembly.engine)
                print("\(place + 1)/\(starts.count) \(due.text)  \(words)")
            }
        } catch {
            await assembly.stop()
            throw error
        }
        if await assembly.stop() != nil { throw ExitCode.failure }
    }

    private func trigger(_ project: Project) throws -> (Schedule, String?) {
        guard let found = project.workflows.first(where: { $0.name == workflow }),
            case .schedule(let schedule, let segment)? = found.trigger
        else { throw Complaint("there is no scheduled workflow `\(workflow)`.", .usage) }
        return (schedule, segment)
    }

    private func filled(_ due: Instant, _ segment: String?, _ engine: Engine) async throws -> String
    {
        guard let counts = await engine.countBatch(of: workflow, over: segment, at: due) else {
            throw paused(before: due)
        }
        if dryRun { return "would start \(counts.new), \(counts.known) started before" }
        guard let count = await engine.runBatch(of: workflow, over: segment, at: due) else {
            throw paused(before: due)
        }
        // Each date is durable before the next begins: what is printed has happened.
        await engine.idle()
        return "started \(count), \(counts.known) started before"
    }

    private func cancelled(_ due: Instant, _ assembly: Assembly) async throws -> String {
        let runs = try await assembly.journal.runs(
            startedBy: "batch_item",
            idsFrom: "\(workflow)/\(due.text)/"
        )
        var count = 0
        for run in runs where try await assembly.journal.history(of: run)?.row.closed == nil {
            let order = Control.Order(
                .cancel(run),
                actor: NSUserName(),
                via: "cli",
                reason: "backfill cancelled",
                requestID: "backfill/cancel/\(run.text)"
            )
            if case .done = await assembly.engine.perform(order).result { count += 1 }
        }
        return "cancelled \(count) of \(runs.count)"
    }

    private func paused(before due: Instant) -> Complaint {
        Complaint("paused before \(due.text); the same command goes on from there.", .tryLater)
    }

    /// A date alone is its first moment in UTC.
    private static func moment(_ text: String, _ option: String) throws -> Instant {
        guard let moment = Instant(text: text) ?? Instant(text: text + "T00:00:00Z") else {
            throw ValidationError("\(option) is a date or an instant such as 2026-04-01T02:00:00Z.")
        }
        return moment
    }
}
