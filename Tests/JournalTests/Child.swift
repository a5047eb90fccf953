import Foundation
import Testing

/// Another process, made for one test.
final class Child {
    private let process: Process
    /// What it prints.
    let output: FileHandle

    /// Starts `command`, found on the path, with `environment` added to this one's.
    init(_ command: [String], environment: [String: String] = [:]) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment) { _, added in added }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        output = pipe.fileHandleForReading
        try process.run()
    }

    deinit { kill() }

    var id: Int32 { process.processIdentifier }

    /// Ends it the way a power cut would, and waits until it is gone.
    func kill() {
        guard process.isRunning else { return }
        Foundation.kill(id, SIGKILL)
        process.waitUntilExit()
    }

    /// Waits for its own end; true when it was content.
    func succeeds() -> Bool {
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// Reads until `count` lines have come or it has ended.
    func lines(_ count: Int) -> [String] {
        var text = Data()
        while text.count(where: { $0 == 10 }) < count {
            let more = output.availableData
            guard !more.isEmpty else { break }
            text += more
        }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// A process that holds a lock file as another Podium would, with its id in it.
    static func flock(_ path: String) throws -> Child {
        let program = """
            import fcntl, os, sys, time
            file = open(sys.argv[1], "w")
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(str(os.getpid()) + "\\n")
            file.flush()
            print("held", flush=True)
            time.sleep(600)
            """
        let child = try Child(["python3", "-c", program, path])
        #expect(child.lines(1) == ["held"])
        return child
    }

    /// This very test program again, running only the test that matches `filter`.
    static func test(
        _ filter: String,
        environment: [String: String],
        under tracer: [String] = []
    ) throws -> Child {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return try Child(
            tracer + [program, "--testing-library", "swift-testing", "--filter", filter],
            environment: environment
        )
    }
}
