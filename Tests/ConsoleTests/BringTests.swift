import Console
import Orchestration
import Screen
import Testing

@Suite struct `Bringing something in` {
    private func at(_ place: Place, _ keys: Key...) -> Console {
        var console = Stage.console()
        console.visit(place)
        for key in keys {
            for effect in console.press(key) { console.answer(effect) }
        }
        return console
    }

    @Test func `starts a workflow with an input that must be an object`() {
        for (typed, isTaken) in [(#"{"customer": "c1"}"#, true), ("[1]", false), ("{", false)] {
            var console = at(.workflows, Key("N"))
            let order = console.order([typed, "one"], reason: "asked by phone")
            #expect((order != nil) == isTaken, "\(typed)")
            guard let order else { continue }
            let start = Control.Action.start(
                workflow: "retention",
                input: #"{"customer":"c1"}"#,
                id: "one"
            )
            #expect(order.action == start)
            let line = "podium start retention --input '{\"customer\":\"c1\"}' --id one"
            #expect(order.commandLine.hasPrefix(line))
        }
    }

    @Test func `starts one like the run that is open, with its input`() {
        let console = at(.run(RunID("r-8f220")), Key("N"))
        guard case .confirming(let dialog) = console.mode else {
            Issue.record("it did not ask")
            return
        }
        #expect(dialog.title == "Start retention, like this run")
        #expect(dialog.blanks[.object]?.text == Stage.detail.input)
    }

    @Test func `starts what is named in the palette`() {
        var console = at(.overview, Key(":"))
        _ = console.type("start welcome")
        _ = console.press(Key(.enter))
        guard case .confirming(let dialog) = console.mode else {
            Issue.record("it did not ask")
            return
        }
        #expect(dialog.title == "Start welcome")
    }

    @Test func `takes marked dead letters in again`() {
        var console = at(.deadLetters, Key(" "), Key(" "), Key("r"))
        guard case .confirming(let dialog) = console.mode else {
            Issue.record("it did not ask")
            return
        }
        #expect(dialog.actions == [.replay(letter: 19), .replay(letter: 18)])
        let order = console.order([], reason: "the feed was mended")
        #expect(order?.versionSeen == nil)
        #expect(
            order?.commandLine
                == "podium dead-letters replay 19 --reason 'the feed was mended'"
        )
    }

    @Test func `decides proposals, and refuses what is decided`() {
        var console = at(.proposals, Key("A"))
        let order = console.order([], reason: "the ranking fell")
        #expect(order?.action == .approveRetrain(proposal: Stage.proposals[0].id))
        console = at(.proposals, Key("j"), Key("A"))
        #expect(console.notice?.text == "it is decided: declined by lee: labels were late")
    }

    @Test func `silences an alert by rule and object, and ends a silence`() {
        var console = at(.alerts, Key("m"))
        let order = console.order([], reason: "maintenance")
        guard case .silence(let silence)? = order?.action else {
            Issue.record("nothing was silenced")
            return
        }
        #expect(silence.matchers == ["rule": "model.errors", "object": "scribe-a"])
        #expect(silence.until > console.now + .seconds(3_500))
        #expect(order?.commandLine.contains("podium silence object=scribe-a") == true)

        console = at(.silences, Key("s"))
        #expect(console.order([], reason: "done")?.action == .unsilence(id: "s1a"))
    }

    @Test func `leaves a note, whose text is what the audit keeps`() {
        var console = at(.models, Key("n"))
        #expect(console.order([], reason: "") == nil)
        console = at(.models, Key("n"))
        let order = console.order([], reason: "quota asked")
        #expect(order?.action == .note(on: NoteSubject(.model, "churn-risk")))
        #expect(order?.reason == "quota asked")
        #expect(order?.versionSeen == nil)
        #expect(order?.commandLine == "podium note model churn-risk --reason 'quota asked'")
    }

