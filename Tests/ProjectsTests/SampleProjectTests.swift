internal import Orchestration
internal import Projects
internal import Testing

@Suite struct `The sample project` {
    @Test func `loads without a problem`() throws {
        let reading = ProjectReader.read(files: try sampleFiles())
        #expect(reading.problems.report == "no problems")
        let expected = ["nightly", "retention", "retrain", "reengagement"]
        #expect(reading.project?.workflows.map(\.name) == expected)
    }

    @Test func `is the small project's elder: that one loads too`() {
        #expect(Small.report("", "") == "no problems")
    }

    @Test func `draws the arrows of its retention workflow from what steps mention`() throws {
        let project = try #require(ProjectReader.read(files: try sampleFiles()).project)
        let retention = try #require(project.workflows.first { $0.name == "retention" })
        #expect(
            retention.steps.map { "\($0.name) \($0.after)" } == [
                "profile []", "churn [0]", "action [0, 1]", "copy [0, 2]", "message [2, 3]",
                "outcome [4]",
            ]
        )
    }
}
