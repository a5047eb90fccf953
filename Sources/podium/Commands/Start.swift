internal import ArgumentParser
internal import Foundation
internal import Orchestration

/// `podium start`.
struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start a workflow by hand, whatever its trigger.",
        discussion: """
            The engine that runs on the journal starts it at once; where none runs, the run is
            opened and durable, and the next engine performs it.
            """
    )

    @Argument(help: "The workflow.") var workflow: String

    @Option(help: "What its expressions see as `event`: a JSON object, or a file with one.")
    var input: String = "{}"

    @Option(help: "Names this start: the same name again starts nothing.")
    var id: String?

    @OptionGroup var order: OrderOptions

    func run() async throws {
        let input = try document()
        try await order.place.insistOnProject()
        try await order.perform(.start(workflow: workflow, input: input, id: id))
    }

    private func document() throws -> String {
        let isText = input.trimmingCharacters(in: .whitespaces).hasPrefix("{")
        let bytes = isText ? Array(input.utf8) : try GivenFile.bytes(of: input)
        do {
            let value = try Value(json: bytes)
            guard case .map = value else {
                throw Complaint("--input must be a JSON object.", .usage)
            }
            return value.json
        } catch let error as JSONError {
            throw Complaint("--input is no JSON: \(error.message), at byte \(error.offset)", .usage)
        }
    }
}
