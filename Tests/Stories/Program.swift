import Foundation
import Testing

/// The built `podium`, started as an operator or a script starts it.
enum Program {
    /// How one ended.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// Beside the test program: both come from the same build.
    static var path: String {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return URL(fileURLWithPath: tests).deletingLastPathComponent().path + "/podium"
        }
    }

    /// The repository this file is in.
    static var repository: String {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url.path
    }

    /// The sample project.
    static var sample: String { repository + "/SampleData/retention" }

    /// Runs a command to its end.
    ///
    /// - Parameters:
    ///   - arguments: The command line after `podium`.
    ///   - input: What stands on standard input.
    ///   - environment: Added to this process's.
    ///   - folder: Where it is started.
    /// - Returns: The exit status and both outputs.
    /// - Throws: Where it cannot be started.
    static func run(
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:],
        in folder: String = Program.repository
    ) throws -> Outcome {
        let child = try Child(arguments, input: input, environment: environment, in: folder)
        return try child.outcome()
    }
}

/// A `podium` under way; killed at the latest when nobody holds it any more.
final class Child {
    private let process: Spawned
    private let files: Spawned.Files
    private let scratch: Scratch

    init(
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:],
        in place: String = Program.repository
    ) throws {
        // Files, not pipes: a full pipe would hold the program up, and a story reads at the end.
        scratch = try Scratch()
        let folder = scratch.folder
        files = Spawned.Files(
            input: folder + "/input",
            output: folder + "/output",
            errors: folder + "/errors"
        )
        try Data(input.utf8).write(to: URL(fileURLWithPath: files.input))
        process = try Spawned(
            try Program.path,
            arguments,
            environment: ProcessInfo.processInfo.environment
                .merging(environment) { _, added in added },
            folder: place,
            files: files
        )
    }

    var isRunning: Bool { process.isRunning }

    /// Ends it the way a power cut would, and waits until it is gone.
    func kill() { process.kill() }

    /// Waits for its own end.
    func outcome() throws -> Program.Outcome {
        let status = process.end()
        return Program.Outcome(
            status: status,
            output: try String(contentsOfFile: files.output, encoding: .utf8),
            errors: try String(contentsOfFile: files.errors, encoding: .utf8)
        )
    }
}

/// A folder that is gone when its story is.
final class Scratch {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "podium-story-\(getpid())-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The sample project, copied here to be changed.
    func sample() throws -> String {
        let path = folder + "/retention"
        try FileManager.default.copyItem(atPath: Program.sample, toPath: path)
        return path
    }
}
