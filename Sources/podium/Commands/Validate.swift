internal import ArgumentParser
internal import Foundation
internal import Orchestration
internal import Projects

/// `podium validate`.
struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a project and report everything that is wrong with it.",
        discussion: "All problems are found in one pass, each with file:line:column."
    )

    @OptionGroup var source: ProjectOptions

    @Option(help: "text or json.")
    var format: ListFormat = .text

    func run() throws {
        let reading = source.read()
        switch format {
        case .json: print(try Self.json(reading.problems))
        case .text, .csv: for problem in reading.problems { print(problem.text + "\n") }
        }
        let errors = reading.problems.count { $0.severity == .error }
        if errors > 0 {
            throw Complaint("\(Self.many(errors, "error")) in \(source.folder)")
        }
        guard format != .json, let project = reading.project else { return }
        print(
            "\(project.name): \(Self.many(project.workflows.count, "workflow")), "
                + "\(Self.many(project.models.count, "model")), "
                + "\(Self.many(project.routes.count, "route")), "
                + "\(Self.many(project.sources.count, "source")), "
                + "\(Self.many(project.alerts.count, "alert rule")). No errors."
        )
    }

    private static func many(_ count: Int, _ what: String) -> String {
        "\(count) \(what)\(count == 1 ? "" : "s")"
    }

    private static func json(_ problems: [Diagnostic]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(problems), as: UTF8.self)
    }
}

/// Which project, with which settings.
struct ProjectOptions: ParsableArguments {
    @Argument(help: "The project's folder.", completion: .directory)
    var folder: String = Whereabouts.project ?? "SampleData/retention"

    @Option(name: .customLong("set"), help: "Set a constant anew: name=value. May be repeated.")
    var settings: [String] = []

    func read(defaults: [String: String] = [:]) -> Reading {
        let pairs = settings.map { text in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
        let given = Dictionary(pairs, uniquingKeysWith: { _, last in last })
        return ProjectReader.read(
            folder,
            settings: defaults.merging(given, uniquingKeysWith: { _, given in given }),
            environment: ProcessInfo.processInfo.environment
        )
    }

    /// The project, or its problems as the error.
    func project(defaults: [String: String] = [:]) throws -> Project {
        let reading = read(defaults: defaults)
        guard let project = reading.project else {
            throw Complaint(reading.problems.map(\.text).joined(separator: "\n\n"))
        }
        return project
    }
}
