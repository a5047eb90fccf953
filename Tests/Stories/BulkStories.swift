import Foundation
import Testing

/// Many at once, other times, and drafts: on the demo.
@Suite(.serialized, .timeLimit(.minutes(10))) struct `An operator in an incident` {
    @Test func `marks all that match, retries them together, and is told of each`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.see(#"fail [1-9]\d"#, within: 150)
        try terminal.press("3")
        try stage.filter("st=fail")
        try terminal.see(#"^│> \S+ +retention +\S+ +FAIL"#)
        try terminal.press("C-a")
        try terminal.see(#"[1-9]\d* marked"#)
        try terminal.press("C-a")
        try terminal.press("r")
        try terminal.see(#"╭─ Retry [1-9]\d+ runs"#)
        try terminal.see(#"bulk +[1-9]\d* orders"#)
        try terminal.press("x", until: #"reason +x"#)
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see(
            #"done: ([1-9]\d*) of \1|[1-9]\d* of [1-9]\d* done, \d+ refused"#,
            within: 60
        )
        try terminal.press(":")
        try terminal.type("results")
        try terminal.press("Enter")
        try terminal.see(#"╭─ [1-9]\d* of [1-9]\d* done"#)
        try terminal.see(#"(done|refused) +\S+ "#)
    }

    @Test func `may pause or stop a long backfill on its way`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("2")
        try stage.filter("nightly")
        try terminal.see(#"^│> nightly"#)
        try terminal.press("b")
        try terminal.see(#"starts +7 "#)
        try terminal.press("2", until: #"\(•\) cancel what such"#)
        try terminal.press("1", until: #"\(•\) start what was not"#)
        try terminal.press("Enter", "C-u")
        try terminal.type("2024-06-01")
        try terminal.see(#"starts +[89]\d\d "#)
        try terminal.press("Tab", "Tab")
        try terminal.type("the feed was late")
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see(#"J pauses"#)
        try terminal.press("J")
        // It may be over before anybody has chosen: that there is a choice is what counts.
        let offered = try terminal.see(#"╭─ Orders under way"#)
        #expect(offered.contains("pause: Backfill nightly"))
        #expect(offered.contains("stop: Backfill nightly"))
        try terminal.pressUntilGone("Escape", "Orders under way")
        try terminal.see(#"done: ([89]\d\d) of \1"#, within: 60)
    }

    @Test func `looks at a moment that is over, where nothing can be done, and comes back`() throws
    {
        let stage = try Stage()
        let terminal = stage.terminal
        let first = try terminal.see(#"steps? +OK|OK +\S+ +7/7|run [1-9]"#, within: 30)
        try terminal.see(try Self.clock(in: first, later: 4...60), within: 30)
        try terminal.press(":")
        try terminal.type("at -3s")
        try terminal.press("Enter")
        try terminal.see(#"^ (PAST|FROZEN) .* ago  actions are off"#)
        try terminal.see(#"\[(PAST|FROZEN) "#)
        try terminal.press("2")
        try terminal.press("p")
        try terminal.see("actions are off while the screen is frozen")
        try terminal.press(":")
        try terminal.type("at now")
        try terminal.press("Enter")
        try terminal.see(#"\[LIVE \d+s\]"#)
        try terminal.seeNo(#"actions are off  , \. move"#)
    }

    /// What the console's clock shows so many seconds after it showed what is on that screen.
    private static func clock(in screen: String, later seconds: ClosedRange<Int>) throws -> String {
        let clock = try #require(screen.firstMatch(of: /(\d\d):(\d\d):(\d\d)Z/))
        let parts = [clock.1, clock.2, clock.3].compactMap { Int($0) }
        let start = parts.reduce(0) { $0 * 60 + $1 }
        return seconds.map { later in
            let moment = (start + later) % 86_400
            return String(format: "%02d:%02d:%02dZ", moment / 3600, moment / 60 % 60, moment % 60)
        }.joined(separator: "|")
    }

    @Test func `drafts shares, leaves them for another screen, applies them and takes them back`()
        throws
    {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("5")
        try stage.filter("copywriter")
        try terminal.see(#"^│> copywriter"#)
        try terminal.press("%")
        try terminal.see("╭─ Shares of copywriter")
        try terminal.press("-", until: #"> scribe-a SIM.* 95%"#)
        try terminal.press("-", "-", "Escape")
        try terminal.see("the draft of copywriter is kept")
        try terminal.press("4")
        try terminal.see(#"\[4 Models"#)
        try terminal.press("5")
        try terminal.see(#"DRAFT"#)
        try terminal.see(#"draft: copywriter"#)
        try terminal.press("%")
        try terminal.see("╭─ Shares of copywriter")
        try terminal.press("j", until: #"> scribe-b SIM"#)
        try terminal.press("Enter")
        try terminal.see(#"╭─ Divide copywriter"#)
        try terminal.see(#"(at|on) copywriter are divided: *"#)
        try terminal.see(#"open runs +\(•\) (\d+ )?keep their route"#)
        try terminal.press("x", until: #"reason +x"#)
        try terminal.press("Tab", "Tab", "Tab", "Enter")
        try terminal.see(#"done: policy -> scribe-a \d+%, scribe-b \d+%"#)
        try terminal.see(#"^│> copywriter +split"#)
        try terminal.press("u")
        try terminal.see(#"^│> copywriter +pinned"#)
        try terminal.press("H")
        try terminal.see(#"╭─ Changes of copywriter"#)
        try terminal.see(#"split +policy -> scribe-a"#)
    }

    @Test func `finds a model without hiding the others, over the last hour`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("4")
        try terminal.see(#"\[4 Models"#)
        try terminal.press("/")
        try terminal.type("scribe")
        try terminal.press("C-n")
        try terminal.see(#"match 1 of 2 for scribe"#)
        try terminal.see(#"next-best-action"#)
        try terminal.press("C-n")
        try terminal.see(#"match 2 of 2 for scribe"#)
        try terminal.press(":")
        try terminal.type("window 1h")
        try terminal.press("Enter")
        try terminal.see(#"p50 p95 p99 over 1h"#)
        try terminal.see(#"over 1h \(V\)  risk"#)
    }
}
