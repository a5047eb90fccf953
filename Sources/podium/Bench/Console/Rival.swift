internal import Foundation
internal import Screen

/// A terminal program that operators compare a console with.
struct Rival: Sendable {
    let name: String
    let path: String
    let arguments: [String]
    /// A text of its first whole screen.
    let landmark: String
    let environment: [String: String]

    /// The terminal that all of them get.
    static let size = Size(columns: 120, rows: 36)
    static let terminal = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]

    /// Those that are installed, told to look once a second.
    static func installed(settings folder: String) throws -> [Rival] {
        let settings = folder + "/settings"
        try FileManager.default.createDirectory(
            atPath: settings + "/btop",
            withIntermediateDirectories: true
        )
        try Data("update_ms = 1000\n".utf8)
            .write(to: URL(filePath: settings + "/btop/btop.conf"))
        var environment = terminal
        environment["HOME"] = settings
        environment["XDG_CONFIG_HOME"] = settings
        return [
            Rival(
                name: "htop",
                path: "/usr/bin/htop",
                arguments: ["-d", "10"],
                landmark: "Load average",
                environment: environment
            ),
            Rival(
                name: "btop",
                path: "/usr/bin/btop",
                arguments: ["--utf-force"],
                landmark: "Pid",
                environment: environment
            ),
        ].filter { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    func start() -> TerminalProgram? {
        TerminalProgram(path, arguments, size: Self.size, environment: environment)
    }
}

/// What a program cost while nobody touched it.
struct Rest: Sendable {
    let startUp: Duration
    /// Of one core.
    let share: Double
    let resident: Int
    let bytesPerFrame: Double
    let framesPerSecond: Double
}

extension Rival {
    /// Starts it five times for the start-up, and watches the last for a while.
    func rest(for span: Duration) async throws -> Rest? {
        var times: [Double] = []
        for _ in 0..<5 {
            guard let program = start() else { return nil }
            if let time = await program.drawn(landmark, within: .seconds(5)) {
                times.append(time.milliseconds)
            }
            program.end()
        }
        guard let startUp = times.median, let program = start() else { return nil }
        defer { program.end() }
        _ = await program.drawn(landmark, within: .seconds(5))
        try await Task.sleep(for: .seconds(3))
        return try await program.rest(for: span, startUp: .milliseconds(1) * startUp)
    }
}

extension TerminalProgram {
    /// Watches it.
    func rest(for span: Duration, startUp: Duration) async throws -> Rest {
        let (begun, used) = (ContinuousClock.now, processorTime)
        try await Task.sleep(for: span)
        let took = begun.duration(to: .now)
        let drawn = bursts(since: begun)
        let bytes = drawn.reduce(0) { $0 + $1.bytes }
        return Rest(
            startUp: startUp,
            share: (processorTime - used) / took,
            resident: memory.resident,
            bytesPerFrame: drawn.isEmpty ? 0 : Double(bytes) / Double(drawn.count),
            framesPerSecond: Double(drawn.count) / took.seconds
        )
    }
}
