internal import Foundation
internal import Orchestration
internal import Projects
internal import Testing

@Suite struct `The schema` {
    @Test(arguments: ProjectSchema.File.allCases)
    func `is JSON whose references all lead somewhere`(file: ProjectSchema.File) throws {
        let text = ProjectSchema.json(for: file)
        let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let defs = try #require(json?["$defs"] as? [String: Any])
        for match in text.matches(of: /#\/\$defs\/([a-z_]+)/) {
            #expect(defs[String(match.1)] != nil, "\(match.1)")
        }
    }

    @Test func `of any file holds those of all`() {
        for name in ["project", "workflow", "template", "step", "model", "alert"] {
            #expect(ProjectSchema.json.contains("\"\(name)\": {\n"))
        }
    }

    @Test func `says of a step what the reader says`() {
        expectGolden(ProjectSchema.json(for: .workflow), "workflow-schema.json")
    }
}

@Suite struct `A diagnostic` {
    @Test func `has a form for editors`() throws {
        let slip = ProjectReader.read(files: Small.files("after: message", "after: mesage"))
        let data = try JSONEncoder().encode(slip.problems)
        let list = try JSONSerialization.jsonObject(with: data) as? [[String: Any]]
        let first = try #require(list?.first)
        #expect(first["file"] as? String == "workflows/keep.yaml")
        #expect(first["line"] as? Int == 10)
        #expect(first["code"] as? String == "unknown-name")
        #expect(first["suggestion"] as? String == "message")
    }

    @Test func `of a long line shows the part around its place`() {
        let long = String(repeating: "profile.a + ", count: 40) + "profil.b"
        let report = Small.report("subject: event.customer", "subject: \(long)")
        #expect(report.split(separator: "\n").allSatisfy { $0.count < 130 })
        #expect(report.contains("profil.b"))
    }
}