    @Test func `shows notes beside what they are on, and not before they were left`() {
        var console = at(.models)
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("OPS-311"))
        var before = Stage.snapshot
        before.at = Stage.ago(1_000)
        before.sequence -= 1
        console = Stage.console(before, sees: before.at)
        console.visit(.models)
        _ = console.press(Key("Z"))
        #expect(!console.view(in: Stage.size, glyphs: .braille).text.contains("OPS-311"))
    }

    @Test func `copies the runbook and shows it whole`() {
        var console = at(.alerts)
        #expect(console.press(Key("o")) == [.copy("https://runbooks.example/model-errors")])
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("https://runbooks.example/model-errors"))
        console = at(.models)
        #expect(console.press(Key("o")).isEmpty)
        #expect(console.notice?.text == "nothing here has a link; alerts have runbooks")
    }

    @Test func `has keys of a pager in lines, and verbs on objects`() {
        let registry = Registry()
        #expect(registry.verb(for: Key("n")) == .note)
        #expect(registry.verb(for: Key("n"), inLines: true) == .nextLine)
        #expect(registry.verb(for: Key("N")) == .start)
        #expect(registry.verb(for: Key("N"), inLines: true) == .previousLine)
        #expect(registry.verb(for: Key("m")) == .silence)
        #expect(registry.verb(for: Key("m"), inLines: true) == .markLog)
        #expect(registry.verb(for: Key("j"), inLines: true) == .down)
    }
}

@Suite struct `A backfill` {
    /// A dialog on the nightly workflow for three of its nights.
    private func asking() -> Console {
        var console = Stage.console()
        console.visit(.workflows)
        _ = console.press(Key(":"))
        _ = console.type("backfill nightly-rescore")
        for effect in console.press(Key(.enter)) { console.answer(effect) }
        _ = console.update(.tick(console.now + .seconds(1)))
        _ = console.press(Key(.enter))
        return console
    }

    /// Writes a range and a reason, and confirms.
    private func given(_ console: inout Console, _ from: String, _ until: String) -> [Effect] {
        for text in [from, until] {
            _ = console.press(Key(.character("u"), control: true))
            _ = console.type(text)
            _ = console.press(Key(.enter))
        }
        _ = console.type("the feed was late")
        _ = console.press(Key(.tab), Key(.tab))
        return console.press(Key(.enter))
    }

    private func draft(_ effects: [Effect]) -> OrderDraft? {
        for case .perform(let draft) in effects { return draft }
        return nil
    }

    @Test func `gives one date after the other, and undo takes all of them back`() throws {
        var console = asking()
        var next = draft(given(&console, "2026-11-18", "2026-11-21"))
        var days: [String] = []
        while let order = next {
            guard case .backfill(let name, let due) = order.action else { break }
            #expect(name == "nightly-rescore" && order.versionSeen == nil)
            days.append(due.text)
            let receipt = Control.Receipt(
                .done("started 2, 0 started before"),
                inverse: .cancelBackfill(workflow: name, at: due)
            )
            next = draft(console.update(.receipt(receipt, for: order)))
        }
        #expect(
            days == ["2026-11-18T02:00:00Z", "2026-11-19T02:00:00Z", "2026-11-20T02:00:00Z"]
        )
        #expect(console.notice?.text == "3 of 3")
        #expect(console.undo?.steps.count == 3)
    }

    @Test func `is paused and goes on, and can be stopped`() throws {
        var console = asking()
        let first = try #require(draft(given(&console, "2026-11-01", "2026-11-11")))
        for effect in console.press(Key("J")) { console.answer(effect) }
        _ = console.press(Key(.enter))
        #expect(console.update(.receipt(.init(.done("started 2")), for: first)).isEmpty)
        #expect(console.notice?.text.contains("paused (J)") == true)

        _ = console.press(Key("J"))
        let second = try #require(draft(console.press(Key(.enter))))
        _ = console.press(Key("J"), Key("j"), Key(.enter))
        #expect(console.notice?.text.contains("stopped, 8 of 10 were not given") == true)
        #expect(draft(console.update(.receipt(.init(.done("started 2")), for: second))) == nil)
        #expect(console.press(Key("J")).isEmpty)
        #expect(console.notice?.text == "no orders wait to be given")
    }

    @Test(arguments: [
        ("2026-11-20", "2026-11-19"), ("tomorrow", "2026-11-19"), ("2030-01-01", "2030-02-01"),
        ("1990-01-01", "2026-11-19"),
    ])
    func `is locked for a range without starts, or with too many`(from: String, until: String) {
        var console = asking()
        #expect(draft(given(&console, from, until)) == nil)
    }

    @Test func `says how many starts there are, and what would be started, before it does`() throws
    {
        for size in GoldenScreens.sizes {
            var console = asking()
            _ = console.update(.input(.resized(size), at: console.now))
            try GoldenScreens.expect(
                console.view(in: size, glyphs: .braille),
                "workflows-backfill"
            )
        }
    }

    @Test func `is for workflows with a schedule`() {
        var console = Stage.console()
        console.visit(.workflows)
        #expect(console.press(Key("b")).isEmpty)
        #expect(
            console.notice?.text
                == "only a workflow with a schedule has starts that have passed"
        )
    }
}

