internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Orchestration

/// `podium start`.
struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start a workflow by hand, in a journal no engine holds.",
        discussion: """
            The run is opened and durable; the next engine on the journal performs it.
            """
    )

    @Argument(help: "The workflow.") var workflow: String

    @Option(help: "What its expressions see as `event`: a JSON object, or a file with one.")
    var input: String = "{}"

    @Option(help: "Names this start: the same name again starts nothing.")
    var id: String?

    @Option(help: "The project's folder.", completion: .directory)
    var project: String = Demo.sample

    @OptionGroup var place: JournalPlace

    func run() async throws {
        let value = try document()
        let assembly = try await Assembly.resting(project: project, data: place.data)
        let request =
            id ?? "cli/\(ProcessInfo.processInfo.processIdentifier)/\(Moment.now.milliseconds)"
        let admission = await assembly.engine.start(
            workflow: workflow,
            input: value,
            request: request
        )
        await assembly.stop()
        switch admission {
        case .started(let run)?: print("\(workflow): started run \(run.text)")
        case .duplicate?: print("\(workflow): \(request) was started before")
        case .lost(let why)?: throw Complaint("\(workflow) was not started: \(why).")
        case .deadLetter(let why)?: throw Complaint("\(workflow) was not started: \(why)")
        case .signalled?, .noted?:
            print("\(workflow): not started, a run of the same subject is open")
        case nil:
            throw Complaint(
                "there is no workflow `\(workflow)` in \(project).\n  `podium validate` lists them.",
                .usage
            )
        }
    }

    private func document() throws -> Value {
        let isText = input.trimmingCharacters(in: .whitespaces).hasPrefix("{")
        let bytes = isText ? Array(input.utf8) : try GivenFile.bytes(of: input)
        do {
            let value = try Value(json: bytes)
            guard case .map = value else {
                throw Complaint("--input must be a JSON object.", .usage)
            }
            return value
        } catch let error as JSONError {
            throw Complaint("--input is no JSON: \(error.message), at byte \(error.offset)", .usage)
        }
    }
}
