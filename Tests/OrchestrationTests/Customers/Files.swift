internal import Foundation
internal import Orchestration

/// Files of the repository and of the fetched data, as the tests of customers read them.
enum Files {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../..").standardizedFileURL

    static let vectors = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Vectors")

    static let orders = root.appending(path: "SampleData/retention/events/orders.jsonl")

    /// Where `SampleData/retention/training/fetch.py` puts what may not be kept here.
    static var fetched: URL {
        let variable = ProcessInfo.processInfo.environment["PODIUM_DATA"] ?? ""
        return variable.isEmpty
            ? root.appending(path: ".build/data") : URL(filePath: variable)
    }

    static func isFetched(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: fetched.appending(path: path).path)
    }

    /// The lines of a file, without empty ones.
    static func lines(_ file: URL) throws -> [Substring] {
        try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
    }

    static func json(_ text: some StringProtocol) throws -> Value {
        try Value(json: String(text))
    }
}
