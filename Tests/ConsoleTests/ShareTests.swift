import Console
import Orchestration
import Screen
import Testing

@Suite struct `A draft of shares` {
    private func routing() -> Console {
        var console = Stage.console()
        console.visit(.routing)
        _ = console.press(Key("j"), Key("j"), Key("%"))
        return console
    }

    private func shares(_ console: Console) -> [String: Int] {
        if case .sharing(let draft) = console.mode { return draft.table }
        return console.drafts["churn-risk"]?.table ?? [:]
    }

    @Test func `begins with what is done now and always makes a whole`() {
        var console = routing()
        #expect(shares(console) == ["churn-risk": 88, "churn-risk-xgb": 12])
        for key in "lllll+++===jhhhh-GgGhlkkjGd+-" {
            _ = console.press(Key(key))
            let now = shares(console)
            guard !now.isEmpty else { break }
            #expect(now.values.reduce(0, +) == 100)
            #expect(now.values.allSatisfy { (0...100).contains($0) })
        }
    }

    @Test func `stays over leaving the screen, and its column shows it`() {
        var console = routing()
        _ = console.press(Key("-"), Key("-"), Key(.escape), Key("4"), Key("5"))
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("DRAFT"))
        #expect(text.contains("draft: churn-risk"))
        #expect(shares(console) == ["churn-risk": 78, "churn-risk-xgb": 22])
        _ = console.press(Key("%"))
        #expect(shares(console) == ["churn-risk": 78, "churn-risk-xgb": 22])
        _ = console.press(Key("d"))
        #expect(console.drafts.isEmpty)
    }

    @Test func `is applied after a look, with undo, and is gone then`() throws {
        var console = routing()
        for effect in console.press(Key("-"), Key(.enter)) { console.answer(effect) }
        guard case .confirming(let dialog) = console.mode else {
            Issue.record("it did not ask")
            return
        }
        let wanted = Control.Action.split(
            route: "churn-risk",
            shares: ["churn-risk": 83, "churn-risk-xgb": 17]
        )
        #expect(dialog.actions == [wanted])
        _ = console.press(Key(" "))
        _ = console.type("drift")
        let effects = console.press(Key(.enter), Key(.tab), Key(.tab), Key(.enter))
        guard case .perform(let draft)? = effects.first else {
            Issue.record("nothing was ordered")
            return
        }
        #expect(draft.commandLine.contains("podium split churn-risk churn-risk=83"))
        let back = Control.Action.unroute(route: "churn-risk", ordered: .epoch)
        _ = console.update(.receipt(.init(.done("divided"), inverse: back), for: draft))
        #expect(console.drafts.isEmpty)
        #expect(console.undo?.steps.first?.action == back)
    }

    @Test func `is run dry each time that it is moved`() {
        var console = routing()
        #expect(
            console.press(Key("-")) == [
                .forecastShares(route: "churn-risk", ["churn-risk": 83, "churn-risk-xgb": 17])
            ]
        )
        var text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("asking what it would have meant"))
        for effect in console.press(Key("-")) { console.answer(effect) }
        text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("DRY RUN") && text.contains("412 calls, 30 min"))
        #expect(console.press(Key("j")).isEmpty)
    }

    @Test func `drops a dry run of shares that were moved meanwhile`() {
        var console = routing()
        let first = console.press(Key("-"))
        _ = console.press(Key("-"))
        for effect in first { console.answer(effect) }
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("asking what it would have meant"))
    }

    @Test func `shows its dry run again before it is applied`() {
        var console = routing()
        let effects = console.press(Key("-"), Key(.enter))
        #expect(effects.contains { if case .forecastShares = $0 { true } else { false } })
        for effect in effects { console.answer(effect) }
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("forecast") && text.contains("THEN"))
    }

    @Test func `says what speaks against it`() {
        var console = Stage.console()
        console.visit(.routing)
        _ = console.press(Key("%"), Key("G"))
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("scribe-a is COOL: breaker open until 14:36:40Z"))
        #expect(text.contains("nothing else takes calls while scribe-a cools down"))
        #expect(text.contains("scribe-a has used 98.0% of its calls_per_minute"))
        #expect(text.contains("all goes to scribe-b until its override ends"))
    }

    @Test func `of a route with one target is refused`() {
        var console = Stage.console()
        console.visit(.routing)
        _ = console.press(Key("G"), Key("%"))
        #expect(console.mode == .browsing)
        #expect(console.notice?.text.contains("has one target") == true)
    }

    @Test func `lies beside the changes that were applied`() {
        var console = Stage.console()
        console.visit(.routing)
        #expect(console.press(Key("H")) == [.fetchAudit(limit: 200)])
        var entries = Stage.audit
        entries.append(
            AuditEntry(
                id: 9,
                at: Stage.now,
                actor: "lee",
                via: "cli",
                action: "reroute",
                object: "route copywriter",
                change: "policy -> scribe-b",
                reason: "provider outage",
                result: "ok"
            )
        )
        _ = console.update(.audit(entries))
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("Changes of copywriter"))
        #expect(text.contains("lee  reroute  policy -> scribe-b"))
        #expect(!text.contains("cooldown"))
    }
}

@Suite struct `The models over time` {
    private func text(_ console: Console) -> String {
        console.view(in: Stage.size, glyphs: .braille).text
    }

    @Test func `are asked for part by part where the window is long`() {
        var console = Stage.console()
        console.visit(.models)
        _ = console.press(Key("V"))
        #expect(text(console).contains("over 5m"))
        let effects = console.press(Key("V"))
        #expect(effects == [.fetchSeries(model: "churn-risk", .quarterHour)])
        #expect(text(console).contains("asking for 15m"))
        for effect in effects { console.answer(effect) }
        #expect(text(console).contains("p50 p95 p99 over 15m"))
        // The figures of the list are those of the window.
        #expect(text(console).contains("16.8s"))
        // Another model is another question, asked once.
        #expect(console.press(Key("j")).count == 1)
    }

    @Test func `drop an answer to a window that is no longer looked at`() {
        var console = Stage.console()
        console.visit(.models)
        _ = console.press(Key("V"), Key("V"))
        _ = console.press(Key("V"))
        _ = console.update(
            .series(Stage.series("churn-risk", .quarterHour), of: "churn-risk", .quarterHour)
        )
        #expect(text(console).contains("asking for 1h"))
    }

    @Test func `have a cursor with the numbers of its moment`() {
        var console = Stage.console()
        console.visit(.models)
        for effect in console.press(Key("V"), Key("V"), Key("V")) { console.answer(effect) }
        _ = console.press(Key(.tab), Key("h"))
        #expect(text(console).contains("14:32:09Z  p50") || text(console).contains("Z  p50 "))
        let newest = text(console)
        _ = console.press(Key("h"), Key("h"))
        #expect(text(console) != newest)
        _ = console.press(Key("l"), Key("l"), Key("l"))
        #expect(text(console).contains("a cursor"))
    }

    @Test func `say what a model costs, takes and may take`() {
        var console = Stage.console(size: Size(columns: 160, rows: 50))
        console.visit(.models)
        _ = console.press(Key("j"))
        let text = console.view(in: Size(columns: 160, rows: 50), glyphs: .braille).text
        for words in [
            "price", "in 0.15   out 0.60 a million tokens", "calls_per_minute", "588 of 600",
            "prompt p95 1.2k of 16.0k", "an hour",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }
}
