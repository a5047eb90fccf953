import Console
import Orchestration
import Screen
import Testing

@Suite struct `A dialog` {
    /// A console that asks before the selected run is cancelled, and its previews answered.
    private func cancelling() -> Console {
        var console = Stage.console()
        console.visit(.runs)
        for effect in console.press(Key("j"), Key("x")) { console.answer(effect) }
        return console
    }

    private func isAsking(_ console: Console) -> Bool {
        if case .confirming = console.mode { true } else { false }
    }

    @Test func `drops the keys of its first 300 ms`() {
        for milliseconds in stride(from: Int64(0), through: 299, by: 23) {
            var console = cancelling()
            let opened = console.now
            for key in [Key(.enter), Key("x"), Key(.escape), Key("r"), Key(.tab)] {
                let effects = console.update(
                    .input(.key(key), at: opened + .milliseconds(milliseconds))
                )
                #expect(effects.isEmpty)
            }
            guard case .confirming(let dialog) = console.mode else {
                Issue.record("it closed at \(milliseconds) ms")
                continue
            }
            #expect(dialog.typed.text.isEmpty)
            #expect(dialog.focus == .name)
        }
        var console = cancelling()
        _ = console.update(.input(.key(Key(.escape)), at: console.now + .milliseconds(300)))
        #expect(!isAsking(console))
    }

    @Test func `is never confirmed by the key that opened it`() {
        for key in [Key("r"), Key("x")] {
            var console = Stage.console()
            console.visit(.runs)
            for effect in console.press(Key("j"), key) { console.answer(effect) }
            let effects = (0..<12).flatMap { _ in console.press(key) }
            #expect(effects.isEmpty)
            #expect(isAsking(console))
        }
    }

    @Test func `leads enter to Back, and Back does nothing`() {
        var console = Stage.console()
        console.visit(.runs)
        for effect in console.press(Key("j"), Key("r")) { console.answer(effect) }

        var effects = console.press(Key(.enter))
        _ = console.type("again")
        effects += console.press(Key(.enter), Key(.enter))

        #expect(effects.isEmpty)
        #expect(!isAsking(console))
    }

    @Test func `of high risk wants the name, and the reason`() {
        var console = cancelling()
        _ = console.press(Key(.backTab))
        #expect(console.press(Key(.enter)).isEmpty)
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("type retention"))

        _ = console.press(Key(.tab))
        _ = console.update(.tick(console.now + .seconds(1)))
        _ = console.type("retention")
        _ = console.press(Key(.tab), Key(.tab), Key(.tab))
        #expect(console.press(Key(.enter)).isEmpty)

        _ = console.press(Key(.backTab), Key(.backTab))
        _ = console.type("stuck")
        _ = console.press(Key(.tab), Key(.tab))
        let effects = console.press(Key(.enter))

        guard case .perform(let draft)? = effects.first else {
            Issue.record("nothing was ordered")
            return
        }
        #expect(draft.action == .cancel(RunID("r-8f220")))
        #expect(draft.versionSeen == 17)
        #expect(draft.reason == "stuck")
        #expect(draft.actor == "dana")
        #expect(draft.commandLine == "podium cancel r-8f220 --if-version 17 --reason stuck")
    }

    @Test func `keeps the version that was on the screen when it opened`() {
        var console = cancelling()
        var page = Stage.page
        for index in page.rows.indices { page.rows[index].versionSeen = 99 }
        for effect in console.update(.tick(console.now + .seconds(3))) {
            if case .fetchRuns(let query) = effect { _ = console.update(.runs(page, for: query)) }
        }
        _ = console.type("retention")
        _ = console.press(Key(.tab))
        _ = console.type("stuck")
        _ = console.press(Key(.tab), Key(.tab))

        guard case .perform(let draft)? = console.press(Key(.enter)).first else {
            Issue.record("nothing was ordered")
            return
        }
        #expect(draft.versionSeen == 17)
    }

    /// Nobody can check an id that the list does not show.
    @Test func `names a run by what its row says, and how it was chosen`() {
        var console = cancelling()
        #expect(text(console).contains("r-8f220 c-0417 RTRY at copy (version 17)"))
        #expect(!text(console).contains("marked"))

        _ = console.press(Key(.escape), Key(" "))
        for effect in console.press(Key("r")) { console.answer(effect) }
        #expect(text(console).contains("the one marked: r-8f220"))
    }

    /// What is left out of a list is counted, at every width.
    @Test(arguments: [40, 60, 80, 100, 120, 160]) func `counts what it leaves out`(columns: Int) {
        var console = Stage.console(size: Size(columns: columns, rows: 36))
        console.visit(.runs)
        for effect in console.press(Key(.character("a"), control: true), Key("r")) {
            console.answer(effect)
        }
        let all = console.subjects.count
        let text = console.view(in: console.size, glyphs: .braille).text
        #expect(all > 4)
        #expect(text.contains(" more"))
        #expect(text.contains("and \(all - 3) more such lines"))
    }

    @Test func `says what locks it before it is tried, and that a reason is wanted`() {
        var console = Stage.console()
        console.visit(.runs)
        for effect in console.press(Key("j"), Key("r")) { console.answer(effect) }
        #expect(text(console).contains("required; kept in the audit"))
        #expect(text(console).contains("say why: the reason is kept in the audit"))
        _ = console.press(Key(.enter))
        _ = console.type("again")
        #expect(!text(console).contains("say why"))
    }

    /// The focus is on the ways at first, and the name is what one types at once.
    @Test func `takes letters typed on its ways as the name, or says that it does not`() {
        var console = Stage.console()
        console.visit(.routing)
        for effect in console.press(Key("X")) { console.answer(effect) }
        _ = console.update(.tick(console.now + .seconds(1)))
        _ = console.type("copy")
        guard case .confirming(let dialog) = console.mode else {
            Issue.record("X asked nothing")
            return
        }
        #expect(dialog.typed.text == "copy" && dialog.focus == .name)

        _ = console.press(Key(.escape))
        for effect in console.press(Key("R")) { console.answer(effect) }
        _ = console.press(Key("w"))
        #expect(text(console).contains("nothing is written here; tab goes to the fields"))
        _ = console.press(Key(.tab))
        #expect(!text(console).contains("nothing is written here"))
    }

    @Test func `puts away what was said before it`() {
        var console = Stage.console()
        console.visit(.runs)
        _ = console.press(Key("v"))
        #expect(console.notice != nil)
        for effect in console.press(Key("j"), Key("r")) { console.answer(effect) }
        #expect(isAsking(console) && console.notice == nil)
    }

    private func text(_ console: Console) -> String {
        console.view(in: Stage.size, glyphs: .braille).text
    }

    @Test func `is locked by the engine's refusal`() {
        var console = Stage.console()
        console.visit(.routing)
        for case .preview(let action) in console.press(Key("R")) {
            let preview = Control.Preview(effects: [], refusal: "breaker open", commandLine: "")
            _ = console.update(.preview(preview, of: action))
        }
        _ = console.press(Key(.enter))
        _ = console.type("why not")
        _ = console.press(Key(.tab), Key(.tab))
        #expect(console.press(Key(.enter)).isEmpty)
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("breaker open"))
    }

    @Test func `of snoozing offers times and orders the chosen one`() {
        var console = Stage.console()
        console.visit(.alerts)
        for effect in console.press(Key("s")) { console.answer(effect) }
        let opened = console.now
        _ = console.press(Key("4"), Key(.enter))
        _ = console.type("known")
        _ = console.press(Key(.tab), Key(.tab), Key(.tab))
        guard case .perform(let draft)? = console.press(Key(.enter)).first else {
            Issue.record("nothing was ordered")
            return
        }
        #expect(
            draft.action
                == .snooze(alert: "model.errors/scribe-a", until: opened + .seconds(3_600))
        )
    }
}

