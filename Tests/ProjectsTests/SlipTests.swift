internal import Foundation
internal import Orchestration
internal import Projects
internal import Testing

@Suite struct `A project with one slip` {
    @Test(arguments: Slip.all)
    func `is told what, where, why and what next`(slip: Slip) throws {
        let report = Small.report(slip.old, slip.new)
        #expect(report != "no problems")
        expectGolden(report, "Problems/\(slip.name).txt")
    }

    @Test(arguments: Slip.all)
    func `is told a place inside its files`(slip: Slip) {
        let files = Small.files(slip.old, slip.new)
        for problem in ProjectReader.read(files: files).problems {
            #expect(placeExists(problem.place, in: files), "\(problem.text)")
        }
    }

    @Test func `is always told the same`() {
        let slip = Slip("many", "profile", "prfile")
        let reports = (0..<5).map { _ in Small.report(slip.old, slip.new) }
        #expect(Set(reports).count == 1)
    }

    @Test func `hears every complaint the reader knows, in one test or another`() throws {
        let known = try codesInSource()
        let slips = Slip.all.flatMap {
            ProjectReader.read(files: Small.files($0.old, $0.new)).problems.map(\.code)
        }
        // These need a folder, several files, settings or bytes: tests of their own provoke them.
        let elsewhere: Set = [
            "no-folder", "no-project-file", "unreadable-file", "outside-folder", "not-a-file",
            "file-too-large", "too-many-files", "not-utf-8", "too-many-nodes", "duplicate-name",
            "unknown-setting", "bad-setting", "workflow-cycle", "otherwise-elsewhere",
            "alert-on-nothing", "second-trigger",
        ]
        #expect(known.subtracting(slips).subtracting(elsewhere).sorted() == [])
    }

    private func codesInSource() throws -> Set<String> {
        let folder = repository.appendingPathComponent("Sources/Projects/Diagnostics")
        var codes: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            for match in text.matches(of: /Complaint\(\s*"([a-z0-9-]+)"/) {
                codes.insert(String(match.1))
            }
        }
        return codes
    }
}

/// Compares a text with a file beside the tests; `UPDATE_GOLDENS=1` writes the file instead.
func expectGolden(_ text: String, _ path: String, at location: SourceLocation = #_sourceLocation) {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent(path)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
        try? FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try? Data((text + "\n").utf8).write(to: file)
    }
    let golden = try? String(contentsOf: file, encoding: .utf8)
    #expect(text + "\n" == golden, sourceLocation: location)
}

/// Whether a place lies in one of the files, at most one past the end of its line.
func placeExists(_ place: Place, in files: [String: [UInt8]]) -> Bool {
    guard let bytes = files[place.file] else { return place == Place(file: "podium.yaml") }
    let text = String(decoding: bytes, as: UTF8.self)
        .replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    guard place.line <= lines.count else { return false }
    return place.column <= lines[place.line - 1].count + 1
}
