import Foundation
import Testing

@Suite struct `A second terminal` {
    @Test func `reaches the running engine with orders, lists and a console of its own`() throws {
        let stage = try Stage()
        try stage.terminal.see("Runs to watch [1-9]", within: 60)
        let runs = try Program.run(["runs", "--data", stage.data, "--format", "json"])
        #expect(runs.status == 0)
        #expect(runs.output.contains("\"workflow\""))

        let order = try Program.run([
            "reroute", "copywriter", "--to", "scribe-b", "--data", stage.data, "--project",
            Program.sample, "--reason", "from the second terminal",
        ])
        #expect(order.status == 0)
        #expect(order.output.contains("policy -> scribe-b"))
        try stage.terminal.see("reroute route copywriter: policy -> scribe-b")

        let second = try Tmux(columns: 100, rows: 30)
        try second.enter("'\(try Program.path)' attach --data '\(stage.data)'")
        try second.see(#"\[1 ?O"#, within: 30)
        try second.see("LIVE")
        try second.press("8")
        try second.see("from the second ter")

        try stage.terminal.press(":", "q", "Enter")
        try stage.seeShell()
        try second.see("LOST")
        try second.press("q")
        try second.see("^shell> *$")
    }

    @Test func `starts runs by hand and for nights that have passed`() throws {
        let stage = try Stage()
        let place = ["--data", stage.data, "--project", Program.sample]
        let start = ["start", "reengagement", "--input", #"{"customer": "c0001"}"#, "--id", "x1"]
        let first = try Program.run(start + place)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("started run"))
        #expect(first.output.contains("undo: podium cancel"))
        #expect(try Program.run(start + place).output.contains("x1 was started before"))
        try stage.terminal.see("start workflow reengagement: started run")

        let nights = ["backfill", "nightly", "--from", "2026-04-01", "--to", "2026-04-03"]
        let plan = try Program.run(nights + ["--dry-run"] + place)
        #expect(plan.output.contains("nightly: 2 starts"), "\(plan.errors)")
        #expect(plan.output.contains("1/2 2026-04-01T00:00:00Z  would start"))
        let filled = try Program.run(nights + place)
        #expect(filled.output.contains("2/2 2026-04-02T00:00:00Z  started"))
        #expect(try Program.run(nights + ["--cancel"] + place).output.contains("cancelled"))

        #expect(try Program.run(["dead-letters", "--data", stage.data]).status == 0)
        let none = try Program.run(["dead-letters", "replay", "99"] + place)
        #expect(none.status == 1)
        #expect(none.output.contains("There is no dead letter 99."))
    }

    @Test func `orders all that a filter finds, after saying whom, and pauses everything`() throws {
        let stage = try Stage()
        let place = ["--data", stage.data, "--project", Program.sample]
        try stage.terminal.press("3")
        try stage.terminal.see("WAIT", within: 60)
        let all = ["pause", "--everything"] + place
        #expect(try Program.run(all).errors.contains("needs a reason: --reason TEXT"))
        let unsure = try Program.run(all + ["--reason", "a drill"])
        #expect(unsure.status == 2 && unsure.errors.contains("add --yes"))
        #expect(try Program.run(all + ["--reason", "a drill", "--yes"]).status == 0)
        try stage.terminal.see("ALL PAUSED")

        let waiting = ["--where", "wf=retention st=wait"] + place
        let told = try Program.run(["pause"] + waiting)
        #expect(told.status == 0, "\(told.errors)")
        #expect(told.output.contains("nothing was done; --yes does it"))
        let done = try Program.run(["pause", "--yes", "--reason", "all of them"] + waiting)
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.output.contains("WAIT -> PAUS"))
        #expect(done.output.contains(/(?<all>\d+) of \k<all> done/))
        #expect(done.output.contains(/undo: podium resume \S+ --data/))
        #expect(try Program.run(["pause"] + waiting).output.hasPrefix("0 runs fit"))
        #expect(try Program.run(["cancel", "--where", "(st=fail", "--yes"] + place).status == 2)

        let resumed = try Program.run(["resume", "--everything"] + place)
        #expect(resumed.output.contains("paused -> running"))
        try stage.terminal.seeNo("ALL PAUSED")
    }

    @Test func `says so where no engine runs`() throws {
        let scratch = try Scratch()
        let outcome = try Program.run(["attach", "--data", scratch.folder])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("needs a terminal"))
        let order = try Program.run(
            ["cancel", "1-a", "--data", scratch.folder, "--reason", "stuck", "--yes"]
        )
        #expect(order.status == 1)
        #expect(order.errors.contains("there is no journal in"))
    }
}

@Suite struct `An engine without a console` {
    @Test func `serves until it is told to stop, and loses nothing by it`() throws {
        let terminal = try Tmux(columns: 100, rows: 30)
        let data = terminal.folder + "/served"
        let program = try Program.path
        try terminal.enter(
            "'\(program)' serve '\(Program.sample)' --data '\(data)'; echo ended with $?"
        )
        try terminal.see("Show it: podium attach", within: 30)
        let pause = ["pause", "--workflow", "retention", "--data", data, "--reason", "by hand"]
        let outcome = try Program.run(pause + ["--project", Program.sample])
        #expect(outcome.output.contains("running -> paused"))
        #expect(outcome.output.contains("--data '\(data)'"))
        try terminal.press("C-c")
        try terminal.see("^ended with 0")
        let again = try Program.run(pause + ["--project", Program.sample])
        #expect(again.status == 1)
        #expect(again.errors.contains("paused"))
    }
}
