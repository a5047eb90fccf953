internal import Orchestration
internal import Projects
internal import Testing

@Suite struct `Settings` {
    @Test func `override a constant where a duration is read from it`() throws {
        let reading = ProjectReader.read(files: Small.files(), settings: ["window": "3m"])
        let project = try #require(reading.project)
        guard case .wait(_, let within)? = project.workflows.first?.steps.last?.action else {
            Issue.record("the last step waits")
            return
        }
        #expect(within == .seconds(180))
        #expect(project.constants["window"] == "3m")
    }

    @Test func `take a whole number for a number`() {
        let reading = ProjectReader.read(files: Small.files(), settings: ["limit": "1"])
        #expect(reading.project?.constants["limit"] == .double(1))
    }

    @Test func `that name no constant are refused with a guess`() {
        let reading = ProjectReader.read(files: Small.files(), settings: ["windw": "3m"])
        expectGolden(reading.problems.report, "Problems/an unknown setting.txt")
    }

    @Test func `of another type than the constant are refused`() {
        let reading = ProjectReader.read(files: Small.files(), settings: ["limit": "high"])
        expectGolden(reading.problems.report, "Problems/a setting of another type.txt")
    }
}

@Suite struct `A project in several files` {
    private func report(_ extra: [String: String], without path: String = "") -> String {
        var files = Small.files()
        files[path] = nil
        for (path, text) in extra { files[path] = Array(text.utf8) }
        return ProjectReader.read(files: files).problems.report
    }

    private func passing(_ name: String, to next: String) -> String {
        """
        workflow: \(name)
        trigger: { event: order_completed, when: profile.a, otherwise: \(next) }
        steps: { a: { compute: "1" } }
        """
    }

    @Test func `names each workflow and template once`() {
        let report = report([
            "workflows/more.yaml": Small.workflow, "templates/more.yaml": Small.template,
        ])
        expectGolden(report, "Problems/names in two files.txt")
    }

    @Test func `passes no event in a circle`() {
        let report = report(
            [
                "workflows/a.yaml": passing("a", to: "b"),
                "workflows/b.yaml": passing("b", to: "a"),
            ],
            without: "workflows/keep.yaml"
        )
        expectGolden(report, "Problems/workflows in a circle.txt")
    }

    @Test func `passes events only to workflows that expect them`() {
        let nightly = "workflow: b\ntrigger: { cron: 0 2 * * * }\nsteps: { a: { compute: \"1\" } }"
        let report = report(
            [
                "workflows/a.yaml": passing("a", to: "b"), "workflows/b.yaml": nightly,
            ],
            without: "workflows/keep.yaml"
        )
        expectGolden(report, "Problems/an otherwise elsewhere.txt")
    }

    @Test func `gives an event to one workflow`() {
        let other = Small.workflow.replacing("workflow: keep", with: "workflow: other")
        expectGolden(report(["workflows/other.yaml": other]), "Problems/a second trigger.txt")
    }

    @Test func `puts the workflow that decides before the one it names`() {
        var files = Small.files(
            "{ event: order_completed }\nsubject",
            "{ event: order_completed, when: event.a, otherwise: also }\nsubject"
        )
        files["workflows/also.yaml"] = Array(
            "workflow: also\ntrigger: { event: order_completed }\nsteps: { a: { compute: \"1\" } }"
                .utf8
        )
        let reading = ProjectReader.read(files: files)
        #expect(reading.project?.workflows.map(\.name) == ["keep", "also"])
    }

    @Test func `watches only what it has`() {
        let text = "project: bare\nalerts: { late: { watch: source_late, severity: info } }"
        let report = ProjectReader.read(files: ["podium.yaml": Array(text.utf8)]).problems.report
        expectGolden(report, "Problems/an alert on no source.txt")
    }

    @Test func `is nothing without podium_yaml`() {
        let report = ProjectReader.read(files: [:]).problems.report
        expectGolden(report, "Problems/no project file.txt")
    }

    @Test func `changes a workflow's version with every change of its text or a constant`() throws {
        func version(_ old: String, _ new: String) -> String? {
            ProjectReader.read(files: Small.files(old, new)).project?.workflows.first?.version
        }
        #expect(version("", "")?.count == 12)
        #expect(version("", "") == version("project: small", "project: other"))
        #expect(version("", "") != version("workflow: keep", "workflow: keep # the same"))
        #expect(version("", "") != version("limit: 0.5", "limit: 0.6"))
    }

    @Test func `takes a model's address from the environment where that is set`() throws {
        let files = Small.files("model: s }", "model: s, url_variable: SCRIBE }")
        func url(_ environment: [String: String]) -> String? {
            let project = ProjectReader.read(files: files, environment: environment).project
            guard case .openAI(let url, _, _)? = project?.models[1].kind else { return nil }
            return url
        }
        #expect(url([:]) == "simulated:scribe")
        #expect(url(["SCRIBE": ""]) == "simulated:scribe")
        #expect(url(["SCRIBE": "http://127.0.0.1:9"]) == "http://127.0.0.1:9")
    }
}
