internal import ArgumentParser
internal import Projects

/// `podium schema`.
struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the JSON Schema of project files, for editors."
    )

    @Argument(help: "project, workflow or template.")
    var part: String = "workflow"

    func run() throws {
        guard let file = ProjectSchema.File(rawValue: part) else {
            let known = ProjectSchema.File.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no part `\(part)`. Parts: \(known).")
        }
        print(ProjectSchema.json(for: file))
    }
}
