import Foundation
import Testing

@Suite struct `On the command line` {
    private static let commands = [
        "demo", "run", "serve", "attach", "replay", "validate", "runs", "eval", "schema", "vectors",
        "identities", "version",
    ]

    @Test(arguments: commands)
    func `every command explains itself`(command: String) throws {
        let outcome = try Program.run([command, "--help"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("USAGE: podium \(command)"))
        #expect(outcome.errors.isEmpty)
    }

    @Test func `the list of commands is complete and names the exit codes`() throws {
        let outcome = try Program.run(["--help"])
        for command in Self.commands { #expect(outcome.output.contains("  \(command) ")) }
        #expect(outcome.output.contains("0 done, 1 failed, 2 usage, 3 try again later"))
        #expect(outcome.status == 0)
    }

    @Test func `a command typed inside a project means that project and its journal`() throws {
        let scratch = try Scratch()
        let project = try scratch.sample()
        let replayed = try Program.run(
            ["replay", "--limit", "1", "--stop-at-end", "events/orders.jsonl"],
            in: project
        )
        #expect(replayed.status == 0, "\(replayed.errors)")

        for folder in [project, project + "/workflows"] {
            let runs = try Program.run(["runs"], in: folder)
            #expect(runs.lines.count == 2, "\(runs.output) \(runs.errors)")
            #expect(runs.output.contains("c0251"))
            let valid = try Program.run(["validate"], in: folder)
            #expect(valid.status == 0 && valid.output.contains("No errors"))
        }
        let named = try Program.run(["workflows", "--once", "--project", project])
        #expect(named.status == 0 && named.output.contains("retention"), "\(named.errors)")
    }

    @Test func `the sample's rules see its provider fail and its feed fall silent`() throws {
        let outcome = try Program.run(
            ["drill", "--fault", "outage", "--fault", "silent_feed", "--quiet", "0s"]
        )
        #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
        #expect(outcome.lines.count == 2 && outcome.lines.allSatisfy { $0.hasPrefix("ok ") })
    }

    @Test func `both ways to ask for the version agree`() throws {
        let word = try Program.run(["version"])
        let flag = try Program.run(["--version"])
        #expect(word.status == 0 && flag.status == 0)
        #expect(word.output == "podium " + flag.output)
    }

    @Test(arguments: [
        ["conduct"], ["--loud"], ["eval"], ["replay"], ["runs", "--limit", "0"],
        ["runs", "--limit", "many"], ["demo", "--rate", "-1"], ["schema", "poem"],
        ["eval", "1", "{}", "surplus"], ["runs", "--format", "html"],
    ])
    func `what cannot be meant is usage, with exit code 2`(arguments: [String]) throws {
        let outcome = try Program.run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("Error: "))
        #expect(outcome.errors.contains("Usage: podium"))
    }

    @Test func `the demo says that it needs a terminal, and touches nothing`() throws {
        let scratch = try Scratch()
        let data = scratch.folder + "/demo"
        let outcome = try Program.run(["demo", "--data", data])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("needs a terminal"))
        #expect(!FileManager.default.fileExists(atPath: data))
    }

    @Test(arguments: ["project", "workflow", "template"])
    func `the schema of each part is JSON`(part: String) throws {
        let outcome = try Program.run(["schema", part])
        #expect(outcome.status == 0)
        let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        #expect((json as? [String: Any])?["$schema"] != nil)
    }
}

@Suite struct `Evaluating an expression` {
    @Test(arguments: [
        ("1 + 2 * 3", "{}", "7"),
        ("churn.probability >= 0.6", #"{"churn": {"probability": 0.71}}"#, "true"),
        ("size(names) == 2 ? names[1] : 'none'", #"{"names": ["Ada", "Jin"]}"#, #""Jin""#),
        ("this * 2", "21", "42"),
        ("-7 / 2", "{}", "-3"), ("-n", #"{"n": 3}"#, "-3"),
        ("--2", "{}", "2"), ("this", "-5", "-5"),
        ("{'a': [1, 2.5, null]}", "{}", #"{"a":[1,2.5,null]}"#),
    ])
    func `prints its value as JSON`(expression: String, json: String, value: String) throws {
        let outcome = try Program.run(["eval", expression, json])
        #expect(outcome.status == 0)
        #expect(outcome.lines == [value])
    }

    @Test func `reads the value from standard input`() throws {
        let outcome = try Program.run(["eval", "n * 2", "-"], input: #"{"n": 3}"#)
        #expect(outcome.lines == ["6"])
    }

    @Test func `prints the type on request`() throws {
        let outcome = try Program.run(["eval", "1.0 + 1.0", "--format", "typed"])
        #expect(outcome.lines == [#"{"type":"double","value":2.0}"#])
    }

    @Test(arguments: [("1 + ", 4), ("a.b +* c", 5), ("(1", 2), ("'open", 0), ("nobody + 1", 0)])
    func `shows where an error is`(expression: String, column: Int) throws {
        let outcome = try Program.run(["eval", expression])
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        let lines = outcome.errors.split(separator: "\n").map(String.init)
        #expect(lines.first?.hasPrefix("Error: ") == true)
        #expect(lines.dropFirst().first == "  " + expression)
        #expect(lines.last == "  " + String(repeating: " ", count: column) + "^")
    }

    @Test func `says where JSON is none`() throws {
        let outcome = try Program.run(["eval", "1", #"{"a": }"#])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("at byte 6"))
    }
}
