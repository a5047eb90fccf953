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
    /// - Returns: The exit status and both outputs.
    /// - Throws: Where it cannot be started.
    static func run(
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:]
    ) throws -> Outcome {
        let child = try Child(arguments, input: input, environment: environment)
        return try child.outcome()
    }
}

/// A `podium` under way; killed at the latest when nobody holds it any more.
final class Child {
    private let process = Process()
    private let output: URL
    private let errors: URL
    private let scratch = try? Scratch()

    init(
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:]
    ) throws {
        // Files, not pipes: a full pipe would hold the program up, and a story reads at the end.
        let folder = try #require(scratch).folder
        output = URL(fileURLWithPath: folder + "/output")
        errors = URL(fileURLWithPath: folder + "/errors")
        let given = URL(fileURLWithPath: folder + "/input")
        try Data(input.utf8).write(to: given)
        for url in [output, errors] { try Data().write(to: url) }
        process.executableURL = URL(fileURLWithPath: try Program.path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: Program.repository)
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment) { _, added in added }
        process.standardInput = try FileHandle(forReadingFrom: given)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    deinit { kill() }

    var isRunning: Bool { process.isRunning }

    /// Ends it the way a power cut would, and waits until it is gone.
    func kill() {
        guard process.isRunning else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Waits for its own end.
    func outcome() throws -> Program.Outcome {
        process.waitUntilExit()
        return Program.Outcome(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self)
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
