internal import Foundation
internal import Orchestration
internal import Projects
internal import Testing

@Suite struct `Reading a folder` {
    /// A small project on disk, deleted afterwards.
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("podium-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (path, bytes) in Small.files() {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: file)
        }
        try body(folder)
    }

    @Test func `gives the sample project`() {
        let reading = ProjectReader.read(sampleFolder)
        #expect(reading.problems.report == "no problems")
    }

    @Test func `gives what its files give`() throws {
        try inFolder { folder in
            let reading = ProjectReader.read(folder.path)
            #expect(reading.project == ProjectReader.read(files: Small.files()).project)
            #expect(reading.project != nil)
        }
    }

    @Test func `says that there is no folder`() {
        let codes = ProjectReader.read("/nowhere/at/all").problems.map(\.code)
        #expect(codes == ["no-folder"])
    }

    @Test func `refuses a link that leaves it`() throws {
        try inFolder { folder in
            let link = folder.appendingPathComponent("workflows/link.yaml")
            try FileManager.default.createSymbolicLink(
                atPath: link.path,
                withDestinationPath: "/etc/hostname"
            )
            let text = ProjectReader.read(folder.path).problems.map(\.text).joined()
            #expect(text.contains("workflows/link.yaml:1:1: error: the file is a link that leaves"))
        }
    }

    @Test func `follows a link that stays inside`() throws {
        try inFolder { folder in
            let link = folder.appendingPathComponent("models/same.json")
            try FileManager.default.createSymbolicLink(
                atPath: link.path,
                withDestinationPath: "churn.json"
            )
            #expect(ProjectReader.read(folder.path).problems.report == "no problems")
        }
    }

    @Test func `refuses a link to nothing, a folder and a file too large`() throws {
        try inFolder { folder in
            let workflows = folder.appendingPathComponent("workflows")
            try FileManager.default.createSymbolicLink(
                atPath: workflows.appendingPathComponent("a.yaml").path,
                withDestinationPath: "nothing"
            )
            try FileManager.default.createDirectory(
                at: workflows.appendingPathComponent("b.yaml"),
                withIntermediateDirectories: true
            )
            try Data(count: 2 << 20).write(to: workflows.appendingPathComponent("c.yaml"))
            let problems = ProjectReader.read(folder.path).problems
            #expect(problems.map(\.code) == ["unreadable-file", "not-a-file", "file-too-large"])
        }
    }
}
