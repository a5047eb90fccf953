internal import Foundation
internal import Inference
internal import Orchestration
internal import Testing

/// Files of the repository and of the fetched data, as the tests of local models read them.
enum Files {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../..").standardizedFileURL

    static let models = root.appending(path: "SampleData/retention/models")

    /// Where `SampleData/retention/training/fetch.py` puts what may not be kept here.
    static var fetched: URL {
        let variable = ProcessInfo.processInfo.environment["PODIUM_DATA"] ?? ""
        return variable.isEmpty
            ? root.appending(path: ".build/data") : URL(filePath: variable)
    }

    static func isFetched(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: fetched.appending(path: path).path)
    }

    static func model(_ name: String) throws -> Value {
        try Value(json: String(contentsOf: models.appending(path: name), encoding: .utf8))
    }

    /// A table of numbers with a header; empty cells are NaN.
    static func table(_ file: URL) throws -> [[String: Double]] {
        let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
        let names = lines.first?.split(separator: ",").map(String.init) ?? []
        return lines.dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            let numbers = cells.map { Double(String($0)) ?? .nan }
            return Dictionary(uniqueKeysWithValues: zip(names, numbers))
        }
    }

}

extension Value {
    /// A row of a table as a model's input: NaN becomes null, as in a profile.
    init(features row: [String: Double]) {
        self = .map(
            Dictionary(
                uniqueKeysWithValues: row.map {
                    (.string($0), $1.isNaN ? .null : .double($1))
                }
            )
        )
    }

    /// This document with the part at `path` replaced, or removed for nil.
    func replacing(_ path: [String], with part: Value?) -> Value {
        guard let key = path.first else { return part ?? .null }
        let rest = Array(path.dropFirst())
        if case .list(var elements) = self, let index = Int(key) {
            elements[index] = elements[index].replacing(rest, with: part)
            return .list(elements)
        }
        guard case .map(var entries) = self else { return self }
        entries[.string(key)] =
            rest.isEmpty ? part : (entries[.string(key)] ?? [:]).replacing(rest, with: part)
        return .map(entries)
    }
}
