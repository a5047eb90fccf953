internal import ArgumentParser
internal import Foundation
internal import Orchestration

/// `podium backfill`.
struct Backfill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start a scheduled workflow for dates that have passed.",
        discussion: """
            For each start its schedule has in the range, one run for each profile of its segment.
            What was started before, by the schedule or by an earlier backfill, is not started
            again: interrupted with Ctrl-C between two dates, the same command goes on. The runs
            are performed by the engine on the journal, now or when one starts.
            """
    )

    @Argument(help: "The workflow.") var workflow: String
    @Option(help: "The first moment, for example 2026-04-01 or 2026-04-01T02:00:00Z.")
    var from: String
    @Option(help: "The moment before which it ends.") var to: String
    @Flag(help: "Only say what would be started.") var dryRun = false
    @Flag(help: "Cancel the runs such a backfill has started and that are still open.")
    var cancel = false
    @Option(help: "Why; kept in the audit.") var reason: String = ""
    @OptionGroup var place: EnginePlace

    func validate() throws {
        guard !(dryRun && cancel) else { throw ValidationError("Give --dry-run or --cancel.") }
    }

    func run() async throws {
        let (from, to) = (try Self.moment(from, "--from"), try Self.moment(to, "--to"))
        guard from < to else {
            throw ValidationError("--from is \(from.text), which is not before --to, \(to.text).")
        }
        let starts = try schedule().starts(from: from, before: to)
        print("\(workflow): \(starts.count) starts from \(from.text) to \(to.text)")
        let interrupt = Interrupt()
        try await place.ask { control in
            for (index, due) in starts.enumerated() {
                guard !interrupt.came else { throw paused(before: due) }
                let words = try await words(for: due, control)
                print("\(index + 1)/\(starts.count) \(due.text)  \(TextTable.safe(words))")
            }
        }
        if !dryRun, !cancel, !starts.isEmpty {
            print("undo: the same command with --cancel")
        }
    }

    private func schedule() throws -> Schedule {
        var source = ProjectOptions()
        source.folder = place.project
        source.settings = []
        let project = try source.project()
        guard let found = project.workflows.first(where: { $0.name == workflow }),
            case .schedule(let schedule, _)? = found.trigger
        else { throw Complaint("there is no scheduled workflow `\(workflow)`.", .usage) }
        return schedule
    }

    /// Does what was asked for one date; each is durable before the next begins.
    private func words(for due: Instant, _ control: any ControlPlane) async throws -> String {
        let fill = Control.Action.backfill(workflow: workflow, at: due)
        if dryRun {
            let preview = await control.preview(fill)
            if let refusal = preview.refusal { throw Complaint(refusal) }
            return preview.effects.joined(separator: " ")
        }
        let action = cancel ? .cancelBackfill(workflow: workflow, at: due) : fill
        let order = Control.Order(typed: action, reason: reason, part: due.text)
        switch await control.perform(order).result {
        case .done(let text): return text
        case .refused(let why): throw Complaint(why)
        }
    }

    private func paused(before due: Instant) -> Complaint {
        Complaint("paused before \(due.text); the same command goes on from there.", .tryLater)
    }

    private static func moment(_ text: String, _ option: String) throws -> Instant {
        guard let moment = Instant(day: text) else {
            throw ValidationError("\(option) is a date or an instant such as 2026-04-01T02:00:00Z.")
        }
        return moment
    }
}
