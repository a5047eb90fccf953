internal import Foundation
internal import Orchestration
internal import Synchronization

/// A program that is started for one notice: the JSON is its input, its exit code the answer.
struct Errand: Sendable {
    private let words: [String]
    private let input: [UInt8]
    private let id: String

    /// The longest it may take.
    static let patience = Duration.seconds(30)
    /// The exit code that asks to be tried again: `EX_TEMPFAIL` of sysexits.h.
    static let later: Int32 = 75

    init(_ words: [String], input: [UInt8], id: String) {
        self.words = words
        self.input = input
        self.id = id
    }

    /// Starts it and waits, without holding a thread, until it has ended or its time is over.
    func run() async -> Delivered {
        guard let file = try? Self.file(input) else { return .later("no file for it", after: nil) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["PODIUM_NOTICE_ID": id]
        ) { $1 }
        process.standardInput = file
        // Its words would go to the terminal the console draws on.
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let (ended, tell) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            tell.yield(process.terminationStatus)
            tell.finish()
        }
        do { try process.run() } catch {
            return .refused("it cannot be started: \(error.localizedDescription)")
        }
        let identifier = process.processIdentifier
        let limit = Task {
            try await Task.sleep(for: Self.patience)
            kill(identifier, SIGKILL)
        }
        var status: Int32?
        for await code in ended { status = code }
        limit.cancel()
        return Self.delivered(status)
    }

    private static func delivered(_ status: Int32?) -> Delivered {
        switch status {
        case 0?: .taken
        case later?: .later("the program asks for later", after: nil)
        case 126?, 127?: .refused("there is no such program")
        case let code?: .later("the program ended with \(code)", after: nil)
        case nil: .later("the program was never heard of again", after: nil)
        }
    }

    /// The input as a file without a name: a pipe would block whoever fills it.
    private static func file(_ bytes: [UInt8]) throws -> FileHandle {
        let path = FileManager.default.temporaryDirectory.path + "/podium-XXXXXX"
        var template = Array(path.utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        unlink(template)
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data(bytes))
        try handle.seek(toOffset: 0)
        return handle
    }
}
