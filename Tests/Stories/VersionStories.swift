import Foundation
import Testing

/// What becomes of open runs when their workflow is changed between two engines.
@Suite struct `A run whose workflow was changed meanwhile` {
    @Test func `ends as the version it began with says, and new ones follow the new version`()
        throws
    {
        let scratch = try Scratch()
        let project = try scratch.sample()
        let first = try Program.run(
            ["replay", "--limit", "1", "--stop-at-end", "events/orders.jsonl"],
            in: project
        )
        try #require(first.output.contains("1 open"), "\(first.output) \(first.errors)")

        let file = project + "/workflows/reengagement.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try (text + "\n  farewell:\n    compute: \"1 + 1\"\n")
            .write(toFile: file, atomically: true, encoding: .utf8)
        let second = try Program.run(
            ["replay", "--limit", "2", "events/orders.jsonl"],
            in: project
        )
        try #require(second.status == 0, "\(second.errors)")

        let runs = try Program.run(["runs", "wf=reengagement", "--format", "json"], in: project)
        let rows = try #require(
            JSONSerialization.jsonObject(with: Data(runs.output.utf8)) as? [[String: Any]]
        )
        let steps = rows.compactMap { $0["steps"] as? Int }
        #expect(steps.sorted() == [4, 5], "\(runs.output)")
        #expect(rows.allSatisfy { $0["state"] as? String == "OK" }, "\(runs.output)")
        #expect(Set(rows.compactMap { $0["version"] as? String }).count == 2)
        let deploys = try Program.run(
            ["incident", "--since", "2026-04-01T00:00:00Z", "--kind", "deploys"],
            in: project
        )
        #expect(deploys.output.contains("reengagement"), "\(deploys.output) \(deploys.errors)")
    }
}
