import Foundation

/// A real llama.cpp server with SmolLM2-135M, installed on first use.
struct LlamaServer {
    private let process: Process
    private let input: Pipe
    /// The base address, for example `http://127.0.0.1:40123`.
    let url: String

    /// Off unless asked for: it downloads 130 MB once and runs a model.
    static var isWanted: Bool { ProcessInfo.processInfo.environment["PODIUM_REAL_SERVERS"] == "1" }

    private static var here: URL { URL(filePath: #filePath).deletingLastPathComponent() }

    private static var tools: URL {
        if let folder = ProcessInfo.processInfo.environment["PODIUM_TOOLS"] {
            return URL(filePath: folder)
        }
        return here.appending(path: "../../../.build/real-servers").standardizedFileURL
    }

    /// Installs what is missing, starts the server and waits for its address.
    static func start() throws -> LlamaServer {
        let install = try run("/bin/sh", [here.appending(path: "install.sh").path, tools.path])
        install.waitUntilExit()
        guard install.terminationStatus == 0 else { throw LlamaError.notInstalled }
        let models = try FileManager.default.contentsOfDirectory(
            atPath: tools.appending(path: "models").path
        )
        guard let model = models.first(where: { $0.hasSuffix(".gguf") }) else {
            throw LlamaError.notInstalled
        }
        let (input, output) = (Pipe(), Pipe())
        let process = try run(
            tools.appending(path: "server/bin/python").path,
            [here.appending(path: "serve.py").path, tools.appending(path: "models/\(model)").path],
            input: input,
            output: output
        )
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data([0x0A]) {
            guard !byte.isEmpty else { throw LlamaError.notStarted }
            line += byte
        }
        return LlamaServer(
            process: process,
            input: input,
            url: String(decoding: line, as: UTF8.self)
        )
    }

    /// Ends the server.
    func stop() {
        try? input.fileHandleForWriting.close()
        process.terminate()
        process.waitUntilExit()
    }

    private static func run(
        _ program: String,
        _ arguments: [String],
        input: Pipe? = nil,
        output: Pipe? = nil
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        if let input { process.standardInput = input }
        if let output { process.standardOutput = output }
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}

/// Why there is no real server.
enum LlamaError: Error {
    case notInstalled
    case notStarted
}
