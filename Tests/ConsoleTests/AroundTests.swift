import Console
import Orchestration
import Screen
import Testing

@Suite struct `A source` {
    private func sources() -> Console {
        var console = Stage.console()
        console.visit(.sources)
        _ = console.press(Key("g"))
        return console
    }

    @Test func `shows its contract beside what came`() throws {
        var console = sources()
        _ = console.press(Key("D"))
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("Contract of orders"))
        for row in [
            "customer .*string .*missing 1", "time .*timestamp .*as promised",
            "total .*number, 0 at least .*type 1", "vat_class .*not promised .*came 31 times",
        ] {
            #expect(text.contains(try Regex(row)), "\(row)")
        }
    }

    @Test(arguments: [Key("r"), Key("b")])
    func `says that it is sent and not fetched`(key: Key) {
        var console = sources()
        #expect(console.press(key).isEmpty)
        #expect(console.notice?.text.contains("sent here and not fetched") == true)
    }
}

@Suite struct `A large terminal` {
    private func text(_ place: Place) -> String {
        var console = Stage.console(size: Size(columns: 200, rows: 50))
        console.visit(place)
        return console.view(in: console.size, glyphs: .braille).text
    }

    @Test(arguments: [
        (Place.workflows, "Runs to watch of retention"), (.alerts, "Timeline"),
        (.sources, "Freshness of all sources"), (.audit, "Activity 24 h"),
        (.deadLetters, "Why events could not be used"), (.silences, "Alerts 3 to do"),
        (.proposals, "Models 7"), (.contexts, "Context demo"),
        (.routing, "Cooldowns 1 and decisions"),
    ])
    func `shows beside a list the selected row, and below it what lies around`(
        place: Place,
        title: String
    ) {
        #expect(text(place).contains(title))
    }

    @Test func `shows which targets are out, since when, until when, why and how often`() throws {
        let row = try Regex("scribe-a SIM +14:25:28Z +14:36:40Z +3 +9 of 10 failed")
        #expect(text(.routing).contains(row))
        let over = try Regex("churn-risk-xgb +13:58:48Z +13:59:28Z +1 +5 calls since")
        #expect(text(.routing).contains(over))
    }
}

@Suite struct `An alert` {
    @Test func `tells what may be behind it`() {
        var console = Stage.console()
        console.visit(.alerts)
        _ = console.press(Key("g"))
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("out of rotation since 14:25:28Z, 3 times by now"))
        #expect(text.contains("calls_per_minute is used up to"))
        #expect(text.contains("err 5m"))
    }
}

@Suite struct `A model` {
    @Test func `has each figure with its span`() {
        var console = Stage.console()
        console.visit(.models)
        _ = console.press(Key("g"))
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("OVER") && text.contains("> 1m"))
        for span in ["1m", "5m", "15m", "1h", "24h"] { #expect(text.contains(span)) }
        _ = console.press(Key("V"), Key("V"))
        let later = console.view(in: Stage.size, glyphs: .braille).text
        #expect(later.contains("over 15m") && later.contains("> 15m"))
    }
}

@Suite struct `A banner of the past` {
    @Test(arguments: [80, 100, 120, 160])
    func `tells what is not known of it, and is not cut`(columns: Int) {
        var console = Stage.console(size: Size(columns: columns, rows: 36))
        for effect in console.press(Key(":")) + console.type("at 10:00") { console.answer(effect) }
        for effect in console.press(Key(.enter)) { console.answer(effect) }
        let rows = console.view(in: console.size, glyphs: .braille).text.split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        let line = rows[rows.count - 2]
        #expect(line.contains("from the journal") && !line.contains("…"))
    }
}

@Suite struct `The activity beside the audit` {
    private func entries(_ count: Int, breaking broken: Int? = nil) -> [AuditEntry] {
        (0..<count).map { place in
            let id = Int64(count - place)
            let evidence = AuditEntry.Evidence(
                commandLine: "podium note",
                versionSeen: nil,
                request: "r",
                previous: place == broken ? "odd" : "h\(id - 1)",
                hash: "h\(id)"
            )
            return AuditEntry(
                id: id,
                at: Stage.ago(Int64(place) * 600),
                actor: place % 3 == 0 ? "sam" : "dana",
                via: "cli",
                action: place % 4 == 0 ? "retry" : "note",
                object: "run r-1",
                change: "",
                reason: "",
                result: place == 1 ? "refused: version 1, now 2" : "ok",
                evidence: evidence
            )
        }
    }

    private func text(_ entries: [AuditEntry]) -> String {
        var console = Stage.console()
        _ = console.go(to: .audit)
        _ = console.update(.audit(entries))
        return console.view(in: Stage.size, glyphs: .braille).text
    }

    @Test func `counts by action what was done, and what failed`() {
        let shown = text(entries(40))
        #expect(shown.contains("note                 30"))
        #expect(shown.contains("retry                10"))
        #expect(shown.contains("failed or refused 1") && shown.contains("whole over 40 entries"))
    }

    @Test func `says where the chain of hashes is broken`() {
        #expect(text(entries(40, breaking: 7)).contains("chain BROKEN before entry 33"))
    }
}
