internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Orchestration

/// `podium why`.
struct Why: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say why attempts of a run were routed as they were.",
        discussion: """
            For every attempt: the choice in sentences, the candidates with their scores, who was
            rejected and why, and how breakers and retry budgets stood at that instant.
            """
    )

    @Argument(help: "A run, or RUN/STEP.")
    var run: String

    @OptionGroup var place: EnginePlace

    func run() async throws {
        let parts = run.split(separator: "/", maxSplits: 1).map(String.init)
        let reports = try await place.ask {
            try await $0.why(RunID(parts.first ?? ""), step: parts.count > 1 ? parts[1] : nil)
        }
        guard !reports.isEmpty else {
            throw Complaint("No routed call of \(run) is in this journal.")
        }
        print(reports.flatMap(\.lines).map(TextTable.safe).joined(separator: "\n"))
    }
}
