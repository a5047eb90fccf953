import Foundation

/// A real model server of others, installed on first use.
struct RealServer {
    private let process: Process
    private let input: Pipe
    /// The first line it wrote: its address, or JSON that holds it.
    let greeting: String

    /// Off unless asked for: it downloads 130 to 850 MB once and runs a model.
    static var isWanted: Bool { ProcessInfo.processInfo.environment["PODIUM_REAL_SERVERS"] == "1" }

    private static var here: URL { URL(filePath: #filePath).deletingLastPathComponent() }

    private static var tools: URL {
        if let folder = ProcessInfo.processInfo.environment["PODIUM_TOOLS"] {
            return URL(filePath: folder)
        }
        return here.appending(path: "../../../.build/real-servers").standardizedFileURL
    }

    /// llama.cpp with SmolLM2-135M; its greeting is its address.
    ///
    /// With `embeddings` among its arguments it embeds and does nothing else.
    static func llama(_ arguments: String...) throws -> RealServer {
        try install("llama")
        let models = try FileManager.default.contentsOfDirectory(
            atPath: tools.appending(path: "models").path
        )
        guard let model = models.first(where: { $0.hasSuffix(".gguf") }) else {
            throw RealServerError.notInstalled
        }
        return try start(
            "server",
            "serve.py",
            [tools.appending(path: "models/\(model)").path] + arguments
        )
    }

    /// MLServer with a scikit-learn churn model; its greeting is a `TabularCase`.
    static func mlserver() throws -> RealServer {
        try install("mlserver")
        let folder = tools.appending(path: "mlserver/served").path
        return try start("mlserver", "tabular.py", ["open_inference", folder])
    }

    /// MLflow's scoring server with the same model; its greeting is a `TabularCase`.
    static func mlflow() throws -> RealServer {
        try install("mlflow")
        let folder = tools.appending(path: "mlflow/served").path
        return try start("mlflow", "tabular.py", ["mlflow", folder])
    }

    /// Ends the server.
    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private static func install(_ what: String) throws {
        let install = try run(
            "/bin/sh",
            [here.appending(path: "install.sh").path, tools.path, what]
        )
        install.waitUntilExit()
        guard install.terminationStatus == 0 else { throw RealServerError.notInstalled }
    }

    private static func start(_ environment: String, _ script: String, _ arguments: [String]) throws
        -> RealServer
    {
        let (input, output) = (Pipe(), Pipe())
        let process = try run(
            tools.appending(path: "\(environment)/bin/python").path,
            [here.appending(path: script).path] + arguments,
            input: input,
            output: output
        )
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data([0x0A]) {
            guard !byte.isEmpty else { throw RealServerError.notStarted }
            line += byte
        }
        return RealServer(
            process: process,
            input: input,
            greeting: String(decoding: line, as: UTF8.self)
        )
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
enum RealServerError: Error {
    case notInstalled
    case notStarted
}
