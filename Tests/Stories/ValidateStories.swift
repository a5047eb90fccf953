import Foundation
import Testing

@Suite struct `Validating a project` {
    @Test func `finds nothing wrong with the sample`() throws {
        let outcome = try Program.run(["validate", Program.sample])
        #expect(outcome.status == 0)
        #expect(outcome.lines.last?.hasSuffix("No errors.") == true)
        #expect(outcome.errors.isEmpty)
    }

    /// What is changed in which file, and the line and column of the complaint.
    struct Slip: CustomStringConvertible, Sendable {
        let file: String
        let from: String
        let to: String

        var description: String { "\(file): \(to)" }
    }

    @Test(arguments: [
        Slip(file: "workflows/retention.yaml", from: "call: churn-risk", to: "call: churn-rsk"),
        Slip(
            file: "workflows/retention.yaml",
            from: "profile.value >= constants.high_value",
            to: "profile.value >= constants.hi_value"
        ),
        Slip(file: "workflows/nightly.yaml", from: "timeout: 5s", to: "timeout: soon"),
        Slip(file: "podium.yaml", from: "policy: pinned", to: "policy: pined"),
        Slip(file: "podium.yaml", from: "targets: [scribe-a, scribe-b]", to: "targets: [scribe-c]"),
    ])
    func `points at the place of a slip`(slip: Slip) throws {
        let scratch = try Scratch()
        let folder = try scratch.sample()
        let path = "\(folder)/\(slip.file)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let place = try #require(text.range(of: slip.from))
        let line = text[..<place.lowerBound].count { $0 == "\n" } + 1
        try text.replacingCharacters(in: place, with: slip.to)
            .write(toFile: path, atomically: true, encoding: .utf8)

        let outcome = try Program.run(["validate", folder])

        #expect(outcome.status == 1)
        #expect(Tmux.matches(outcome.output, #"\#(slip.file):\#(line):\d+"#), "\(outcome.output)")
        #expect(outcome.errors.contains("1 error in \(folder)"))
    }

    @Test func `refuses a folder that holds no project`() throws {
        let scratch = try Scratch()
        let outcome = try Program.run(["validate", scratch.folder])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("podium.yaml"))
    }
}

@Suite struct `Listing runs` {
    @Test func `in a folder without a journal says what makes one`() throws {
        let scratch = try Scratch()
        let outcome = try Program.run(["runs", "--data", scratch.folder])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("`podium demo` or `podium run` makes one"))
    }

    @Test func `gives the same runs as text, JSON and CSV`() throws {
        let scratch = try Scratch()
        let events = Program.sample + "/events/orders.jsonl"
        let data = scratch.folder + "/data"
        let replay = try Program.run(["replay", events, "--data", data, "--limit", "30"])
        #expect(replay.status == 0, "\(replay.errors)")

        let list = ["runs", "--data", data, "--limit", "1000", "--format"]
        let json = try JSONSerialization.jsonObject(
            with: Data(try Program.run(list + ["json"]).output.utf8)
        )
        let names = try #require(json as? [[String: Any]]).compactMap { $0["run"] as? String }
        let csv = try Program.run(list + ["csv"]).output.split(separator: "\r\n")
        let text = try Program.run(list + ["text"]).lines
        #expect(names.count >= 30)
        #expect(csv.first == "RUN,WORKFLOW,STATE,STEP,SUBJECT,OPENED,TOOK,DONE,REASON")
        #expect(csv.dropFirst().map { $0.split(separator: ",").first.map(String.init) } == names)
        #expect(text.dropFirst().map { $0.split(separator: " ").first.map(String.init) } == names)

        let none = try Program.run(["runs", "st=fail", "--data", data, "--format", "json"])
        #expect(none.output.filter { !$0.isWhitespace } == "[]")
        let wrong = try Program.run(["runs", "st=", "(", "--data", data])
        #expect(wrong.status == 2)
    }
}