@Suite struct `An action` {
    @Test func `of low risk is done at once and can be undone for 30 seconds`() {
        var console = Stage.console()
        console.visit(.runs)
        guard case .perform(let draft)? = console.press(Key("j"), Key("p")).last else {
            Issue.record("nothing was ordered")
            return
        }
        #expect(draft.action == .pauseRun(RunID("r-8f220")))
        #expect(draft.versionSeen == 17)

        let receipt = Control.Receipt(
            .done("r-8f220 paused"),
            inverse: .resumeRun(RunID("r-8f220")),
            audit: 1183
        )
        _ = console.update(.receipt(receipt, for: draft))
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("done: r-8f220 paused"))
        #expect(text.contains("u undo (30s)"))

        var later = console
        _ = later.update(.tick(later.now + .seconds(30)))
        #expect(later.press(Key("u")).isEmpty)

        guard case .perform(let back)? = console.press(Key("u")).first else {
            Issue.record("nothing was undone")
            return
        }
        #expect(back.action == .resumeRun(RunID("r-8f220")))
        #expect(console.press(Key("u")).isEmpty)

        // No second key may do again what a dialog had to be filled in for.
        let undone = Control.Receipt(
            .done("r-8f220 goes on"),
            inverse: .pauseRun(RunID("r-8f220")),
            audit: 1184
        )
        _ = console.update(.receipt(undone, for: back))
        #expect(console.undo == nil)
        #expect(console.press(Key("u")).isEmpty)
    }

    @Test func `that was refused says why`() {
        var console = Stage.console()
        console.visit(.runs)
        for case .perform(let draft) in console.press(Key("j"), Key("p")) {
            let why = "version 17 was seen, it is 18 now: copy ended"
            _ = console.update(.receipt(Control.Receipt(.refused(why)), for: draft))
        }
        #expect(console.notice?.text == "refused: version 17 was seen, it is 18 now: copy ended")
        #expect(console.undo == nil)
    }

    @Test func `is off while the screen is frozen or the link is lost`() {
        for key in ["p", "r", "x", "u"].map({ Key(Character($0)) }) {
            var frozen = Stage.console()
            frozen.visit(.runs)
            _ = frozen.press(Key("Z"))
            #expect(frozen.press(key).isEmpty)
            #expect(frozen.notice?.text.contains("frozen") == true)

            var lost = Stage.console()
            lost.visit(.runs)
            _ = lost.update(.linkLost(reason: "refused", at: lost.now))
            #expect(lost.press(key).isEmpty)
            #expect(lost.notice?.text.contains("engine") == true)
        }
    }

    @Test func `is written as a command line that a shell reads back`() {
        #expect(
            CommandLine.text(for: .retry(RunID("r 1"), step: "copy"), reason: "it's late")
                == #"podium retry 'r 1' --step copy --reason 'it'\''s late'"#
        )
        #expect(
            CommandLine.text(for: .snooze(alert: "a/b", until: Stage.now), versionSeen: 3)
                == "podium snooze a/b --until 2026-11-22T14:32:08Z --if-version 3"
        )
        #expect("".shellWord == "''")
    }
}