@Suite struct `Every run that a filter lets through` {
    @Test func `is read and marked at the second ctrl-a, and esc stops that`() {
        var console = Stage.console()
        console.visit(.runs)
        var page = Stage.page
        page.next = RunCursor(text: "older")
        page.total = 20
        func answer(_ effects: [Effect], with page: RunPage) -> [Effect] {
            guard case .fetchRuns(let query)? = effects.first else { return [] }
            return console.update(.runs(page, for: query))
        }
        for effect in console.update(.tick(console.now + .seconds(3))) {
            _ = answer([effect], with: page)
        }
        _ = console.press(Key(.character("a"), control: true))
        let shown = console.list.marks.count
        #expect(shown == Stage.page.rows.count)
        let more = console.press(Key(.character("a"), control: true))
        var last = RunPage()
        last.rows = (0..<3).map { number in
            var row = Stage.page.rows[0]
            row.id = RunID("older-\(number)")
            return row
        }
        last.total = 20
        _ = answer(more, with: last)
        #expect(console.list.marks.count == shown + 3)
        #expect(console.notice?.text.hasPrefix("marked \(shown + 3)") == true)
    }
}

@Suite struct `A layout` {
    @Test func `is part of a link and of a kept view`() throws {
        var console = Stage.console()
        console.visit(.models)
        _ = console.press(Key(">"), Key(">"), Key(.tab), Key("z"))
        let text = console.locator.text
        let locator = try #require(Locator(parsing: text))
        #expect(locator.growth == 2 && locator.zoomed == "modelCharts")

        var other = Stage.console()
        _ = other.press(Key(":"))
        _ = other.type("go \(text)")
        _ = other.press(Key(.enter))
        #expect(other.place == .models && other.focus == .modelCharts)
        #expect(other.frames(in: Stage.size).count == 1)
    }
}

extension Console {
    /// Fills the blanks and the reason of a dialog, and confirms.
    fileprivate mutating func order(_ texts: [String], reason: String) -> OrderDraft? {
        guard case .confirming(let dialog) = mode else { return nil }
        _ = update(.tick(now + .seconds(1)))
        if dialog.focus == .choices { _ = press(Key(.enter)) }
        for text in texts {
            _ = press(Key(.character("u"), control: true))
            _ = type(text)
            _ = press(Key(.enter))
        }
        _ = type(reason)
        _ = press(Key(.tab), Key(.tab))
        guard case .perform(let draft)? = press(Key(.enter)).first else { return nil }
        return draft
    }
}
