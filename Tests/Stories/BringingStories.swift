import Foundation
import Testing

/// What operators bring in, on the demo.
@Suite(.serialized, .timeLimit(.minutes(10))) struct `An operator who brings something in` {
    @Test func `starts a workflow by hand, and undo cancels its run`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("2")
        try stage.filter("retrain")
        try terminal.see(#"^│> retrain"#)
        try terminal.press("N")
        try terminal.see("╭─ Start retrain")
        try terminal.press("x", until: #"input +\{\}x"#)
        try terminal.press("C-u")
        try terminal.type(#"{"model": "churn-risk"}"#)
        try terminal.press("Enter", "Enter")
        try terminal.type("asked by phone")
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see(#"done: started run .* u undo"#)
        try terminal.press("u")
        try terminal.see(#"done: \w+ -> CANC"#)
        try terminal.press("8")
        try terminal.see(#" start +workflow retrain"#)
    }

    @Test func `backfills nights that have passed, one after the other`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("2")
        try stage.filter("nightly")
        try terminal.see(#"^│> nightly"#)
        try terminal.press("b")
        try terminal.see("╭─ Backfill nightly")
        try terminal.see(#"starts +7 "#)
        try terminal.see(#"effect +would start \d+, 0 started before"#)
        try terminal.press("2", until: #"\(•\) cancel what such"#)
        try terminal.press("1", until: #"\(•\) start what was not"#)
        try terminal.press("Enter", "Tab", "Tab")
        try terminal.type("the feed was late")
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see(#"done: 7 of 7"#, within: 60)
        try terminal.press("8")
        try terminal.see(#" backfill +workflow nightly at 2"#)
    }

    @Test func `leaves a note that stands beside the model, on other consoles too`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("4")
        try stage.filter("scribe-a")
        try terminal.see(#"^│> scribe-a"#)
        try terminal.press("n")
        try terminal.see("╭─ Note on model scribe-a")
        try terminal.press("q", until: #"note +q"#)
        try terminal.type("uota asked, OPS-311")
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see("notes .*quota asked, OPS-311")

        let place = ["--data", stage.data, "--project", Program.sample]
        let given = try Program.run(
            ["note", "model", "scribe-a", "--reason", "granted until Friday"] + place
        )
        #expect(given.status == 0, "\(given.errors)")
        try terminal.see("granted until Friday")
        let none = try Program.run(["note", "model", "nobody", "--reason", "x"] + place)
        #expect(none.status == 1)
        try terminal.press("9")
        try terminal.see(#"note model scribe-a: quota asked, OPS-311"#)
    }

    @Test func `throttles a route, sees it, and takes it back`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("5")
        try terminal.see(#"^│> churn-risk"#)
        try terminal.press("T")
        try terminal.see("╭─ Throttle route churn-risk")
        try terminal.press("C-u", until: "5/s, 600/m, 1000/h")
        try terminal.type("2/s")
        try terminal.see("At most 2/s attempts of route churn-risk")
        try terminal.press("Enter", "Enter")
        try terminal.type("calm")
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see("done: unthrottled -> 2/s")
        try terminal.see("throttle +route churn-risk: 2/s, by ")
        try terminal.press("u")
        try terminal.see("done: 2/s -> unthrottled")
    }

    @Test func `silences a model's alerts and ends the silence from its list`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("4")
        try stage.filter("scribe-b")
        try terminal.see(#"^│> scribe-b"#)
        try terminal.press("m")
        try terminal.see("╭─ Silence scribe-b")
        try terminal.press("2", until: #"\(•\) 4 h"#)
        try terminal.press("Enter")
        try terminal.type("maintenance")
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see("done: silent until")
        try terminal.press("F3")
        try terminal.see(#"^│> object=scribe-b .*maintenance"#)
        try terminal.press("s")
        try terminal.see("╭─ End the silence of object=scribe-b")
        try terminal.press("x", until: #"reason +x"#)
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see("nothing is silenced")
    }
}
